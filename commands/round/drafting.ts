import type { App } from '../../src/app.ts';
import type { Errand } from '../../src/chat/command.ts';
import type { View } from '../../src/chat/view.ts';
import type { Insider } from '../../src/chat/who.ts';
import { draftRef, listRef, pairRef, pairsPageRef, pairsRef } from '../../src/partnerships/actions.ts';
import { draftingView, listView, pairsView, pairView, roundView } from '../../src/partnerships/rounds/views.ts';
import type { RoundCard } from '../../src/partnerships/types.ts';
import { pageNumber } from '../../src/vocabulary/page-number.ts';
import { action, subcommand } from '../define.ts';

/** What a draft is made of, as the rounds' verbs hand it on. */
type Order = Awaited<ReturnType<App['rounds']['order']>>;

/** /round draft */
export const draft = subcommand({
  about: 'Pair the schools; nobody is told yet',
  allow: 'coordinator',
  fields: {},
  async run(_, { app, member, now }) {
    const round = await app.rounds.current(member);
    return draftLater(app, await app.rounds.order(member, round.id, now), (drafted) => roundView(drafted));
  },
});

/** Has the schools of an order paired, keeps the draft, and shows it. */
export function draftLater(
  app: App,
  order: Order,
  shown: (round: RoundCard) => View,
): Errand<{ app: App; member: Insider; now: Date }> {
  return {
    meanwhile: draftingView(order.inputs.schools.length),
    async work(signal) {
      const drafted = await app.rounds.pairUp(order, signal);
      return async (later) => shown(await later.app.rounds.keepDraft(later.member, order, drafted, later.now));
    },
  };
}

const draftNow = action(draftRef, {
  allow: 'coordinator',
  run: async (_, { app, member, state, now }) =>
    draftLater(app, await app.rounds.order(member, state.round, now), (round) => roundView(round)),
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

const pair = action(pairRef, {
  allow: 'coordinator',
  fields: { pair: { kind: 'text', about: 'Which pair' } },
  async run(input, { app, member, state }) {
    const found = await app.rounds.pair(member, state.round, state.draft, input.pair);
    return pairView(found.round, found.pair);
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
export const draftActions = [draftNow, pairs, pairsPage, pair, list];
