import { askPublishRef, draftRef, listRef, pairsPageRef, pairsRef, publishRef } from '../src/partnerships/actions.ts';
import { askPublishView, listView, pairsView, publishedView, roundView } from '../src/partnerships/round-views.ts';
import { pageNumber } from '../src/vocabulary/page-number.ts';
import { action, command, subcommand } from './define.ts';

const open = subcommand({
  about: 'Open a round of pairing',
  allow: 'coordinator',
  fields: { name: { kind: 'text', label: 'Name of the round', about: 'For example: Spring, first half', max: 60 } },
  run: async (input, { app, member, network, now }) =>
    roundView(
      await app.rounds.open(member, network, input.name, now),
      [],
      'Opened. The channels of the network are told in school hours.',
    ),
});

const draft = subcommand({
  about: 'Pair the schools; nobody is told yet',
  allow: 'coordinator',
  fields: {},
  async run(_, { app, member, now }) {
    const round = await app.rounds.current(member);
    return roundView(await app.rounds.draft(member, round.id, now));
  },
});

const show = subcommand({
  about: 'See the round as it stands',
  allow: 'coordinator',
  fields: {},
  async run(_, { app, member, network }) {
    const round = await app.rounds.current(member);
    return roundView(round, await app.rounds.unreached(network.id, round.id));
  },
});

const publish = subcommand({
  about: 'Send introductions; asks first',
  allow: 'coordinator',
  fields: {},
  async run(_, { app, member, now }) {
    const current = await app.rounds.current(member);
    const { round, recipients } = await app.rounds.recipients(member, current.id, String(current.draft), now);
    return askPublishView(round, recipients);
  },
});

const draftNow = action(draftRef, {
  allow: 'coordinator',
  run: async (_, { app, member, state, now }) => roundView(await app.rounds.draft(member, state.round, now)),
});

const pairs = action(pairsRef, {
  allow: 'coordinator',
  async run(_, { app, member, state }) {
    const found = await app.rounds.pairs(member, state.round, state.draft, 0);
    return pairsView(found.round, found.pairs, 0);
  },
});

const pairsPage = action(pairsPageRef, {
  allow: 'coordinator',
  answer: 'replace',
  async run(_, { app, member, state }) {
    const page = pageNumber(Number(state.page));
    const found = await app.rounds.pairs(member, state.round, state.draft, page);
    return pairsView(found.round, found.pairs, page);
  },
});

const list = action(listRef, {
  allow: 'coordinator',
  async run(_, { app, member, state }) {
    const found = await app.rounds.allPairs(member, state.round, state.draft);
    return listView(found.round, found.pairs);
  },
});

const askPublish = action(askPublishRef, {
  allow: 'coordinator',
  async run(_, { app, member, state, now }) {
    const { round, recipients } = await app.rounds.recipients(member, state.round, state.draft, now);
    return askPublishView(round, recipients);
  },
});

const publishNow = action(publishRef, {
  allow: 'coordinator',
  async run(_, { app, member, network, state, now }) {
    const { round, messages } = await app.rounds.publish(member, network, state.round, state.draft, now);
    return publishedView(round, messages);
  },
});

/** /round: pairing schools, for coordinators. */
export const round = command({
  name: 'round',
  about: 'Pairing schools (coordinators)',
  subcommands: { open, draft, show, publish },
  actions: [draftNow, pairs, pairsPage, list, askPublish, publishNow],
});
