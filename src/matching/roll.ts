import { intakeOf } from './intake.ts';
import { balanceOf, boostOf } from './terms.ts';
import type { MatchRules, MatchSchool, Weights } from './types.ts';

/**
 * The schools of a round in numbers, one row each, so that hundreds of millions of pairs can be scored. Equal numbers mean
 * equal things. The schools to be paired come first, by URN; those of fixed pairs have the last rows.
 */
export interface Roll {
  schools: MatchSchool[];
  /** rows of schools that are to be paired */
  free: number;
  urn: Int32Array;
  region: Int32Array;
  authority: Int32Array;
  /** -1: none */
  trust: Int32Array;
  /** number of governance groups, and which */
  groupCount: Int32Array;
  groups: number[][];
  phase: Int32Array;
  focus: TopicColumns;
  offers: TopicColumns;
  seeks: TopicColumns;
  /** schools of one intake class have the same mood, free-meals band, setting and size */
  intake: Int32Array;
  balance: Float64Array;
  /** metres, not a number for a school off the map */
  easting: Float64Array;
  northing: Float64Array;
  /** per cent by which its pairs count more */
  boost: Int32Array;
  past: Past;
  /** rows it must not meet by the coordinator's word */
  apart: (Set<number> | null)[];
  phases: string[];
  /** one school of each intake class */
  intakes: MatchSchool[];
  topics: string[];
  regions: string[];
}

/** Each row's set of topics, a bit for each: topic 32 w + b is bit b of the row in column w. */
export type TopicColumns = Int32Array[];

/** Past partners: those of row r, and how many rounds ago they last met, lie from first[r] to first[r + 1]. */
export interface Past {
  first: Int32Array;
  partners: Int32Array;
  roundsAgo: Int32Array;
}

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

/** Throws a RangeError when a URN comes twice. */
export function rollOf(
  input: MatchSchool[],
  isFixed: (school: MatchSchool) => boolean,
  rules: MatchRules,
  weights: Weights,
): Roll {
  const ordered = [...input].sort((a, b) => a.urn - b.urn);
  const fixed = ordered.filter(isFixed);
  const schools = [...ordered.filter((school) => !isFixed(school)), ...fixed];
  const column = (value: (school: MatchSchool) => number) => Int32Array.from(schools, value);
  const numbered = (name: (school: MatchSchool) => string) => {
    const numbers = numbering();
    return { names: numbers.names, column: column((school) => numbers.of(name(school))) };
  };
  const topics = numbering();
  for (const school of schools) for (const slug of [...school.topics, ...school.offers, ...school.seeks]) topics.of(slug);
  const words = [...Array(Math.ceil(topics.names.length / 32)).keys()];
  const topicColumns = (slugs: (school: MatchSchool) => string[]): TopicColumns =>
    words.map((word) => column((school) => topicBits(slugs(school).map(topics.of), word)));
  const rows = new Map(schools.map((school, row) => [school.urn, row]));
  if (rows.size < schools.length) throw new RangeError('A school is in the round twice');
  const trusts = numbering();
  const groups = numbering();
  const region = numbered((school) => school.region);
  const phase = numbered((school) => school.phase);
  const intake = numbered(intakeOf);
  const place = (metres: number | undefined) => metres || Number.NaN;
  return {
    schools,
    free: schools.length - fixed.length,
    urn: column((school) => school.urn),
    region: region.column,
    authority: numbered((school) => school.localAuthority).column,
    trust: column((school) => (school.trust ? trusts.of(school.trust) : -1)),
    groupCount: column((school) => school.groups.length),
    groups: schools.map((school) => school.groups.map(groups.of)),
    phase: phase.column,
    focus: topicColumns((school) => school.topics),
    offers: topicColumns((school) => school.offers),
    seeks: topicColumns((school) => school.seeks),
    intake: intake.column,
    balance: Float64Array.from(schools, balanceOf),
    easting: Float64Array.from(schools, (school) => place(school.easting)),
    northing: Float64Array.from(schools, (school) => place(school.northing)),
    boost: column((school) => boostOf(school, weights)),
    past: pastOf(schools, rows),
    apart: apartOf(schools, rows, rules),
    phases: phase.names,
    intakes: firstOfEach(schools, intake.column),
    topics: topics.names,
    regions: region.names,
  };
}

function topicBits(topics: number[], word: number): number {
  return topics.reduce((bits, topic) => (topic >>> 5 === word ? bits | (1 << (topic & 31)) : bits), 0);
}

function firstOfEach(schools: MatchSchool[], classes: Int32Array): MatchSchool[] {
  const first: MatchSchool[] = [];
  schools.forEach((school, row) => {
    first[classes[row] ?? 0] ??= school;
  });
  return first;
}

/** Longer ago makes no difference. */
const LONG_AGO = 1023;

/** A meeting counts for both, whichever of the two it is written down with; of several the last. */
function pastOf(schools: MatchSchool[], rows: Map<number, number>): Past {
  // a meeting as one number: row, then partner, then how long ago, so that sorting brings the last meeting of two to the front
  const count = schools.length;
  const meetings: number[] = [];
  schools.forEach(({ pastPartners }, row) => {
    for (const { urn, roundsAgo } of pastPartners) {
      const partner = rows.get(urn);
      if (partner === undefined || partner === row) continue;
      for (const pair of [row * count + partner, partner * count + row])
        meetings.push(pair * (LONG_AGO + 1) + Math.min(roundsAgo, LONG_AGO));
    }
  });
  const sorted = Float64Array.from(meetings).sort();
  const pairOf = (meeting: number | undefined) => (meeting === undefined ? -1 : Math.floor(meeting / (LONG_AGO + 1)));
  const last = sorted.filter((meeting, place) => pairOf(meeting) !== pairOf(sorted[place - 1]));
  const first = new Int32Array(count + 1);
  for (const meeting of last) {
    const row = Math.floor(pairOf(meeting) / count);
    first[row + 1] = (first[row + 1] ?? 0) + 1;
  }
  for (let row = 0; row < count; row++) first[row + 1] = (first[row + 1] ?? 0) + (first[row] ?? 0);
  return {
    first,
    partners: Int32Array.from(last, (meeting) => pairOf(meeting) % count),
    roundsAgo: Int32Array.from(last, (meeting) => meeting % (LONG_AGO + 1)),
  };
}

function apartOf(schools: MatchSchool[], rows: Map<number, number>, rules: MatchRules): (Set<number> | null)[] {
  const apart: (Set<number> | null)[] = schools.map(() => null);
  for (const pair of rules.barred) {
    const [a, b] = pair.map((urn) => rows.get(urn));
    if (a === undefined || b === undefined) continue;
    apart[a] = (apart[a] ?? new Set()).add(b);
    apart[b] = (apart[b] ?? new Set()).add(a);
  }
  return apart;
}
