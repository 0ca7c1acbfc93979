import type { HomeNetwork, Insider } from '../chat/who.ts';
import type { Tx } from '../database/open.ts';
import { InvalidInput } from '../errors.ts';
import type { SchoolCalendars } from '../vocabulary/school-holidays.ts';
import { digestDue, isSchoolClock } from '../vocabulary/school-time.ts';
import { compose } from './compose.ts';
import { createEditions } from './editions.ts';
import { readFacts } from './read-facts.ts';
import { dueIn, readerOf, SHOWN_MS, type Slot, slotsOf, toReader } from './readers.ts';
import { SECTIONS } from './sections.ts';
import { DIGEST_JOB, type Digest, type DigestFacts, type Wish } from './types.ts';
import { type InCommon, type PageWritten, type Period, writePage } from './writing.ts';

/** Everything about the weekly digest. */
export type Digests = ReturnType<typeof createDigests>;

const DAY_MS = 24 * 60 * 60 * 1000;
/** A member's next digest is looked for so far ahead: longer than a half-term and the summer holidays. */
const AHEAD_MS = 120 * DAY_MS;

/** The verbs, over one transaction. */
export function createDigests(tx: Tx) {
  return {
    /** The network's digest for channels. */
    editions: createEditions(tx),

    /** Every instant in (from, to] at which somebody's digest may be due: each chosen day and time, by every calendar. */
    async due(network: HomeNetwork, from: Date, to: Date, calendars: SchoolCalendars): Promise<Date[]> {
      const slots = await slotsOf(tx, network.id);
      const all = slots.flatMap(({ weekday, time }) =>
        calendars.all.flatMap((calendar) => digestDue(weekday, time, network.timeZone, from, to, calendar)),
      );
      return [...new Set(all.map((one) => one.getTime()))].sort((a, b) => a - b).map((ms) => new Date(ms));
    },

    /** When a member's next digest is due, whether or not they asked for one. */
    async next(member: Insider, network: HomeNetwork, calendars: SchoolCalendars, now: Date): Promise<Date | undefined> {
      const row = await readerOf(tx, network.id, member.id, now);
      // Week by week: the first that suits them, not the last.
      for (let week = 0; row && week * 7 * DAY_MS < AHEAD_MS; week++) {
        const from = new Date(now.getTime() + week * 7 * DAY_MS);
        const due = dueIn(row, network.timeZone, calendars, from, new Date(from.getTime() + 7 * DAY_MS));
        if (due) return due;
      }
      return undefined;
    },

    /** What this member's digest would say now. */
    async preview(member: Insider, now: Date): Promise<Digest | undefined> {
      const row = await readerOf(tx, member.networkId, member.id, now);
      if (!row) return undefined;
      const facts = await this.facts(member.networkId, now);
      return compose(SECTIONS, facts, toReader(row, now));
    },

    /** When a member likes their digest. */
    async wish(member: Insider, now: Date): Promise<Wish | undefined> {
      const row = await readerOf(tx, member.networkId, member.id, now);
      return row && { every: row.every, weekday: row.weekday, time: row.time };
    },

    /** Changes how often, and on which day and time, a member gets their digest. */
    async choose(member: Insider, wish: Wish): Promise<void> {
      if (!isSchoolClock(wish.time))
        throw new InvalidInput({ time: 'Please give a time in school hours, from 07:30 to 17:59, like 15:45.' });
      const key = { networkId: member.networkId, memberId: member.id };
      await tx.digestReader.upsert({ where: { networkId_memberId: key }, create: { ...key, ...wish }, update: { ...wish } });
    },

    wants: async (member: Insider) =>
      (
        await tx.member.findUniqueOrThrow({
          where: { networkId_id: { networkId: member.networkId, id: member.id } },
          select: { digest: true },
        })
      ).digest === 'private',

    /** What happened in a network lately: enough for every reader. */
    facts: (networkId: string, before: Date): Promise<DigestFacts> =>
      readFacts(tx, networkId, new Date(before.getTime() - SHOWN_MS), before),

    /** What a run planned for `to` has to write: all that became due since the run before it, but no longer ago than `longest` ms. */
    async period(networkId: string, to: Date, now: Date, longest: number): Promise<Period> {
      const last = await tx.jobRun.findFirst({
        // A run that failed told nobody anything: what was due then is due now.
        where: { job: DIGEST_JOB, networkId, plannedFor: { lt: to }, finishedAt: { not: null } },
        orderBy: { plannedFor: 'desc' },
      });
      const from = new Date(Math.max(last?.plannedFor.getTime() ?? 0, to.getTime() - longest));
      return { from, to, now };
    },

    /** Days and times of a network at which somebody's digest is due in a period, by any calendar. */
    async slots({ id, timeZone }: HomeNetwork, { from, to }: Period, calendars: SchoolCalendars): Promise<Slot[]> {
      const all = await slotsOf(tx, id);
      return all.filter(({ weekday, time }) =>
        calendars.all.some((calendar) => digestDue(weekday, time, timeZone, from, to, calendar).length > 0),
      );
    },

    /** Writes the digests of one page of members. */
    writePage: (
      network: HomeNetwork,
      inCommon: InCommon,
      calendars: SchoolCalendars,
      period: Period,
      after: string,
    ): Promise<PageWritten> => writePage(tx, network, inCommon, calendars, period, after),
  };
}
