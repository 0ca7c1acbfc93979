import { isHeard } from '../follow-up/silence.ts';
import type { Line, PairFacts, PairSide, Reciprocity, Report, ReportFacts, SchoolFacts, Section, Spread } from './types.ts';

/** What the facts come to. Pure: facts in, report out. Every word of the report is defined here. */

const DAY_MS = 24 * 60 * 60 * 1000;
/** Pairs are asked on day 10 (domain.md 6, story 6); before it, silence says nothing. */
const ASKED_AFTER_MS = 10 * DAY_MS;
/** A half-term is six to seven weeks; the longer, until schools' own calendars are known. */
export const HALF_TERM_MS = 7 * 7 * DAY_MS;
/**
 * How many things one person carries at once: "2 open tries per person: slows the flow" (domain.md 6, story 2). A partner school is
 * one thing, coordinating the network another.
 */
export const CARRIES = 2;
/** Rounds in the trend, and rounds whose exchanges are counted: six half-terms are a school year. */
export const ROUNDS_BACK = 6;

/**
 * The report. A pair has *met* when any of its schools said yes; is *arranged* when one said "planned"; has *not met* when it is day 10
 * and its schools said no, or nothing. *Gone quiet*: nothing heard in the last round or longer. *Isolated*: takes part, met nobody and
 * exchanged no word for a half-term, and has no pair younger than ten days (it is only just introduced).
 */
export function reportOf(facts: ReportFacts): Report {
  const [round] = facts.rounds;
  const mine = facts.pairs.filter((pair) => pair.roundId === round.id && !pair.ended);
  const by = (state: PairState) => mine.filter((pair) => stateOf(pair, facts.now) === state);
  const lines = (pairs: PairFacts[]) => pairs.flatMap((pair) => pairLine(facts, pair));
  return {
    network: facts.network,
    now: facts.now,
    round,
    day: dayOf(round.publishedAt, facts.now),
    days: round.endsAt && dayOf(round.publishedAt, round.endsAt),
    trios: mine.filter((pair) => pair.sides.length > 2).length,
    early: by('early').length,
    lists: {
      notmet: lines(by('notmet')),
      arranged: lines(by('arranged')),
      met: lines(by('met')),
      leftout: leftOut(facts),
      quiet: quiet(facts),
      overloaded: overloaded(facts),
      isolated: isolated(facts),
    },
    reciprocity: reciprocityOf(facts.used),
    spread: spreadOf(facts, mine),
    metSpread: spreadOf(facts, by('met')),
    trend: facts.rounds.toReversed(),
    next: facts.next,
  };
}

/** How a pair stands. */
export type PairState = 'met' | 'arranged' | 'notmet' | 'early';

/** How a pair stands now. */
export function stateOf(pair: Pick<PairFacts, 'sides' | 'introducedAt'>, now: Date): PairState {
  if (pair.sides.some((side) => side.met === 'yes')) return 'met';
  if (pair.sides.some((side) => side.met === 'planned')) return 'arranged';
  if (pair.sides.some((side) => side.met === 'no')) return 'notmet';
  return isYoung(pair, now) ? 'early' : 'notmet';
}

/**
 * Reciprocity (domain.md 5.4) of who used what of whom: dyads = mutual / (mutual + one-way), arcs = |{(u, v): (v, u)}| / |E|. Only
 * pairs count: in a trio nobody says whose idea it was.
 */
export function reciprocityOf(used: readonly { from: number; to: number }[]): Reciprocity {
  const arcs = new Set(used.map(({ from, to }) => `${from} ${to}`));
  const answered = used.filter(({ from, to }) => arcs.has(`${to} ${from}`)).length;
  const exchanges = new Set(used.map(({ from, to }) => `${Math.min(from, to)} ${Math.max(from, to)}`)).size;
  const returned = answered / 2;
  return {
    exchanges,
    returned,
    dyads: exchanges === 0 ? null : returned / exchanges,
    arcs: used.length === 0 ? null : answered / used.length,
  };
}

