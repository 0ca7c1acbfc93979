import { type Instance, instanceOf, seatScore } from '../../../src/matching/instance.ts';
import { bestAbove } from '../../../src/matching/pricing/best.ts';
import { arrange, makePricer, type Pricer } from '../../../src/matching/pricing/pricer.ts';
import { rollOf } from '../../../src/matching/roll.ts';
import { scoringOf } from '../../../src/matching/score.ts';
import type { MatchInputs, MatchResult } from '../../../src/matching/types.ts';

type Pair = [number, number, number];

function instanceFor({ schools, rules, weights, seed }: MatchInputs): Instance {
  return instanceOf(
    scoringOf(
      rollOf(schools, () => false, rules, weights),
      rules,
      weights,
      seed,
    ),
    weights,
  );
}

const LIST = 24;

/** Total when the best pair of all is taken, then the best of those left, and so on. */
export function greedyTotal(inputs: MatchInputs): number {
  const instance = instanceFor(inputs);
  const pricer = makePricer(instance);
  const level = new Float64Array(instance.seats);
  const left = new Set(Array(instance.schools).keys());
  let total = 0;
  for (let taken = 1; taken > 0; ) {
    taken = 0;
    arrange(pricer, level, [...left]);
    for (const [a, b, score] of longList(pricer, left)) {
      if (!left.has(a) || !left.has(b)) continue;
      left.delete(a);
      left.delete(b);
      total += score;
      taken++;
    }
  }
  return total;
}

/** The best partners of everybody left, the best pair first, as far down as no list could miss a better one. */
function longList(pricer: Pricer, left: Set<number>): Pair[] {
  const pairs: Pair[] = [];
  let reliable = Number.NEGATIVE_INFINITY;
  for (const seat of left) {
    const { found, rest } = bestAbove(pricer, seat, Number.NEGATIVE_INFINITY, LIST);
    if (found.length === LIST) reliable = Math.max(reliable, rest);
    for (const partner of found) if (partner.seat < pricer.instance.schools) pairs.push([seat, partner.seat, partner.score]);
  }
  pairs.sort((a, b) => b[2] - a[2]);
  const certain = pairs.filter(([, , score]) => score >= reliable);
  // far down the lists end; then the rest of what they hold must do
  return certain.length > left.size / 50 ? certain : pairs;
}

const MARGIN = 100;

/** The pairs that could matter at the prices of a result, the empty chair's among them; seats and units. */
export function pairsThatMatter({ inputs, certificate, groups }: MatchResult): { seats: number; pairs: Pair[] } {
  const instance = instanceFor(inputs);
  const seatOf = new Map(instance.scoring.roll.schools.map(({ urn }, seat): [number, number] => [urn, seat]));
  const prices = new Float64Array(instance.seats);
  for (const [urn, price] of certificate.prices) prices[seatOf.get(urn) ?? instance.schools] = price;
  const pricer = makePricer(instance);
  arrange(pricer, prices);
  const pairs = new Map<number, Pair>();
  const add = (a: number, b: number, score: number) => pairs.set(Math.min(a, b) * instance.seats + Math.max(a, b), [a, b, score]);
  for (let seat = 0; seat < instance.seats; seat++) {
    for (const { seat: other, score } of bestAbove(pricer, seat, (prices[seat] ?? 0) - MARGIN, LIST).found)
      add(seat, other, score);
  }
  for (const { urns } of groups) {
    const [a, b] = urns.map((urn) => seatOf.get(urn) ?? -1);
    if (a !== undefined && b !== undefined) add(a, b, seatScore(instance, a, b) ?? 0);
  }
  return { seats: instance.seats, pairs: [...pairs.values()] };
}
