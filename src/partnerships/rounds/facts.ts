import { barsBetween } from '../../matching/bars.ts';
import { priceOf } from '../../matching/certificate.ts';
import { common, roundsSinceMet } from '../../matching/terms.ts';
import type { LeftOut, MatchGroup, MatchResult, MatchSchool } from '../../matching/types.ts';
import type { DraftFacts } from '../types.ts';

/** A draft as a whole; `plain` is the same round without fixed pairs and bent rules, where it has any. */
export function factsOf(result: MatchResult, plain: MatchResult | undefined, wishes: string): DraftFacts {
  const links = linksOf(result);
  const share = (holds: (a: MatchSchool, b: MatchSchool) => boolean) =>
    links.length === 0 ? 0 : links.filter(([a, b]) => holds(a, b)).length / links.length;
  const threes = result.inputs.rules.groupSize === 3;
  const scores = result.groups.map((group) => fitOf(group, threes)).sort((a, b) => a - b);
  const at = (part: number) => scores[Math.round(part * (scores.length - 1))] ?? 0;
  return {
    spread: { lowest: at(0), middle: at(0.5), highest: at(1) },
    shares: {
      regions: share((a, b) => a.region !== b.region),
      governance: share((a, b) => (!a.trust || a.trust !== b.trust) && common(a.groups, b.groups).length === 0),
      strangers: share((a, b) => roundsSinceMet(a, b) === undefined),
    },
    ...bentPairs(result, links, plain),
    ...(plain && { plainly: { total: plain.total, leftOut: plain.leftOut.length } }),
    wishes,
  };
}

/** How well a group fits: its pair's score; in a round of threes the mean of its links. In units. */
export function fitOf({ score, thirdScore }: Pick<MatchGroup, 'score' | 'thirdScore'>, threes: boolean): number {
  return threes && thirdScore !== undefined ? Math.round((score + 2 * thirdScore) / 3) : score;
}

/** So many are kept to be named; where one region is most of the network thousands are bent. */
const NAMED = 50;

/** Pairs that the rules would keep apart if the coordinator had not said otherwise: the fixed ones first, then the dearest. */
function bentPairs(
  result: MatchResult,
  links: [MatchSchool, MatchSchool][],
  plain: MatchResult | undefined,
): Pick<DraftFacts, 'bent' | 'bentInAll'> {
  const fixed = new Set(result.inputs.rules.fixed.map((pair) => key(pair)));
  const bent = links.flatMap(([a, b]) => {
    const bars = barsBetween(a, b, { barred: result.inputs.rules.barred, fixed: [] });
    if (bars.length === 0 && !fixed.has(key([a.urn, b.urn]))) return [];
    const price = plain ? Math.max(0, priceOf(plain, a.urn, b.urn)) : null;
    return [{ urns: [a.urn, b.urn] as [number, number], bars, price: price !== null && Number.isFinite(price) ? price : null }];
  });
  const rank = ({ urns, price }: DraftFacts['bent'][number]) => (fixed.has(key(urns)) ? Number.POSITIVE_INFINITY : (price ?? 0));
  const ranked = bent.toSorted((one, other) => (rank(other) > rank(one) ? 1 : rank(other) < rank(one) ? -1 : 0));
  return { bent: ranked.slice(0, NAMED), bentInAll: bent.length };
}

function linksOf(result: MatchResult): [MatchSchool, MatchSchool][] {
  const byUrn = new Map(result.inputs.schools.map((school) => [school.urn, school]));
  return result.groups.flatMap(({ urns }) => {
    const members = urns.flatMap((urn) => byUrn.get(urn) ?? []);
    return members.flatMap((a, index) => members.slice(index + 1).map((b): [MatchSchool, MatchSchool] => [a, b]));
  });
}

function key(pair: readonly number[]): string {
  return [...pair].sort((a, b) => a - b).join();
}

/** Why no pair at all could be made, in a sentence with a way out where there is one. */
export function whyNone(schools: readonly MatchSchool[], leftOut: readonly LeftOut[]): string {
  const { length } = schools;
  const [first] = schools;
  const all = (same: (school: MatchSchool) => boolean) => first !== undefined && schools.every(same);
  if (first?.trust && all((one) => one.trust === first.trust))
    return `All ${length} schools belong to ${first.trust}, and a round never pairs schools of one trust. Ask schools of other trusts to join: /partner join`;
  const shared = first?.groups.find((group) => all((one) => one.groups.includes(group)));
  if (shared) return `All ${length} schools belong to "${shared}", and a round never pairs schools of one group.`;
  if (all((one) => one.region === first?.region))
    return `All ${length} schools are in one region (${first?.region}). A round may allow that: say so when you open it.`;
  const bars = leftOut.flatMap((one) => Object.keys(one.detail.bars));
  const barred = bars.includes('barred') ? ' Some are kept apart by your own rules: /round rules.' : '';
  return `No two of these schools may be paired: they share a trust, a group, a local authority or a region, or met in one of the last four rounds.${barred}`;
}