/** Pairs whose schools are all of different regions, and those in which no two share a trust or group. */
export function spreadOf(facts: Pick<ReportFacts, 'schools'>, pairs: readonly PairFacts[]): Spread {
  const known = pairs.map((pair) => schoolsOf(facts, pair)).filter((schools) => schools.length > 1);
  const every = (apart: (a: SchoolFacts, b: SchoolFacts) => boolean) => ({
    part: known.filter((schools) => schools.every((a, at) => schools.slice(at + 1).every((b) => apart(a, b)))).length,
    of: known.length,
  });
  return {
    regions: every((a, b) => a.region !== b.region),
    governance: every((a, b) => (a.trust === null || a.trust !== b.trust) && !a.groups.some((group) => b.groups.includes(group))),
  };
}

/**
 * How much each school's first contact carries: partner schools in pairs that still run (in a trio two; in a round of threes the three is
 * one thing, as meant), and coordinating.
 */
export function loadsOf(facts: Pick<ReportFacts, 'schools' | 'pairs' | 'rounds' | 'now'>): ReadonlyMap<number, Load> {
  const running = new Set(facts.rounds.flatMap(({ id, endsAt }) => (endsAt === null || endsAt > facts.now ? [id] : [])));
  const inThrees = new Set(facts.rounds.flatMap(({ id, groupSize }) => (groupSize === 3 ? [id] : [])));
  const partners = new Map<number, number>();
  const things = new Map<number, number>();
  for (const pair of facts.pairs) {
    if (pair.ended || !running.has(pair.roundId)) continue;
    const others = pair.sides.length - 1;
    for (const { urn } of pair.sides) {
      partners.set(urn, (partners.get(urn) ?? 0) + others);
      things.set(urn, (things.get(urn) ?? 0) + (inThrees.has(pair.roundId) ? 1 : others));
    }
  }
  return new Map(
    [...facts.schools.values()].map(({ urn, contacts }) => {
      const mine = partners.get(urn) ?? 0;
      return [urn, { partners: mine, things: (things.get(urn) ?? 0) + (contacts[0]?.coordinator ? 1 : 0) }];
    }),
  );
}

/** What one first contact carries. */
export interface Load {
  partners: number;
  /** Partner schools, or threes, and the network. */
  things: number;
}

/** Schools to which somebody could be introduced now: they take part, have a contact, and that contact does not carry enough already. */
export function freeSchools(facts: ReportFacts): ReadonlySet<number> {
  const loads = loadsOf(facts);
  const free = [...facts.schools.values()].filter(
    ({ urn, active, contacts }) => active && contacts.length > 0 && (loads.get(urn)?.things ?? 0) < CARRIES,
  );
  return new Set(free.map((school) => school.urn));
}

/** Days from one instant to another, the first being day 1. */
export function dayOf(from: Date, now: Date): number {
  return Math.floor((now.getTime() - from.getTime()) / DAY_MS) + 1;
}

function schoolsOf(facts: Pick<ReportFacts, 'schools'>, pair: PairFacts): SchoolFacts[] {
  return pair.sides.flatMap((side) => facts.schools.get(side.urn) ?? []);
}

function isYoung(pair: Pick<PairFacts, 'introducedAt'>, now: Date): boolean {
  return now.getTime() - pair.introducedAt.getTime() < ASKED_AFTER_MS;
}

function pairLine(facts: ReportFacts, pair: PairFacts): Line[] {
  const schools = schoolsOf(facts, pair);
  return schools.length < 2 ? [] : [{ about: `g${pair.id}`, schools, why: saidIn(facts, pair) }];
}

