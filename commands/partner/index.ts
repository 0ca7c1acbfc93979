import type { App } from '../../src/app.ts';
import { say } from '../../src/chat/text.ts';
import { text, view } from '../../src/chat/view.ts';
import type { HomeNetwork, Insider } from '../../src/chat/who.ts';
import { answerRef, handOverRef, joinRef, leaveRef, moodRef, takePartRef, writeRef } from '../../src/partnerships/actions.ts';
import { answeredView } from '../../src/partnerships/rounds/invitation-views.ts';
import { MOODS, statusView } from '../../src/partnerships/status-views.ts';
import { action, command, subcommand } from '../define.ts';
import { followUpActions } from './follow-up.ts';
import { map } from './pictures.ts';

const JOINED = 'Your school takes part. You will be introduced when the next round is published.';

const join = subcommand({
  about: 'Take part with your school',
  fields: {},
  run: async (_, { app, member, network, now }) =>
    statusView(await app.partners.join(member, now), member, { zone: network.timeZone, now }, JOINED),
});

const leave = subcommand({
  about: 'Take your school out',
  fields: { school: { kind: 'school', about: 'Coordinators can take another school out', optional: true } },
  run: async (input, { app, member, network, now }) =>
    leaves(app, member, network, Number(input.school ?? member.schoolUrn), now),
});

const status = subcommand({
  about: 'See your partner school',
  reads: true,
  fields: {},
  run: async (_, { app, member, network, now }) =>
    statusView(await app.partners.status(member), member, { zone: network.timeZone, now }),
});

const joinNow = action(joinRef, {
  run: async (_, { app, member, network, now }) =>
    statusView(await app.partners.join(member, now), member, { zone: network.timeZone, now }, JOINED),
});

const takePart = action(takePartRef, {
  async run(_, { app, member, network, state, now }) {
    const { round } = await app.partners.join(member, now);
    const asks = round?.id === state.round;
    if (asks) await app.rounds.answer(member, network, { roundId: state.round, urn: member.schoolUrn, answer: 'yes' }, now);
    const opening = asks ? JOINED : 'Your school takes part. That round asks no more; you are asked about the next one.';
    return statusView(await app.partners.status(member), member, { zone: network.timeZone, now }, opening);
  },
});

const answer = action(answerRef, {
  async run(_, { app, member, network, state, now }) {
    const given = state.answer === 'yes' || state.answer === 'pause' ? state.answer : 'no';
    const to = { roundId: state.round, urn: Number(state.urn), answer: given } as const;
    return answeredView(await app.rounds.answer(member, network, to, now), network.timeZone, now);
  },
});

const leaveNow = action(leaveRef, {
  run: async (_, { app, member, network, state, now }) => leaves(app, member, network, Number(state.urn), now),
});

const mood = action(moodRef, {
  title: 'What kind of partner',
  fields: {
    kind: {
      kind: 'choice',
      label: 'Which schools would you rather meet?',
      about: 'By free school meals, size, town or country. A wish, not a rule.',
      choices: MOODS,
    },
  },
  async run(input, { app, member, network, state, now }) {
    const wish = input.kind === 'either' ? null : input.kind;
    const saved = await app.partners.wish(member, Number(state.urn), wish);
    return statusView(saved, member, { zone: network.timeZone, now }, 'Noted for the next round.');
  },
});

const handOver = action(handOverRef, {
  title: 'Change first contact',
  fields: {
    person: {
      kind: 'person',
      label: 'Who shall be first contact?',
      about: 'A colleague of your school who has joined here. They are told.',
    },
  },
  async run(input, { app, member, network, state, now }) {
    await app.partners.handOver(member, Number(state.urn), input.person, now);
    return statusView(await app.partners.status(member), member, { zone: network.timeZone, now }, 'Changed.');
  },
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

/** Takes a school out; where it is in the middle of a round, its partner is looked after at once. */
async function leaves(app: App, member: Insider, network: HomeNetwork, urn: number, now: Date) {
  const school = await app.partners.leave(member, urn, now);
  const looked = await app.rounds.schoolLeft(network, member.id, urn, now);
  return view(
    text(say`${school.name} is out of the next rounds. It can come back any time with \`/partner join\`.`),
    looked && looked.ended.length > 0 && text(say`Its partner in "${looked.round.name}" is told, and so are the coordinators.`),
  );
}

/** /partner: a school's taking part in rounds. */
export const partner = command({
  name: 'partner',
  about: 'Meet a school from another region',
  subcommands: { join, leave, status, map },
  actions: [joinNow, takePart, answer, leaveNow, mood, handOver, write, ...followUpActions],
});
