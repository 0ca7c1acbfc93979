import { barsBetween } from '../../matching/bars.ts';
import { matchSchools } from '../../matching/match.ts';
import { scoreOfPair } from '../../matching/single.ts';
import type { MatchRules, MatchSchool, Weights } from '../../matching/types.ts';
import type { Change } from './types.ts';

/** A group of a published round. */
export interface Standing {
  id: string;
  urns: readonly number[];
}

/** What is known of the schools, and the rules and weights of the round. */
export interface Grounds {
  facts: ReadonlyMap<number, MatchSchool>;
  rules: MatchRules;
  /** Pairs a coordinator fixed: they hold nobody any more, but nobody else's change takes them apart. */
  fixed: [number, number][];
  weights: Weights;
  seed: number;
}

/** What becomes of the groups when a published round changes; everything else stays as it is. */
export interface Plan {
  /** Groups taken apart. */
  ended: string[];
  /** New groups: two schools, or three. */
  made: number[][];
  /** Schools that join a pair as the third. */
  joined: { urn: number; group: string }[];
  /** Schools for whom there is nobody. */
  alone: number[];
}

/**
 * Changes as few groups as possible: those the change names are taken apart or put together; who is left alone by it is paired with
 * another left alone, or joins the pair that suits best as a third; where there are only threes, one becomes two pairs with it.
 */
export function planRegrouping(groups: readonly Standing[], change: Change, grounds: Grounds): Plan {
  const together = 'b' in change ? groups.find(({ urns }) => urns.includes(change.a) && urns.includes(change.b)) : undefined;
  // A school introduced to one more partner has several: what is changed is the pair of the two, else the one it was drawn into.
  const groupOf = (urn: number) => together ?? groups.find((group) => group.urns.includes(urn));
  const [first, second] = [groupOf(change.a), 'b' in change ? groupOf(change.b) : undefined];
  const touched =
    change.kind === 'remove'
      ? groups.filter((group) => group.urns.includes(change.a))
      : [...new Set([first, second])].filter((group) => group !== undefined);
  const named = 'b' in change ? [change.a, change.b] : [change.a];
  const others = touched.flatMap((group) => group.urns).filter((urn) => !named.includes(urn));
  const without = (group: Standing | undefined, urn: number) => group?.urns.filter((one) => one !== urn) ?? [];
  const ended = touched.map((group) => group.id);
  switch (change.kind) {
    case 'fix':
      return placed(groups, { ended, made: [named], joined: [], alone: [] }, others, grounds);
    case 'swap': {
      const made = [
        [change.a, ...without(second, change.b)],
        [change.b, ...without(first, change.a)],
      ];
      return { ended, made, joined: [], alone: [] };
    }
    case 'bar':
    case 'never': {
      const rules = { ...grounds.rules, barred: [...grounds.rules.barred, [change.a, change.b] as [number, number]] };
      if (first !== second) return { ended: [], made: [], joined: [], alone: [] };
      return placed(groups, { ended, made: [], joined: [], alone: [] }, first?.urns ?? [], { ...grounds, rules });
    }
    case 'remove':
      return placed(groups, { ended, made: [], joined: [], alone: [] }, others, grounds);
    case 'add':
      return placed(groups, { ended: [], made: [], joined: [], alone: [] }, [change.a], grounds);
    default:
      return change satisfies never;
  }
}

