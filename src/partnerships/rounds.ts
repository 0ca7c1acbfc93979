import { createHash } from 'node:crypto';
import type { HomeNetwork, Insider } from '../chat/who.ts';
import { newId } from '../database/id.ts';
import type { Tx } from '../database/open.ts';
import { UserError } from '../errors.ts';
import { matchSchools } from '../matching/match.ts';
import type { MatchResult } from '../matching/types.ts';
import { enqueue, withdraw } from '../outbox/enqueue.ts';
import { pageNumber } from '../vocabulary/page-number.ts';
import { nextSchoolTime } from '../vocabulary/school-time.ts';
import { lettersFor, type Recipients, recipientsOf } from './introductions.ts';
import { type Note, sendNote } from './notes.ts';
import { PAIRS_PER_PAGE, pairsOf } from './pairs.ts';
import { schoolsForRound } from './round-inputs.ts';
import { SCHOOL_NAME } from './schools.ts';
import type { DraftOutcome, PairCard, RoundCard } from './types.ts';
import { reportUnreached, unreachedOf } from './unreached.ts';
import { invitationView } from './views.ts';

/** Everything about matching rounds. */
export type Rounds = ReturnType<typeof createRounds>;

/** A draft holds the transaction, so it takes the best pairing found by then, with its honest bound. */
const DRAFT_MS = 2_000;

/** The verbs, over one transaction. */
export function createRounds(tx: Tx) {
  return {
    /** Opens a round and says so in every channel of the network. */
    async open(member: Insider, network: HomeNetwork, name: string, now: Date): Promise<RoundCard> {
      await tx.$queryRaw`SELECT 1 FROM "Network" WHERE id = ${network.id} FOR UPDATE`;
      const open = await tx.round.findFirst({ where: { networkId: network.id, state: { in: ['open', 'drafted'] } } });
      if (open) throw new UserError(`"${open.name}" is still open. Publish it first: /round show`);
      const id = newId();
      await tx.round.create({ data: { id, networkId: network.id, name, state: 'open', seed: seedOf(id), openedAt: now } });
      const channels = await tx.community.findMany({ where: { networkId: network.id, channelId: { not: null } } });
      const notBefore = nextSchoolTime(now, network.timeZone);
      await enqueue(
        tx,
        channels.map((one) => ({
          networkId: network.id,
          kind: 'invitation' as const,
          key: `invitation:${id}:${one.id}`,
          to: { communityId: one.id, channelId: one.channelId ?? '' },
          view: invitationView(name),
          notBefore,
        })),
        now,
      );
      return card(tx, member.networkId, id);
    },

    /** The round being worked on, or else the newest. */
    async current(member: Insider): Promise<RoundCard> {
      const round = await tx.round.findFirst({ where: { networkId: member.networkId }, orderBy: { openedAt: 'desc' } });
      if (!round) throw new UserError('There is no round yet. Open one with /round open.');
      return card(tx, member.networkId, round.id);
    },

    /** Pairs the schools taking part now. An earlier draft is replaced. */
    async draft(member: Insider, roundId: string, now: Date): Promise<RoundCard> {
      const round = await locked(tx, member.networkId, roundId);
      if (round.state === 'published') throw new UserError('This round is published already. Open a new one with /round open.');
      const schools = await schoolsForRound(tx, member.networkId);
      if (schools.length < 2) throw new UserError('A round needs at least two schools. Schools take part with /partner join.');
      const result = matchSchools({ schools, rules: { barred: [], fixed: [] }, seed: round.seed, deadlineMs: DRAFT_MS });
      if (result.groups.length === 0)
        throw new UserError(
          'No two of these schools may be paired: all share a trust, a group, a local authority, a region or a recent round.',
        );
      await store(tx, member.networkId, roundId, result);
      const { groups: _, certificate: __, inputs, ...rest } = result;
      const trios = result.groups.filter((group) => group.urns.length === 3).length;
      const outcome: DraftOutcome = { ...rest, schools: schools.length, pairs: result.groups.length - trios, trios };
      await tx.round.update({
        where: { networkId_id: { networkId: member.networkId, id: roundId } },
        data: { state: 'drafted', draft: round.draft + 1, draftedAt: now, inputs: json(inputs), outcome: json(outcome) },
      });
      return card(tx, member.networkId, roundId);
    },

    async pairs(member: Insider, roundId: string, draft: string, page: number): Promise<{ round: RoundCard; pairs: PairCard[] }> {
      const round = await sameDraft(tx, member, roundId, draft);
      return {
        round,
        pairs: await pairsOf(tx, member.networkId, roundId, { skip: pageNumber(page) * PAIRS_PER_PAGE, take: PAIRS_PER_PAGE }),
      };
    },

    async allPairs(member: Insider, roundId: string, draft: string): Promise<{ round: RoundCard; pairs: PairCard[] }> {
      const round = await sameDraft(tx, member, roundId, draft);
      return { round, pairs: await pairsOf(tx, member.networkId, roundId) };
    },

    /** What publishing would do: how many messages, and which schools have nobody to write to. */
    async recipients(
      member: Insider,
      roundId: string,
      draft: string,
      now: Date,
    ): Promise<{ round: RoundCard; recipients: Recipients }> {
      const round = await sameDraft(tx, member, roundId, draft);
      refuseUnready(round.state);
      return { round, recipients: await recipientsOf(tx, member.networkId, roundId, now) };
    },

    /** Publishes once: introductions to the contacts of every school, in the same transaction. */
    async publish(
      member: Insider,
      network: HomeNetwork,
      roundId: string,
      draft: string,
      now: Date,
    ): Promise<{ round: RoundCard; messages: number }> {
      const before = await locked(tx, member.networkId, roundId);
      refuseUnready(before.state);
      const round = await sameDraft(tx, member, roundId, draft);
      const recipients = await recipientsOf(tx, member.networkId, roundId, now);
      if (recipients.gone.length > 0) {
        const names = recipients.gone.map((school) => school.name).join(', ');
        throw new UserError(`${names} left after this draft was made. Please draft again: /round draft`);
      }
      if (recipients.apart.length > 0)
        throw new UserError(
          'Groups of schools changed after this draft was made, and some pairs may no longer meet. Please draft again: /round draft',
        );
      const at = { networkId_id: { networkId: member.networkId, id: roundId } };
      await tx.round.update({ where: at, data: { state: 'published', publishedAt: now } });
      // An invitation to a round that is over would only puzzle.
      await withdraw(tx, `invitation:${roundId}:`);
      const messages = await enqueue(
        tx,
        lettersFor(recipients, network, { id: roundId, name: round.name }, nextSchoolTime(now, network.timeZone)),
        now,
      );
      return { round: await card(tx, member.networkId, roundId), messages };
    },

    /** Whom an introduction did not reach. */
    unreached: (networkId: string, roundId: string) => unreachedOf(tx, networkId, roundId),

    /** Tells every coordinator, once per round, whom nothing reached. */
    reportUnreached: (network: HomeNetwork, now: Date) => reportUnreached(tx, network, now),

    /** Sends a member's words to the other schools of their pair. */
    write: (member: Insider, network: HomeNetwork, note: Note, now: Date) => sendNote(tx, member, network, note, now),
  };
}

