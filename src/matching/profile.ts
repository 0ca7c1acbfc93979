import { intakeOf } from './intake.ts';
import { balanceOf } from './terms.ts';
import type { MatchRules, MatchSchool } from './types.ts';
import { ROUNDS_APART } from './weights.ts';

/** A set of up to 64 topics, one bit each. */
export interface TopicSet {
  low: number;
  high: number;
}

/** A school in numbers, so that hundreds of millions of pairs can be scored. Equal numbers mean equal things. */
export interface Profile {
  index: number;
  urn: number;
  region: number;
  localAuthority: number;
  /** -1: none */
  trust: number;
  groups: number[];
  phase: number;
  topics: TopicSet;
  offers: TopicSet;
  seeks: TopicSet;
  /** schools of one intake class have the same mood, free-meals band, setting and size */
  intake: number;
  balance: number;
  easting: number;
  northing: number;
  /** per cent by which its pairs count more */
  boost: number;
  /** past partners by index, and how many rounds ago they last met */
  past: Map<number, number> | null;
  /** schools it must not meet: recent partners and barred pairs */
  apart: Set<number> | null;
}

/** The schools of a round in numbers, ordered by URN so that the order they came in makes no difference. */
export interface Profiles {
  schools: MatchSchool[];
  profiles: Profile[];
  phases: string[];
  /** one school of each intake class */
  intakes: MatchSchool[];
  /** at most 64 */
  topics: string[];
  regions: number;
}

const MOST_TOPICS = 64;

/** Numbers for names, in the order they are first seen. */
function numbering(): { of(name: string): number; names: string[] } {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  return {
    names,
    of(name) {
      const known = numbers.get(name);
      if (known !== undefined) return known;
      numbers.set(name, names.length);
      return names.push(name) - 1;
    },
  };
}

/** Throws a RangeError when the round has more than 64 different topics or a URN comes twice. */
export function profilesOf(input: MatchSchool[], rules: MatchRules, boostOf: (school: MatchSchool) => number): Profiles {
  const schools = [...input].sort((a, b) => a.urn - b.urn);
  const regions = numbering();
  const authorities = numbering();
  const trusts = numbering();
  const groups = numbering();
  const phases = numbering();
  const topics = numbering();
  const intakes = numbering();
  const firstOfIntake: MatchSchool[] = [];
  const topicSet = (slugs: string[]): TopicSet => {
    const set = { low: 0, high: 0 };
    for (const slug of slugs) {
      const bit = topics.of(slug);
      if (bit >= MOST_TOPICS) throw new RangeError(`A round can have at most ${MOST_TOPICS} different topics`);
      if (bit < 32) set.low |= 1 << bit;
      else set.high |= 1 << (bit - 32);
    }
    return set;
  };
  const profiles = schools.map((school, index): Profile => {
    const intake = intakes.of(intakeOf(school));
    firstOfIntake[intake] ??= school;
    return {
      index,
      urn: school.urn,
      region: regions.of(school.region),
      localAuthority: authorities.of(school.localAuthority),
      trust: school.trust ? trusts.of(school.trust) : -1,
      groups: school.groups.map(groups.of),
      phase: phases.of(school.phase),
      topics: topicSet(school.topics),
      offers: topicSet(school.offers),
      seeks: topicSet(school.seeks),
      intake,
      balance: balanceOf(school),
      // off the map: such a school gets no points for distance
      easting: school.easting || Number.NaN,
      northing: school.northing || Number.NaN,
      boost: boostOf(school),
      past: null,
      apart: null,
    };
  });
  keepApart(profiles, schools, rules);
  return { schools, profiles, phases: phases.names, intakes: firstOfIntake, topics: topics.names, regions: regions.names.length };
}

/** History and barred pairs hold both ways, whichever school they are written down with. */
function keepApart(profiles: Profile[], schools: MatchSchool[], rules: MatchRules): void {
  const byUrn = new Map<number, Profile>();
  for (const profile of profiles) {
    if (byUrn.has(profile.urn)) throw new RangeError(`School ${profile.urn} is in the round twice`);
    byUrn.set(profile.urn, profile);
  }
  const met = (a: Profile, b: Profile, roundsAgo: number): void => {
    a.past ??= new Map();
    a.past.set(b.index, Math.min(roundsAgo, a.past.get(b.index) ?? roundsAgo));
    if (roundsAgo <= ROUNDS_APART) bar(a, b);
  };
  for (const school of schools) {
    for (const { urn, roundsAgo } of school.pastPartners) {
      const [a, b] = [byUrn.get(school.urn), byUrn.get(urn)];
      if (!a || !b || a === b) continue;
      met(a, b, roundsAgo);
      met(b, a, roundsAgo);
    }
  }
  for (const [first, second] of rules.barred) {
    const [a, b] = [byUrn.get(first), byUrn.get(second)];
    if (!a || !b) continue;
    bar(a, b);
    bar(b, a);
  }
}

function bar(a: Profile, b: Profile): void {
  a.apart ??= new Set();
  a.apart.add(b.index);
}
