import { totals } from '../bound.ts';
import type { Instance } from '../instance.ts';
import { averageDraw, firstLeftOut, type Made, totalOfFixed } from '../made.ts';
import { bestAbove } from '../pricing/best.ts';
import { arrange, makePricer, type Pricer } from '../pricing/pricer.ts';
import { randomFrom, randomPairing, shuffled } from '../random.ts';
import type { Scoring } from '../score.ts';
import type { Solution } from '../solution.ts';
import { solve } from '../solve.ts';
import type { Group } from '../trios.ts';
import type { MatchOptions, Weights } from '../types.ts';
import { watchFor } from '../watch.ts';
import { threesBound } from './bound.ts';
import { formThrees } from './form.ts';
import { improve } from './improve.ts';
import { firstTeamFor, linksWorth, type Near, type Team } from './teams.ts';

/** Up to so many schools every group is tried for every school; beyond, only those with somebody promising. */
export const EVERY_EXCHANGE = 300;
const NEAR = 24;
/** In a small round there is time to begin anew, and the best of all is taken: so often, and with so many schools in all. */
const STARTS = 40;
const SCHOOLS_IN_ALL_STARTS = 600;
/** Parts of the time after which the pairs, and then the threes, are taken as they are. */
const FOR_PAIRS = 0.5;
const FOR_THREES = 0.8;

/**
 * Groups of three from the best pairs (the `fixed` ones and the engine's): formed, then bettered step by step. The best threes
 * there are nobody can find for certain in a large round (three-dimensional matching is NP-hard), so a bound is given with them.
 * Of the time there is, the pairs get half, and the bound and the comparison with chance what is left at last.
 */
export function makeThrees(instance: Instance, weights: Weights, fixed: [number, number][], options: MatchOptions): Made {
  const { deadlineMs = Number.POSITIVE_INFINITY, seed } = options;
  const { scoring } = instance;
  const watch = watchFor({ ...options, deadlineMs: deadlineMs * FOR_THREES });
  const solution = solve(instance, weights, watchFor({ ...options, deadlineMs: deadlineMs * FOR_PAIRS }));
  const pairs = totals(instance, solution);
  const pricer = makePricer(instance);
  const near = nearBy(pricer, solution);
  const starts = Math.min(STARTS, Math.max(1, Math.floor(SCHOOLS_IN_ALL_STARTS / scoring.roll.schools.length)));
  let best: Tried | null = null;
  for (let start = 0; start < starts && !(best && watch.late()); start++) {
    // every other time from random pairs: the best pairs all lead to much the same threes
    const begun = teamsOf(instance, start % 2 === 0 ? solution.mates : randomPairing(scoring, seed + start), fixed);
    const order = start === 0 ? byWorth(scoring, begun.teams) : shuffled(begun.teams, randomFrom(seed + start));
    best = betterOf(scoring, best, grown(scoring, order, begun.alone, near, watch.late));
  }
  const { teams, alone, total } = best as Tried;
  const stopped = pairs.total !== pairs.bound || watch.late();
  return {
    groups: teams.map((team) => groupOf(instance, team)),
    alone,
    total,
    bound: threesBound(scoring, pricer, fixed),
    stopped,
    randomTotal: totalOfFixed(scoring, fixed) + averageDraw(watch, seed, (nth) => randomThrees(instance, nth)),
    certificate: { prices: [], oddSets: [] },
  };
}

/** One try. */
interface Tried {
  teams: Team[];
  alone: number[];
  total: number;
}

/** Threes are formed and bettered in turn: where schools have changed places, more threes may have become possible. */
function grown(scoring: Scoring, teams: Team[], alone: number[], near: Near, late: () => boolean): Tried {
  let now = formThrees(scoring, teams, alone, near, late);
  for (let before = Number.POSITIVE_INFINITY; now.teams.length < before && !late(); ) {
    before = now.teams.length;
    improve(scoring, now.teams, near, late);
    now = formThrees(scoring, now.teams, now.alone, near, late);
  }
  return { ...now, total: now.teams.reduce((sum, { rows }) => sum + linksWorth(scoring, rows), 0) };
}

