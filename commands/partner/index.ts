import { say } from '../../src/chat/text.ts';
import { text, view } from '../../src/chat/view.ts';
import { joinRef, leaveRef, writeRef } from '../../src/partnerships/actions.ts';
import { statusView } from '../../src/partnerships/views.ts';
import { action, command, subcommand } from '../define.ts';
import { followUpActions } from './follow-up.ts';
import { map } from './pictures.ts';

const JOINED = 'Your school takes part. You will be introduced when the next round is published.';

const join = subcommand({
  about: 'Take part with your school',
  fields: {},
  run: async (_, { app, member, now }) => statusView(await app.partners.join(member, now), member, JOINED),
});

const leave = subcommand({
  about: 'Take your school out',
  fields: { school: { kind: 'school', about: 'Coordinators can take another school out', optional: true } },
  run: async (input, { app, member, now }) =>
    left((await app.partners.leave(member, Number(input.school ?? member.schoolUrn), now)).name),
});

const status = subcommand({
  about: 'See your partner school',
  fields: {},
  run: async (_, { app, member }) => statusView(await app.partners.status(member), member),
});

const joinNow = action(joinRef, {
  run: async (_, { app, member, now }) => statusView(await app.partners.join(member, now), member, JOINED),
});

const leaveNow = action(leaveRef, {
  run: async (_, { app, member, state, now }) => left((await app.partners.leave(member, Number(state.urn), now)).name),
});

const write = action(writeRef, {
  title: 'Write to your partner',
  fields: {
    words: {
      kind: 'longText',
      label: 'Your words',
      about: 'Sent to their contacts, in Slack or Discord. No pupils, please.',
      max: 1500,
    },
  },
  async run(input, { app, member, network, state, now }) {
    const sent = await app.rounds.write(member, network, { groupId: state.group, to: state.to, words: input.words }, now);
    return view(
      text(
        say`On its way to ${sent.people} ${sent.people === 1 ? 'person' : 'people'} at ${sent.schools.join(' and ')}. It arrives in school hours.`,
      ),
    );
  },
});

function left(school: string) {
  return view(text(say`${school} is out of the next rounds. It can come back any time with \`/partner join\`.`));
}

/** /partner: a school's taking part in rounds. */
export const partner = command({
  name: 'partner',
  about: 'Meet a school from another region',
  subcommands: { join, leave, status, map },
  actions: [joinNow, leaveNow, write, ...followUpActions],
});