function refuseUnready(state: string): void {
  if (state === 'published') throw new UserError('This round is published already. Nobody was written to again.');
  if (state === 'open') throw new UserError('There is no draft of this round yet. Make one with /round draft.');
}

async function locked(tx: Tx, networkId: string, roundId: string) {
  await tx.$queryRaw`SELECT 1 FROM "Round" WHERE "networkId" = ${networkId} AND id = ${roundId} FOR UPDATE`;
  const round = await tx.round.findUnique({ where: { networkId_id: { networkId, id: roundId } } });
  if (!round) throw new UserError('This round is no longer there.');
  return round;
}

async function sameDraft(tx: Tx, member: Insider, roundId: string, draft: string): Promise<RoundCard> {
  const round = await card(tx, member.networkId, roundId);
  if (String(round.draft) !== draft) throw new UserError('The draft has changed since. See the new one with /round show.');
  return round;
}

async function card(tx: Tx, networkId: string, id: string): Promise<RoundCard> {
  const round = await tx.round.findUnique({ where: { networkId_id: { networkId, id } } });
  if (!round) throw new UserError('This round is no longer there.');
  // Written by draft() below, in this shape.
  const outcome = round.outcome as DraftOutcome | null;
  const leftOut = outcome?.leftOut ?? [];
  const schools = await tx.school.findMany({ where: { urn: { in: leftOut.map((one) => one.urn) } }, select: SCHOOL_NAME });
  const taking = await tx.partnerSchool.count({ where: { networkId, leftAt: null } });
  return {
    id: round.id,
    name: round.name,
    state: round.state,
    draft: round.draft,
    publishedAt: round.publishedAt,
    outcome,
    taking,
    leftOut: leftOut.flatMap((one) => {
      const school = schools.find((other) => other.urn === one.urn);
      return school ? [{ school, why: one.why }] : [];
    }),
  };
}

async function store(tx: Tx, networkId: string, roundId: string, result: MatchResult): Promise<void> {
  await tx.roundGroup.deleteMany({ where: { networkId, roundId } });
  const groups = result.groups.map((group, position) => ({ id: newId(), position, group }));
  await tx.roundGroup.createMany({
    data: groups.map(({ id, position, group }) => ({
      id,
      networkId,
      roundId,
      position,
      score: group.score,
      reasons: json(group.reasons),
    })),
  });
  await tx.roundGroupSchool.createMany({
    data: groups.flatMap(({ id, group }) => group.urns.map((urn) => ({ networkId, groupId: id, urn }))),
  });
}

/** What the database keeps as JSON: the same value without `undefined`. */
function json(value: unknown): object {
  return JSON.parse(JSON.stringify(value));
}

/** The round's seed, from its id: the same round gives the same pairs however often it is drafted. */
function seedOf(id: string): number {
  return createHash('sha256').update(id).digest().readUInt32BE(0) % 2_147_483_647;
}
