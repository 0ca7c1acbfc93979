import type { Insider } from '../chat/who.ts';
import type { Tx } from '../database/open.ts';
import { UserError } from '../errors.ts';
import { currentPair } from './pairs.ts';
import type { PartnerStatus, SchoolName } from './types.ts';

/** Everything about a school's taking part. */
export type Partners = ReturnType<typeof createPartners>;

/** What of a school is shown in lists. */
export const SCHOOL_NAME = { urn: true, name: true, town: true, region: true, localAuthority: true } as const;

/** The verbs, over one transaction. */
export function createPartners(tx: Tx) {
  return {
    /** Brings the member's school in, with them as first contact; a colleague becomes the second. */
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
      return entry.school;
    },

    /** Somebody now teaches at this school: they are no longer a contact of any other, and its second contact steps up. */
    async changedSchool(networkId: string, memberId: string, urn: number): Promise<void> {
      const contactOf = { OR: [{ firstContactId: memberId }, { secondContactId: memberId }] };
      for (const entry of await tx.partnerSchool.findMany({ where: { networkId, NOT: { urn }, ...contactOf } })) {
        const firstContactId = entry.firstContactId === memberId ? entry.secondContactId : entry.firstContactId;
        await tx.partnerSchool.update({
          where: { networkId_urn: { networkId, urn: entry.urn } },
          data: { firstContactId, secondContactId: null },
        });
      }
    },

    status: (member: Insider) => status(tx, member),
  };
}

function contactFor(memberId: string, entry: { firstContactId: string | null; secondContactId: string | null }) {
  if (entry.firstContactId === memberId || entry.secondContactId === memberId) return {};
  if (entry.firstContactId === null) return { firstContactId: memberId };
  if (entry.secondContactId === null) return { secondContactId: memberId };
  throw new UserError('Your school takes part already and has its two contacts. See /partner status.');
}

async function status(tx: Tx, member: Insider): Promise<PartnerStatus> {
  const school = await tx.school.findUniqueOrThrow({ where: { urn: member.schoolUrn }, select: SCHOOL_NAME });
  const entry = await tx.partnerSchool.findUnique({
    where: { networkId_urn: { networkId: member.networkId, urn: member.schoolUrn } },
    include: { first: { select: { id: true, name: true } }, second: { select: { id: true, name: true } } },
  });
  const taking = await tx.partnerSchool.count({ where: { networkId: member.networkId, leftAt: null } });
  const partner = await currentPair(tx, member.networkId, member.schoolUrn);
  return {
    school,
    joined: entry !== null && entry.leftAt === null,
    first: entry?.first ?? null,
    second: entry?.second ?? null,
    taking,
    ...(partner && { partner }),
  };
}
