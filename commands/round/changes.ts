import { InvalidInput } from '../../src/errors.ts';
import { askChangeRef, changeRef, regroupRef, rulesRef, undoRef } from '../../src/partnerships/actions.ts';
import {
  askRegroupView,
  changedView,
  costView,
  keptRuleView,
  regroupedView,
  rulesView,
  weightsView,
} from '../../src/partnerships/rounds/views.ts';
import { action, subcommand } from '../define.ts';
import { draftLater } from './drafting.ts';

const WHAT = [
  { value: 'fix', label: 'Put these two together' },
  { value: 'swap', label: 'Let these two swap partners' },
  { value: 'bar', label: 'Keep these two apart in this round' },
  { value: 'never', label: 'Never put these two together, in any round' },
  { value: 'remove', label: 'Take this school out of the round' },
  { value: 'add', label: 'Bring this school in late' },
] as const;

/** /round change */
export const change = subcommand({
  about: 'Fix or part a pair, swap, take a school out or bring one in; says first what it costs',
  allow: 'coordinator',
  fields: {
    what: { kind: 'choice', label: 'What should change', about: 'You see what it costs before anything happens', choices: WHAT },
    school: { kind: 'school', about: 'The school' },
    with: { kind: 'school', label: 'The other school', about: 'For a pair or a swap', optional: true },
  },
  async run(input, { app, member, network, now }) {
    const round = await app.rounds.current(member);
    const wanted = changeOf({ what: input.what, a: input.school, b: input.with ?? '' });
    if (round.state === 'published')
      return askRegroupView(await app.rounds.regrouping(member, network, round.id, String(round.draft), wanted, now));
    return costView(await app.rounds.cost(member, round.id, String(round.draft), wanted, now));
  },
});

/** /round rules */
export const rules = subcommand({
  about: 'See which schools you fixed together or keep apart, and take a rule back',
  allow: 'coordinator',
  fields: {},
  async run(_, { app, member }) {
    const current = await app.rounds.current(member);
    const { round, rules: found } = await app.rounds.rules(member, current.id);
    return rulesView(round, found);
  },
});

const POINTS = { kind: 'number', min: 0, max: 10 } as const;

/** /round weights */
export const weights = subcommand({
  about: 'Say what counts when schools are paired',
  title: 'What counts, 0 to 10',
  allow: 'coordinator',
  ask: 'form',
  fields: {
    focus: { ...POINTS, label: 'Working on the same thing', about: 'Both named the same focus. Usually 3' },
    exchange: { ...POINTS, label: 'One offers what the other seeks', about: 'For each direction. Usually 4' },
    phase: { ...POINTS, label: 'The same phase', about: 'Primary with primary, and so on. Usually 1' },
    intake: {
      ...POINTS,
      label: 'The kind of intake they asked for',
      about: 'Similar or different, as each school wishes. Usually 1',
    },
    balance: { ...POINTS, label: 'Giving back', about: 'Who has received meets who has given. Usually 1' },
  },
  async fill({ app, network }) {
    const now = await app.rounds.weights(network.id);
    const shown = { focus: now.sharedFocus, exchange: now.seekOffer, phase: now.phase, intake: now.mood, balance: now.debt };
    return Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, String(value)]));
  },
  async run(input, { app, member, network }) {
    const { focus, exchange, phase, intake, balance } = input;
    await app.rounds.setWeights(network.id, { sharedFocus: focus, seekOffer: exchange, phase, mood: intake, debt: balance });
    return weightsView(await app.rounds.current(member).catch(() => undefined));
  },
});

const askChange = action(askChangeRef, {
  allow: 'coordinator',
  async run(_, { app, member, network, state, now }) {
    const { round, draft } = state;
    if (await app.rounds.isPublished(member, round))
      return askRegroupView(await app.rounds.regrouping(member, network, round, draft, changeOf(state), now));
    return costView(await app.rounds.cost(member, round, draft, changeOf(state), now));
  },
});

const changeNow = action(changeRef, {
  allow: 'coordinator',
  async run(_, { app, member, state, now }) {
    const { round, order, undo } = await app.rounds.orderChange(member, state.round, state.draft, changeOf(state), now);
    if (!order) return keptRuleView(await app.rounds.current(member, now), undo);
    return draftLater(app, order, (drafted) => changedView(drafted, round, undo));
  },
});

const undoNow = action(undoRef, {
  allow: 'coordinator',
  async run(_, { app, member, state, now }) {
    const { round, order } = await app.rounds.orderUndo(member, state.round, state.draft, state.undo, now);
    if (!order) return keptRuleView(await app.rounds.current(member, now), '');
    return draftLater(app, order, (drafted) => changedView(drafted, round, ''));
  },
});

const regroup = action(regroupRef, {
  allow: 'coordinator',
  run: async (_, { app, member, network, state, now }) =>
    regroupedView(await app.rounds.regroup(member, network, state.round, state.draft, changeOf(state), now)),
});

const seeRules = action(rulesRef, {
  allow: 'coordinator',
  async run(_, { app, member, state }) {
    const { round, rules: found } = await app.rounds.rules(member, state.round);
    return rulesView(round, found);
  },
});

/** Buttons that change a draft. */
export const changeActions = [askChange, changeNow, undoNow, regroup, seeRules];

/** What a command or a button asks for. */
function changeOf({ what, a, b }: { what: string; a: string; b: string }) {
  const [one, other] = [Number(a), Number(b)];
  switch (what) {
    case 'fix':
    case 'bar':
    case 'never':
    case 'swap':
      if (b === '') throw new InvalidInput({ with: 'Please say which other school.' });
      return { kind: what, a: one, b: other } as const;
    case 'remove':
    case 'add':
      return { kind: what, a: one } as const;
    default:
      throw new InvalidInput({ what: 'Please choose what should change.' });
  }
}
