import type { HomeNetwork, Insider } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import { enqueue } from '../../outbox/enqueue.ts';
import { locked } from '../rounds/card.ts';
import { isoDay } from '../rounds/dates.ts';
import { readFacts } from './facts.ts';
import { introduce } from './introducing.ts';
import { reportOf, SECTIONS, saidIn } from './rules.ts';
import { groundOf, suggestionsFor } from './suggest.ts';
import { roundsTable } from './table.ts';
import type { Report, ReportFacts, SchoolCard, Section, Suggestion } from './types.ts';
import { reportView } from './views.ts';
import { answerTo, numberIn, pauseSchool, writeTo } from './writing.ts';

/** Everything about the coordinator's page. */
export type Reports = ReturnType<typeof createReports>;

/** Lists whose lines are single schools that might be introduced to somebody. */
const SUGGESTS: readonly Section[] = ['isolated', 'leftout'];

/** The verbs, over one transaction. Every one reads and writes the network it is given, and nothing else. */
export function createReports(tx: Tx) {
  return {
    /** The page as it stands now. */
    page: async (network: HomeNetwork, now: Date): Promise<Report> => reportOf(await factsOf(tx, network, now)),

    /** The page with whom the schools of one list, or of all lists, might meet. */
    async lists(
      network: HomeNetwork,
      section: string | undefined,
      now: Date,
    ): Promise<{ report: Report; section: Section; suggestions: ReadonlyMap<number, Suggestion> }> {
      const facts = await factsOf(tx, network, now);
      const report = reportOf(facts);
      const wanted = SECTIONS.find((one) => one === section);
      const sections = SUGGESTS.filter((one) => section === undefined || one === wanted);
      const urns = sections.flatMap((one) => report.lists[one].flatMap((line) => line.schools.map((school) => school.urn)));
      return { report, section: wanted ?? 'isolated', suggestions: await suggested(tx, network, facts, urns) };
    },

    /** One school with everything that can be done for it. */
    async school(network: HomeNetwork, urn: string, now: Date): Promise<SchoolCard> {
      const facts = await factsOf(tx, network, now);
      const school = facts.schools.get(numberIn(urn));
      if (!school) throw new UserError('That school does not take part in your network.');
      const suggestion = (await suggested(tx, network, facts, [school.urn])).get(school.urn);
      const pairs = facts.pairs
        .filter((pair) => !pair.ended && pair.sides.some((side) => side.urn === school.urn))
        .map((pair) => ({
          schools: pair.sides.flatMap((side) => (side.urn === school.urn ? [] : (facts.schools.get(side.urn) ?? []))),
          how: saidIn(facts, pair),
        }));
      return { school, pairs, ...(suggestion && { suggestion }) };
    },

    /** All rounds as a table. */
    rounds: (network: HomeNetwork, now: Date) => roundsTable(tx, network.id, network.timeZone, now),

    write: (member: Insider, network: HomeNetwork, about: string, words: string, now: Date) =>
      writeTo(tx, member, network, about, words, now),

    answer: (member: Insider, network: HomeNetwork, to: string, words: string, now: Date) =>
      answerTo(tx, member, network, to, words, now),

    pause: (member: Insider, network: HomeNetwork, urn: string, now: Date) =>
      pauseSchool(tx, member, network, numberIn(urn), now),

    /** Introduces two schools now, outside the drawing of a round. */
    async introduce(member: Insider, network: HomeNetwork, urn: string, other: string, now: Date) {
      const newest = await tx.round.findFirst({
        where: { networkId: network.id, state: 'published' },
        orderBy: { publishedAt: 'desc' },
        select: { id: true },
      });
      // Two coordinators take turns: what the second reads holds the pair of the first.
      if (newest) await locked(tx, network.id, newest.id);
      return introduce(tx, member, network, await factsOf(tx, network, now), [numberIn(urn), numberIn(other)]);
    },

    /** Monday's message to every coordinator, once a week; nothing while no round was ever published, nor to who has a rest (an old page is no use). Returns what was done, in words. */
    async writeMonday(network: HomeNetwork, plannedFor: Date, now: Date): Promise<string> {
      const facts = await readFacts(tx, network, now);
      if (!facts) return 'no round yet';
      const coordinators = await tx.member.findMany({
        where: { networkId: network.id, coordinator: true, OR: [{ pausedUntil: null }, { pausedUntil: { lte: now } }] },
        select: { id: true },
      });
      const view = reportView(reportOf(facts), network.timeZone);
      const letters = coordinators.map((one) => ({
        networkId: network.id,
        kind: 'notice' as const,
        key: `monday:${isoDay(plannedFor, network.timeZone)}:${one.id}`,
        to: { memberId: one.id },
        view,
        notBefore: plannedFor > now ? plannedFor : now,
      }));
      return `${await enqueue(tx, letters, now)} coordinators written to`;
    },
  };
}

async function factsOf(tx: Tx, network: HomeNetwork, now: Date): Promise<ReportFacts> {
  const facts = await readFacts(tx, network, now);
  if (!facts)
    throw new UserError(
      'No round has been published yet, so there is nothing to report. Begin one with /round open, or see /round show.',
    );
  return facts;
}

async function suggested(tx: Tx, network: HomeNetwork, facts: ReportFacts, urns: readonly number[]) {
  if (urns.length === 0) return new Map<number, Suggestion>();
  return suggestionsFor(facts, await groundOf(tx, network.id, facts.rounds[0].id), urns);
}
