import { intakeOf } from './intake.ts';
import { balanceOf, boostOf } from './terms.ts';
import type { MatchRules, MatchSchool, Weights } from './types.ts';
import { ROUNDS_APART } from './weights.ts';

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
  /** past partners by row, and how many rounds ago they last met */
  past: (Map<number, number> | null)[];
  /** rows it must not meet: recent partners and barred pairs */
  apart: (Set<number> | null)[];
  phases: string[];
  /** one school of each intake class */
  intakes: MatchSchool[];
  topics: string[];
  regions: string[];
}

/** Sets of up to 64 topics, one bit each, in two words. */
export interface TopicColumns {
  low: Int32Array;
  high: Int32Array;
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
  const topicColumns = (slugs: (school: MatchSchool) => string[]): TopicColumns => ({
    low: column((school) => topicWord(slugs(school).map(topics.of), 0)),
    high: column((school) => topicWord(slugs(school).map(topics.of), 32)),
  });
  const trusts = numbering();
  const groups = numbering();
  const region = numbered((school) => school.region);
  const phase = numbered((school) => school.phase);
  const intake = numbered(intakeOf);
  const place = (metres: number | undefined) => metres || Number.NaN;
  const roll: Roll = {
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
    past: schools.map(() => null),
    apart: schools.map(() => null),
    phases: phase.names,
    intakes: firstOfEach(schools, intake.column),
    topics: topics.names,
    regions: region.names,
  };
  if (topics.names.length > MOST_TOPICS) throw new RangeError(`A round can have at most ${MOST_TOPICS} different topics`);
  keepApart(roll, rules);
  return roll;
}

/** The bits of the topics from one number on. */
function topicWord(topics: number[], from: number): number {
  return topics.reduce((bits, topic) => (topic >= from && topic < from + 32 ? bits | (1 << (topic - from)) : bits), 0);
}

function firstOfEach(schools: MatchSchool[], classes: Int32Array): MatchSchool[] {
  const first: MatchSchool[] = [];
  schools.forEach((school, row) => {
    first[classes[row] ?? 0] ??= school;
  });
  return first;
}

/** History and barred pairs hold both ways, whichever school they are written down with. */
function keepApart(roll: Roll, rules: MatchRules): void {
  const rows = new Map(roll.schools.map((school, row) => [school.urn, row]));
  if (rows.size < roll.schools.length) throw new RangeError('A school is in the round twice');
  const bothWays = (urnA: number, urnB: number, write: (a: number, b: number) => void) => {
    const [a, b] = [rows.get(urnA), rows.get(urnB)];
    if (a === undefined || b === undefined || a === b) return;
    write(a, b);
    write(b, a);
  };
  const bar = (a: number, b: number) => {
    const apart = roll.apart[a] ?? new Set();
    roll.apart[a] = apart.add(b);
  };
  for (const { urn, pastPartners } of roll.schools) {
    for (const past of pastPartners) {
      bothWays(urn, past.urn, (a, b) => {
        const met = roll.past[a] ?? new Map<number, number>();
        roll.past[a] = met.set(b, Math.min(past.roundsAgo, met.get(b) ?? past.roundsAgo));
        if (past.roundsAgo <= ROUNDS_APART) bar(a, b);
      });
    }
  }
  for (const [first, second] of rules.barred) bothWays(first, second, bar);
}
