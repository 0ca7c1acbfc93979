import { draftRef, listRef, pairsPageRef, pairsRef } from '../../src/partnerships/actions.ts';
import { listView, pairsView, roundView } from '../../src/partnerships/rounds/views.ts';
import { pageNumber } from '../../src/vocabulary/page-number.ts';
import { action, subcommand } from '../define.ts';

/** /round draft */
export const draft = subcommand({
  about: 'Pair the schools; nobody is told yet',
  allow: 'coordinator',
  fields: {},
  async run(_, { app, member, now }) {
    const round = await app.rounds.current(member);
    return roundView(await app.rounds.draft(member, round.id, now));
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

/** Buttons of a draft. */
export const draftActions = [draftNow, pairs, pairsPage, list];
