import type { Insider } from '../chat/who.ts';
import type { Tx } from '../database/open.ts';
import { UserError } from '../errors.ts';
import { withdraw } from '../outbox/enqueue.ts';
import { contactedBy, createContacts } from './contacts.ts';
import { currentPair } from './pairs.ts';
import { isOfRound, PLACE } from './rounds/who.ts';
import { SCHOOL_NAME } from './school-name.ts';
import type { AskedRound, PartnerStatus, SchoolName } from './types.ts';

export { SCHOOL_NAME } from './school-name.ts';

/** Everything about a school's taking part. */
export type Partners = ReturnType<typeof createPartners>;

/** The verbs, over one transaction. */
export function createPartners(tx: Tx) {
  return {
    ...createContacts(tx),

    /** Brings the member's school in (or back, after a pause), with them as first contact; a colleague becomes the second. */
    async join(member: Insider, now: Date): Promise<PartnerStatus> {
      const key = { networkId: member.networkId, urn: member.schoolUrn };
      // The row lock makes two colleagues who join at the same moment take turns.
      await tx.partnerSchool.createMany({ data: { ...key, joinedAt: now }, skipDuplicates: true });
      await tx.$queryRaw`SELECT 1 FROM "PartnerSchool" WHERE "networkId" = ${key.networkId} AND urn = ${key.urn} FOR UPDATE`;
      const entry = await tx.partnerSchool.findUniqueOrThrow({ where: { networkId_urn: key } });
      const change = contactFor(member.id, entry);
      await tx.partnerSchool.update({
        where: { networkId_urn: key },
        data: { ...change, ...(entry.leftAt !== null && { leftAt: null, joinedAt: now }) },
      });
      await comeBack(tx, key, entry, now);
      return status(tx, member);
    },

    /** Takes a school out: one of its contacts, or a coordinator. What was agreed with a partner stays theirs. */
    async leave(member: Insider, urn: number, now: Date): Promise<SchoolName> {
      const key = { networkId: member.networkId, urn };
      const include = { school: { select: SCHOOL_NAME } };
      const entry = Number.isInteger(urn) ? await tx.partnerSchool.findUnique({ where: { networkId_urn: key }, include }) : null;
      if (!entry || entry.leftAt !== null) throw new UserError('That school is not taking part.');
      const contact = entry.firstContactId === member.id || entry.secondContactId === member.id;
      if (!contact && !member.coordinator)
        throw new UserError("Only one of the school's two contacts or a coordinator can take it out.");
      await tx.partnerSchool.update({
        where: { networkId_urn: key },
        data: { leftAt: now, firstContactId: null, secondContactId: null },
      });
      const round = await askedRound(tx, member.networkId);
      // Nobody is asked about a round of a school that is out.
      if (round) await withdrawInvitations(tx, round.id, [entry.firstContactId, entry.secondContactId]);
      return entry.school;
    },

    /** "We are back": ends a pause, or the rest after three rounds of silence. */
    async back(member: Insider, urn: number, now: Date): Promise<PartnerStatus> {
      const entry = await contactedBy(tx, member, urn);
      await comeBack(tx, { networkId: member.networkId, urn }, entry, now);
      return status(tx, member);
    },

    /** What kind of partner the school wishes for; null: either. */
    async wish(member: Insider, urn: number, mood: 'family' | 'stretch' | null): Promise<PartnerStatus> {
      await contactedBy(tx, member, urn);
      await tx.partnerSchool.update({ where: { networkId_urn: { networkId: member.networkId, urn } }, data: { mood } });
      return status(tx, member);
    },

    status: (member: Insider) => status(tx, member),
  };
}

/** Takes back the invitation and the reminder of a round that have not left yet, by whom they are for. */
export async function withdrawInvitations(tx: Tx, roundId: string, memberIds: readonly (string | null)[]): Promise<void> {
  for (const id of memberIds.filter((one) => one !== null)) {
    await withdraw(tx, `invitation:${roundId}:${id}`);
    await withdraw(tx, `invitation:${roundId}:reminder:${id}`);
  }
}

/** The round whose pairs are still to be published. */
export async function askedRound(tx: Tx, networkId: string) {
  // Without what the engine was given and gave, which is megabytes of a national round.
  return tx.round.findFirst({
    where: { networkId, state: { in: ['open', 'drafted'] } },
    orderBy: { openedAt: 'desc' },
    omit: { inputs: true, outcome: true, certificate: true },
  });
}

function contactFor(memberId: string, entry: { firstContactId: string | null; secondContactId: string | null }) {
  if (entry.firstContactId === memberId || entry.secondContactId === memberId) return {};
  if (entry.firstContactId === null) return { firstContactId: memberId };
  if (entry.secondContactId === null) return { secondContactId: memberId };
  throw new UserError('Your school takes part already and has its two contacts. See /partner status.');
}

/** Ends every rest. A "not this time" that came with the pause is asked again. */
async function comeBack(
  tx: Tx,
  key: { networkId: string; urn: number },
  entry: { pausedUntil: Date | null; inactiveSince: Date | null },
  now: Date,
): Promise<void> {
  const paused = entry.pausedUntil !== null && entry.pausedUntil > now;
  if (!paused && entry.inactiveSince === null) return;
  await tx.partnerSchool.update({
    where: { networkId_urn: key },
    data: { pausedUntil: null, inactiveSince: null, silentRounds: 0 },
  });
  const round = await askedRound(tx, key.networkId);
  if (round && paused)
    await tx.roundInvitation.updateMany({
      where: { ...key, roundId: round.id, answer: 'no' },
      data: { answer: null, answeredAt: null, answeredBy: null },
    });
}

async function status(tx: Tx, member: Insider): Promise<PartnerStatus> {
  const { networkId, schoolUrn: urn } = member;
  const {
    phase,
    type,
    status: open,
    ...school
  } = await tx.school.findUniqueOrThrow({
    where: { urn },
    select: { ...SCHOOL_NAME, ...PLACE },
  });
  const entry = await tx.partnerSchool.findUnique({
    where: { networkId_urn: { networkId, urn } },
    include: { first: { select: { id: true, name: true } }, second: { select: { id: true, name: true } } },
  });
  const taking = await tx.partnerSchool.count({ where: { networkId, leftAt: null } });
  const partner = await currentPair(tx, networkId, urn);
  const round = await roundFor(tx, networkId, urn, { ...school, phase, type, status: open });
  return {
    school,
    joined: entry !== null && entry.leftAt === null,
    first: entry?.first ?? null,
    second: entry?.second ?? null,
    mood: entry?.mood ?? null,
    pausedUntil: entry?.pausedUntil ?? null,
    inactiveSince: entry?.inactiveSince ?? null,
    taking,
    ...(round && { round }),
    ...(partner && { partner }),
  };
}

/** The round that asks this school, with its answer. */
async function roundFor(
  tx: Tx,
  networkId: string,
  urn: number,
  school: { region: string; phase: string; type: string; status: string },
): Promise<AskedRound | undefined> {
  const round = await askedRound(tx, networkId);
  if (!round) return undefined;
  const said = await tx.roundInvitation.findUnique({ where: { roundId_urn: { roundId: round.id, urn } } });
  if (said?.decided === 'removed' || (said?.decided !== 'added' && !isOfRound({ school }, round))) return undefined;
  const { id, name, closesAt, endsAt, takes } = round;
  return { id, name, closesAt, endsAt, takes, answer: said?.answer ?? null };
}
