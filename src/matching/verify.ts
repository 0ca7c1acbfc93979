import { barsBetween } from './bars.ts';
import { suspectsAfter } from './suspects.ts';
import { sumOf, termsOf } from './terms.ts';
import type { MatchResult, MatchRules, MatchSchool, Weights } from './types.ts';
import { verifyThrees } from './verify-threes.ts';
import { coverage } from './weights.ts';

/**
 * Checks a result from the inputs alone: everybody placed once, no rule broken, scores and total right, and the proof, by a
 * look at every pair there is. Returns what is wrong, in words. It knows what a score is (terms.ts), what keeps schools
 * apart (bars.ts) and how much being paired counts (weights.ts), and nothing of how the result was found.
 */
export function verify(schools: MatchSchool[], rules: MatchRules, weights: Weights, seed: number, result: MatchResult): string[] {
  const problems: string[] = [];
  const threes = rules.groupSize === 3;
  const check = (holds: boolean, problem: string) => void (holds || problems.push(problem));
  const score = (a: MatchSchool, b: MatchSchool) => sumOf(termsOf(a, b, weights, seed));
  const byUrn = new Map(schools.map((school) => [school.urn, school]));
  const key = (pair: number[]) => pair.toSorted((a, b) => a - b).join();
  const refused = new Set(result.refused.map(({ pair }) => key(pair)));
  const toFix = new Set(rules.fixed.map(key).filter((pair) => !refused.has(pair)));
  const placed = [...result.groups.flatMap((group) => group.urns), ...result.leftOut.map(({ urn }) => urn)];
  check(new Set(placed).size === placed.length && placed.length === byUrn.size, 'not every school is placed once');

  const outside = new Set<number>(); // the schools of fixed pairs: the proof is about the others
  const paired = new Set<number>();
  let [total, bound] = [0, 0];
  for (const { urns, score: stated, thirdScore } of result.groups) {
    const members = urns.flatMap((urn) => byUrn.get(urn) ?? []);
    const [a, b] = members;
    if (!a || !b || members.length !== urns.length || urns.length > 3) return [...problems, `${urns} is not a group`];
    const isFixed = toFix.delete(key([a.urn, b.urn]));
    for (const one of members) {
      for (const other of members.slice(members.indexOf(one) + 1)) {
        const bars = barsBetween(one, other, rules);
        const bent = isFixed && one === a && other === b && !bars.includes('sameTrust') && !bars.includes('sameGroup');
        check(bars.length === 0 || bent, `${one.urn} and ${other.urn} may not meet: ${bars}`);
      }
    }
    check(stated === score(a, b), `the score of ${urns} is ${score(a, b)}`);
    total += score(a, b);
    const third = members[2] && score(a, members[2]) + score(b, members[2]);
    check(thirdScore === (third === undefined ? third : third / 2), `the score of the third of ${urns} is ${(third ?? 0) / 2}`);
    if (threes) total += third ?? 0;
    if (isFixed) bound += score(a, b);
    for (const { urn } of [a, b]) (isFixed ? outside : paired).add(urn);
  }
  check(toFix.size === 0, `fixed, yet not made: ${[...toFix]}`);
  check(total === result.total, `the total is ${total}`);
  if (threes) return [...problems, ...verifyThrees(schools, rules, score, result)];

  // the proof: what no pairing of the schools that are not fixed can exceed while it leaves as many alone
  const free = schools.filter((school) => !outside.has(school.urn));
  const alone = free.filter((school) => !paired.has(school.urn));
  const odd = free.length % 2 === 1;
  const { weigh, paired: usual, pairedAfterLeftOut } = coverage(free.length, weights);
  const worth = (school: MatchSchool) => (school.leftOutLastTime ? pairedAfterLeftOut : usual);
  const prices = new Map(result.certificate.prices);
  const price = ({ urn }: { urn: number }) => prices.get(urn) ?? Number.NaN;
  const sets = result.certificate.oddSets.map((set) => ({ ...set, size: set.urns.length }));
  const setOf = new Map(sets.flatMap(({ urns }, place) => urns.map((urn): [number, number] => [urn, place])));
  check(setOf.size === sets.reduce((sum, { size }) => sum + size, 0), 'odd sets cross');
  check(prices.size === free.length + (odd ? 1 : 0), 'there is not one price for each school');
  for (const value of prices.values()) bound += value;
  for (const [place, { within, size, price }] of [...sets.entries()].reverse()) {
    const around = sets[within];
    check(size % 2 === 1 && price > 0 && within < place && (around !== undefined || within === -1), 'an odd set is wrong');
    if (around) around.size += size;
  }
  for (const { size, price } of sets) bound += (price * (size - 1)) / 2;
  const shared = (a: number, b: number): number => {
    let [one, other] = [setOf.get(a) ?? -1, setOf.get(b) ?? -1];
    // of two sets the later one can not hold the earlier one
    while (one !== other) [one, other] = [Math.min(one, other), sets[Math.max(one, other)]?.within ?? -1];
    let price = 0;
    for (let set = sets[one]; set; set = sets[set.within]) price += set.price;
    return price;
  };
  for (const school of alone) bound += worth(school);
  if (odd) bound -= usual - (alone.every((school) => school.inTrioLastTime) ? weigh : 0);
  check(bound === result.bound && result.proven === (total === bound), `the bound is ${bound}`);

  const chair = { urn: 0 };
  if (odd) check(price(chair) >= -usual, 'the price of the empty chair is too low');
  const suspects = suspectsAfter(free, Float64Array.from(free, price), weights);
  for (const [place, a] of free.entries()) {
    check(price(a) >= -worth(a), `the price of ${a.urn} is too low`);
    const seat = usual - worth(a) - (a.inTrioLastTime ? weigh : 0);
    if (odd) check(price(a) + price(chair) + shared(a.urn, 0) >= seat, `${a.urn} and the empty chair have too low prices`);
    for (const b of suspects(place).flatMap((other) => free[other] ?? [])) {
      if (score(a, b) <= price(a) + price(b) + shared(a.urn, b.urn)) continue;
      check(barsBetween(a, b, rules).length > 0, `${a.urn} and ${b.urn} are worth more than their prices`);
    }
  }
  return problems;
}