/** What the schools of a pair said, once when they agree. */
export function saidIn(facts: Pick<ReportFacts, 'schools'>, { sides }: Pick<PairFacts, 'sides'>): string {
  const said = sides.map(saidBy);
  const [first = ''] = said;
  if (said.some((words) => words !== first))
    return sides.map((side, at) => `${facts.schools.get(side.urn)?.name ?? side.urn}: ${said[at]}`).join('. ');
  if (!sides.some(isHeard)) return sides.length === 2 ? 'Nothing heard from either' : 'Nothing heard from any of them';
  return `${sides.length === 2 ? 'Both' : 'All'}: ${first}`;
}

function saidBy(side: PairSide): string {
  const tried = side.tried === 'yes' ? ', and tried something' : '';
  if (side.troubleAt) return `says it is not working${tried}`;
  if (side.met === 'yes') return `met${tried}`;
  if (side.met === 'planned') return `a date is set${tried}`;
  if (side.met === 'no') return `not met yet${tried}`;
  return isHeard(side) ? `in touch, no answer yet${tried}` : 'nothing heard';
}

function leftOut(facts: ReportFacts): Line[] {
  return facts.leftOut.flatMap((urn) => {
    const school = facts.schools.get(urn);
    return school && !school.left ? [schoolLine(school, 'Left out this round; first in line for the next')] : [];
  });
}

function quiet(facts: ReportFacts): Line[] {
  return [...facts.schools.values()]
    .filter((school) => !school.left && school.silentRounds > 0)
    .toSorted((a, b) => b.silentRounds - a.silentRounds || a.name.localeCompare(b.name))
    .map((school) => {
      const rounds = school.silentRounds === 1 ? 'the last round' : `${school.silentRounds} rounds in a row`;
      const why = `Nothing heard in ${rounds}${school.inactiveSince ? '; no longer paired until it says it is back' : ''}`;
      return schoolLine(school, why);
    });
}

function overloaded(facts: ReportFacts): Line[] {
  const loads = loadsOf(facts);
  return [...facts.schools.values()]
    .flatMap((school) => {
      const load = loads.get(school.urn);
      return load && school.contacts.length > 0 && load.things > CARRIES ? [{ school, load }] : [];
    })
    .toSorted((a, b) => b.load.things - a.load.things || a.school.name.localeCompare(b.school.name))
    .map(({ school, load }) => {
      const [first, second] = school.contacts;
      const also = first?.coordinator ? ' and coordinates the network' : '';
      const help = second ? `; ${second.name} could share it` : '; there is no second contact';
      return schoolLine(school, `${first?.name ?? ''} looks after ${load.partners} partner schools at once${also}${help}`);
    });
}

function isolated(facts: ReportFacts): Line[] {
  const pairs = new Map<number, PairFacts>();
  for (const pair of facts.pairs) if (!pair.ended) for (const { urn } of pair.sides) pairs.set(urn, pairs.get(urn) ?? pair);
  const young = new Set(
    facts.pairs.flatMap((pair) => (!pair.ended && isYoung(pair, facts.now) ? pair.sides.map((side) => side.urn) : [])),
  );
  return [...facts.schools.values()]
    .filter((school) => school.active && !facts.inTouch.has(school.urn) && !young.has(school.urn))
    .toSorted((a, b) => b.silentRounds - a.silentRounds || a.urn - b.urn)
    .map((school) => schoolLine(school, whyAlone(facts, school, pairs.get(school.urn))));
}

function whyAlone(facts: ReportFacts, school: SchoolFacts, pair: PairFacts | undefined): string {
  if (!pair) return facts.leftOut.includes(school.urn) ? 'Left out this round' : 'Not in this round';
  const others = schoolsOf(facts, pair).filter((one) => one !== school);
  return `Introduced to ${others.map((one) => one.name).join(' and ')}. ${saidIn(facts, pair)}`;
}

function schoolLine(school: SchoolFacts, why: string): Line {
  return { about: `s${school.urn}`, schools: [school], why };
}

/** The lists in the order of the page. */
export const SECTIONS: readonly Section[] = ['notmet', 'leftout', 'quiet', 'overloaded', 'isolated', 'arranged', 'met'];
