import { matchSchools } from '../../src/matching/match.ts';
import { pairHash, roundsSinceMet } from '../../src/matching/terms.ts';
import type { MatchResult, MatchSchool } from '../../src/matching/types.ts';
import { ROUNDS_APART } from '../../src/matching/weights.ts';

/** What can be said of one round of many. */
export interface Played {
  seconds: number;
  proven: boolean;
  /** what may be missing to the best, in per cent */
  gap: number;
  /** pairs that met within the last rounds, which must never be */
  tooSoon: number;
  /** pairs that met before, longer ago */
  again: number;
  trios: number;
  leftOut: number;
  /** schools left out, or in a trio, both this time and last time */
  leftOutTwice: number;
  trioTwice: number;
  /** how often any school has been left out so far, the most and the least */
  mostLeftOut: number;
  leastLeftOut: number;
}

/** Strangers to one another, to whom nothing has happened yet. */
export function fresh(schools: MatchSchool[]): MatchSchool[] {
  return schools.map((school) => ({ ...school, pastPartners: [], timesLeftOut: 0, timesInTrio: 0, timesSilent: 0 }));
}

/** In so many pairs of a hundred nobody writes. */
const SILENT = 10;

/** The same schools paired round after round, each round with what the ones before have left behind. */
export function playRounds(start: MatchSchool[], rounds: number): { played: Played[]; schools: MatchSchool[] } {
  let schools = start;
  const played: Played[] = [];
  for (let round = 1; round <= rounds; round++) {
    const began = performance.now();
    const result = matchSchools({ schools, rules: { barred: [], fixed: [] }, seed: round });
    const seconds = (performance.now() - began) / 1000;
    const before = schools;
    schools = afterwards(schools, result, round);
    played.push({ seconds, ...factsOf(before, schools, result) });
  }
  return { played, schools };
}

function factsOf(
  before: MatchSchool[],
  after: MatchSchool[],
  { groups, leftOut, ...result }: MatchResult,
): Omit<Played, 'seconds'> {
  const byUrn = new Map(before.map((school) => [school.urn, school]));
  const past = groups.flatMap(({ urns }) =>
    pairsIn(urns).flatMap(([a, b]) => {
      const [one, other] = [byUrn.get(a), byUrn.get(b)];
      return one && other ? (roundsSinceMet(one, other) ?? []) : [];
    }),
  );
  const times = after.map(({ timesLeftOut }) => timesLeftOut);
  const trios = groups.filter(({ urns }) => urns.length === 3);
  return {
    proven: result.proven,
    gap: 100 * (1 - result.total / result.bound),
    tooSoon: past.filter((rounds) => rounds <= ROUNDS_APART).length,
    again: past.filter((rounds) => rounds > ROUNDS_APART).length,
    trios: trios.length,
    leftOut: leftOut.length,
    leftOutTwice: leftOut.filter(({ urn }) => byUrn.get(urn)?.leftOutLastTime).length,
    trioTwice: trios.flatMap(({ urns }) => urns).filter((urn) => byUrn.get(urn)?.inTrioLastTime).length,
    mostLeftOut: times.reduce((most, each) => Math.max(most, each), 0),
    leastLeftOut: times.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY),
  };
}

function pairsIn(urns: number[]): [number, number][] {
  return urns.flatMap((a, place) => urns.slice(place + 1).map((b): [number, number] => [a, b]));
}

/** The schools as they come to the next round. */
function afterwards(schools: MatchSchool[], { groups, leftOut }: MatchResult, round: number): MatchSchool[] {
  const groupOf = new Map(groups.flatMap(({ urns }) => urns.map((urn) => [urn, urns])));
  const alone = new Set(leftOut.map(({ urn }) => urn));
  return schools.map((school) => {
    const partners = (groupOf.get(school.urn) ?? []).filter((urn) => urn !== school.urn);
    const silent = partners.some((urn) => 100 * pairHash(school.urn, urn, round) < SILENT);
    const past = school.pastPartners.map(({ urn, roundsAgo }) => ({ urn, roundsAgo: roundsAgo + 1 }));
    return {
      ...school,
      pastPartners: [...partners.map((urn) => ({ urn, roundsAgo: 1 })), ...past],
      timesLeftOut: school.timesLeftOut + Number(alone.has(school.urn)),
      timesInTrio: school.timesInTrio + Number(partners.length > 1),
      timesSilent: school.timesSilent + Number(silent),
      leftOutLastTime: alone.has(school.urn),
      inTrioLastTime: partners.length > 1,
    };
  });
}