/** The plan with schools that need a group (they have no other left) put into one: among themselves, else as thirds. */
function placed(groups: readonly Standing[], plan: Plan, changed: readonly number[], grounds: Grounds): Plan {
  const { facts, weights, seed } = grounds;
  const kept = new Set(groups.flatMap((group) => (plan.ended.includes(group.id) ? [] : group.urns)));
  const singles = [...new Set(changed)].filter((urn) => !kept.has(urn));
  const rules = { ...grounds.rules, fixed: [] };
  const schools = singles.flatMap((urn) => facts.get(urn) ?? []);
  // In a round of threes a pair that is made gets a third of those who are free.
  const fixed = rules.groupSize === 3 ? plan.made.flatMap(([a, b]) => (a && b ? [[a, b] as [number, number]] : [])) : [];
  const together = [...fixed.flat().flatMap((urn) => facts.get(urn) ?? []), ...schools];
  const paired =
    schools.length === 0 || together.length < 2
      ? []
      : matchSchools({ schools: together, rules: { ...rules, fixed }, weights, seed }).groups.map((group) => group.urns);
  const wished = plan.made.filter((pair) => !paired.some((group) => pair.every((urn) => group.includes(urn))));
  const made = [...wished.map((group) => [...group]), ...paired];
  const rest = singles.filter((urn) => !paired.flat().includes(urn));
  const standing = groups.filter((group) => !plan.ended.includes(group.id) && group.urns.length === 2);
  const ended = [...plan.ended];
  const joined: Plan['joined'] = [];
  const alone: number[] = [];
  for (const urn of rest) {
    const open = [
      ...standing
        .filter((group) => !joined.some((one) => one.group === group.id))
        .map((group) => ({ ...group, urns: [...group.urns] })),
      ...made.filter((group) => group.length === 2).map((urns) => ({ id: undefined, urns })),
    ];
    const best = bestFor(urn, open, { ...grounds, rules });
    const two = best ? undefined : splitFor(urn, groups, ended, { ...grounds, rules });
    if (two) {
      ended.push(two.id);
      made.push(...two.pairs);
    } else if (!best) alone.push(urn);
    else if (best.id === undefined) best.urns.push(urn);
    else joined.push({ urn, group: best.id });
  }
  return { ...plan, ended, made, joined, alone };
}

/** The three that makes the best two pairs with a school, if any can. */
function splitFor(
  urn: number,
  groups: readonly Standing[],
  ended: readonly string[],
  { facts, rules, fixed, weights, seed }: Grounds,
): { id: string; pairs: [number, number][] } | undefined {
  const scoreOf = ([one, other]: [number, number]) => {
    const [a, b] = [facts.get(one), facts.get(other)];
    return a && b && barsBetween(a, b, rules).length === 0 ? scoreOfPair(a, b, weights, seed).score : Number.NEGATIVE_INFINITY;
  };
  let best: { id: string; pairs: [number, number][]; score: number } | undefined;
  for (const { id, urns } of groups) {
    const [a = 0, b = 0, c] = urns;
    if (c === undefined || ended.includes(id)) continue;
    const ways: [number, number][][] = [
      [
        [urn, a],
        [b, c],
      ],
      [
        [urn, b],
        [a, c],
      ],
      [
        [urn, c],
        [a, b],
      ],
    ];
    const kept = fixed.filter((pair) => pair.every((one) => urns.includes(one)));
    for (const pairs of ways) {
      if (!kept.every((pair) => pairs.some((made) => pair.every((one) => made.includes(one))))) continue;
      const score = pairs.reduce((sum, pair) => sum + scoreOf(pair), 0);
      if (score > (best?.score ?? Number.NEGATIVE_INFINITY)) best = { id, pairs, score };
    }
  }
  return best;
}

/** The pair a school suits best as a third: schools that were in a trio last time come last. */
function bestFor<G extends { urns: number[] }>(
  urn: number,
  pairs: readonly G[],
  { facts, rules, weights, seed }: Grounds,
): G | undefined {
  const school = facts.get(urn);
  if (!school) return undefined;
  let best: { pair: G; tired: number; score: number } | undefined;
  for (const pair of pairs) {
    const members = pair.urns.flatMap((one) => facts.get(one) ?? []);
    if (members.length < pair.urns.length || members.some((one) => barsBetween(school, one, rules).length > 0)) continue;
    const tired = members.filter((one) => one.inTrioLastTime).length;
    const score = members.reduce((sum, one) => sum + scoreOfPair(school, one, weights, seed).score, 0);
    if (!best || tired < best.tired || (tired === best.tired && score > best.score)) best = { pair, tired, score };
  }
  return best?.pair;
}