/** Nobody left alone comes first, least of all who was left out last time; then as few pairs as possible, then the total. */
function betterOf({ roll }: Scoring, best: Tried | null, tried: Tried): Tried {
  if (!best) return tried;
  const again = ({ alone }: Tried) => alone.filter((row) => roll.schools[row]?.leftOutLastTime).length;
  const better =
    best.alone.length - tried.alone.length ||
    again(best) - again(tried) ||
    best.teams.length - tried.teams.length ||
    tried.total - best.total;
  return better > 0 ? tried : best;
}

/** The pairs to begin with, and the rows without one. */
function teamsOf({ scoring, schools }: Instance, mates: Int32Array, fixed: [number, number][]): Omit<Tried, 'total'> {
  const rows = [...Array(schools).keys()];
  const mateOf = (row: number) => ((mates[row] ?? -1) < schools ? (mates[row] ?? -1) : -1);
  const free = rows.filter((row) => mateOf(row) > row).map((row): Team => ({ rows: [row, mateOf(row)], fixed: false }));
  const alone = rows.filter((row) => mateOf(row) < 0);
  return {
    teams: [...fixed.map((pair): Team => ({ rows: [...pair], fixed: true })), ...free],
    alone: firstLeftOut(scoring, alone),
  };
}

/** The least worth first. */
function byWorth(scoring: Scoring, teams: Team[]): Team[] {
  return teams
    .map((team) => ({ team, worth: linksWorth(scoring, team.rows) }))
    .sort((a, b) => a.worth - b.worth)
    .map(({ team }) => team);
}

/** Says with whom a row might be together: in a large round those that are worth most at the prices of the pairs. */
function nearBy(pricer: Pricer, { prices }: Solution): Near {
  const { scoring, schools } = pricer.instance;
  const everybody = [...scoring.roll.schools.keys()];
  if (everybody.length <= EVERY_EXCHANGE) return () => everybody;
  arrange(pricer, prices);
  const lists = new Map<number, Int32Array>();
  return (row) => {
    if (row >= schools) return everybody;
    const known = lists.get(row);
    if (known) return known;
    const list = Int32Array.from(bestAbove(pricer, row, Number.NEGATIVE_INFINITY, NEAR).found, ({ seat }) => seat);
    lists.set(row, list);
    return list;
  };
}

/** Units of all links when everybody joins the next pair it may: threes as a shuffling bot makes them. */
export function randomThrees({ scoring, schools }: Instance, seed: number): number {
  const mates = randomPairing(scoring, seed);
  const rows = shuffled(Array(schools).keys(), randomFrom(seed));
  const pairs = rows.flatMap((row): Team[] =>
    (mates[row] ?? -1) > row ? [{ rows: [row, mates[row] ?? row], fixed: false }] : [],
  );
  const kept = pairs.slice(0, Math.ceil((2 * pairs.length) / 3));
  const loose = [...rows.filter((row) => (mates[row] ?? -1) < 0), ...pairs.slice(kept.length).flatMap((pair) => pair.rows)];
  const open = new Set(kept);
  for (const row of loose) {
    const pair = firstTeamFor(scoring, open, row);
    if (pair) open.delete(pair);
    pair?.rows.push(row);
  }
  return kept.reduce((sum, each) => sum + linksWorth(scoring, each.rows), 0);
}

/** The two that fit best come first, unless a coordinator chose them. */
function groupOf({ scoring }: Instance, { rows, fixed }: Team): Group {
  const [a = 0, b = 0, third] = rows;
  if (third === undefined) return { pair: a < b || fixed ? [a, b] : [b, a], fixed };
  const orders = fixed
    ? [[a, b, third] as const]
    : ([
        [a, b, third],
        [a, third, b],
        [b, third, a],
      ] as const);
  const [one, other, last] = orders.reduce((best, each) =>
    linksWorth(scoring, [each[0], each[1]]) > linksWorth(scoring, [best[0], best[1]]) ? each : best,
  );
  const thirdScore = (linksWorth(scoring, [one, last]) + linksWorth(scoring, [other, last])) / 2;
  return { pair: [one, other], fixed, third: last, thirdScore };
}
