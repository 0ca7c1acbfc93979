import { backRef, helloRef, inTouchRef, metRef, triedRef, troubleRef } from '../../src/partnerships/actions.ts';
import { answeredView, helloSentView, inTouchView, troubleSaidView } from '../../src/partnerships/follow-up/views.ts';
import { statusView } from '../../src/partnerships/status-views.ts';
import { action } from '../define.ts';

const hello = action(helloRef, {
  run: async (_, { app, member, network, state, now }) =>
    helloSentView(await app.followUp.hello(member, network, state.group, now)),
});

const inTouch = action(inTouchRef, {
  run: async (_, { app, member, state, now }) => inTouchView(await app.followUp.inTouch(member, state.group, now)),
});

const met = action(metRef, {
  run: async (_, { app, member, state, now }) => answeredView(await app.followUp.met(member, state.group, state.met, now)),
});

const tried = action(triedRef, {
  run: async (_, { app, member, state, now }) => answeredView(await app.followUp.tried(member, state.group, state.tried, now)),
});

const trouble = action(troubleRef, {
  title: 'This is not working',
  fields: {
    words: {
      kind: 'longText',
      label: 'Anything to add?',
      about: 'Only the coordinators see this; your partner is told nothing. No pupils, please.',
      max: 1000,
      optional: true,
    },
  },
  async run(input, { app, member, network, state, now }) {
    const { others, told } = await app.followUp.trouble(member, network, state.group, input.words, now);
    return troubleSaidView(others, told);
  },
});

const back = action(backRef, {
  run: async (_, { app, member, network, now }) =>
    statusView(
      await app.partners.back(member, member.schoolUrn, now),
      member,
      { zone: network.timeZone, now },
      'Welcome back. Your school is drawn again.',
    ),
});

/** Buttons that follow up a pair. */
export const followUpActions = [hello, inTouch, met, tried, trouble, back];
