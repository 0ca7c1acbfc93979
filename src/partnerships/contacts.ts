import type { Insider } from '../chat/who.ts';
import type { Tx } from '../database/open.ts';
import { InvalidInput, UserError } from '../errors.ts';
import { enqueue, type Letter } from '../outbox/enqueue.ts';
import { nextSchoolTime } from '../vocabulary/school-time.ts';
import { contactlessView, firstContactView } from './contact-views.ts';
import { SCHOOL_NAME } from './school-name.ts';
import type { SchoolName } from './types.ts';

/** A school that takes part, with nobody to write to. */
export interface Contactless {
  school: SchoolName;
  /** 'nobody': it has no contact; 'no account': its contacts are in no workspace or server of the network any more. */
  why: 'nobody' | 'no account';
}

/** Schools are matched, people are named: who they are, and what happens when they go. */
export function createContacts(tx: Tx) {
  return {
    /** Somebody now teaches at this school: they are no longer a contact of any other, and its second contact steps up. */
    changedSchool: (networkId: string, memberId: string, urn: number, now: Date) => stepDown(tx, networkId, memberId, urn, now),

    /** Somebody is leaving the network for good: to be called before their row goes. Their schools pass to the second contact. */
    contactGone: (networkId: string, memberId: string, now: Date) => stepDown(tx, networkId, memberId, undefined, now),

    /** A contact (or a coordinator) names a colleague of the school, by their account here, first contact. */
    async handOver(member: Insider, urn: number, userId: string, now: Date): Promise<void> {
      const entry = await contactedBy(tx, member, urn);
      const chosen = await tx.account.findUnique({
        where: { communityId_externalUserId: { communityId: member.communityId, externalUserId: userId } },
        include: { member: { select: { id: true, name: true, schoolUrn: true } } },
      });
      if (!chosen) throw new InvalidInput({ person: 'They have not joined yet. They can type /staffroom join first.' });
      const { id, name, schoolUrn } = chosen.member;
      if (schoolUrn !== urn) throw new InvalidInput({ person: `${name} joined with another school.` });
      if (entry.firstContactId === id) throw new InvalidInput({ person: `${name} is first contact already.` });
      const before = entry.firstContactId;
      // The second contact stays, or, when it is they who were chosen, the two change places.
      const secondContactId = entry.secondContactId === id || entry.secondContactId === null ? before : entry.secondContactId;
      await tx.partnerSchool.update({ where: at(member.networkId, urn), data: { firstContactId: id, secondContactId } });
      if (id !== member.id) await tellFirst(tx, member.networkId, { urn, id, school: entry.school.name, by: member.name }, now);
    },

    schoolsWithoutContact: (networkId: string) => schoolsWithoutContact(tx, networkId),

    /** Tells the coordinators of schools that have come to be without a contact, once each time. Returns how many schools. */
    tellContactless: (networkId: string, now: Date) => tellContactless(tx, networkId, now),
  };
}

/** Schools taking part that have nobody to write to. */
export async function schoolsWithoutContact(tx: Tx, networkId: string): Promise<Contactless[]> {
  const entries = await tx.partnerSchool.findMany({
    where: {
      networkId,
      leftAt: null,
      school: { status: 'open' },
      AND: [
        { OR: [{ firstContactId: null }, { first: { accounts: { none: {} } } }] },
        { OR: [{ secondContactId: null }, { second: { accounts: { none: {} } } }] },
      ],
    },
    select: { firstContactId: true, secondContactId: true, school: { select: SCHOOL_NAME } },
    orderBy: { school: { name: 'asc' } },
  });
  return entries.map(({ school, firstContactId, secondContactId }) => ({
    school,
    why: firstContactId === null && secondContactId === null ? 'nobody' : 'no account',
  }));
}

/** The school's entry, if it takes part and this member may speak for it. */
export async function contactedBy(tx: Tx, member: Insider, urn: number) {
  const entry = Number.isInteger(urn)
    ? await tx.partnerSchool.findUnique({
        where: at(member.networkId, urn),
        include: { school: { select: SCHOOL_NAME } },
      })
    : null;
  if (!entry || entry.leftAt !== null) throw new UserError('That school is not taking part.');
  if (entry.firstContactId !== member.id && entry.secondContactId !== member.id && !member.coordinator)
    throw new UserError(`Only a contact of ${entry.school.name} or a coordinator can do that. See /partner status.`);
  return entry;
}

/** Tells somebody that they are now first contact: a colleague handed over (`by`), or they come `instead` of one who is gone. */
export async function tellFirst(
  tx: Tx,
  networkId: string,
  first: { urn: number; id: string; school: string; by?: string; instead?: string },
  now: Date,
): Promise<number> {
  const { timeZone } = await tx.network.findUniqueOrThrow({ where: { id: networkId } });
  return enqueue(
    tx,
    [
      {
        networkId,
        kind: 'notice',
        key: `contact:${first.urn}:${first.id}:${now.getTime()}`,
        to: { memberId: first.id },
        view: firstContactView(first),
        notBefore: nextSchoolTime(now, timeZone),
      },
    ],
    now,
  );
}

async function stepDown(tx: Tx, networkId: string, memberId: string, urn: number | undefined, now: Date): Promise<void> {
  const entries = await tx.partnerSchool.findMany({
    where: {
      networkId,
      ...(urn !== undefined && { NOT: { urn } }),
      OR: [{ firstContactId: memberId }, { secondContactId: memberId }],
    },
    include: { school: { select: { name: true } }, first: { select: { name: true } } },
  });
  for (const entry of entries) {
    const wasFirst = entry.firstContactId === memberId;
    const first = wasFirst ? entry.secondContactId : entry.firstContactId;
    await tx.partnerSchool.update({
      where: at(networkId, entry.urn),
      data: { firstContactId: first, secondContactId: null },
    });
    if (wasFirst && first)
      await tellFirst(
        tx,
        networkId,
        { urn: entry.urn, id: first, school: entry.school.name, instead: entry.first?.name ?? '' },
        now,
      );
  }
  if (entries.length > 0) await tellContactless(tx, networkId, now);
}

async function tellContactless(tx: Tx, networkId: string, now: Date): Promise<number> {
  // The row lock makes two processes take turns, so that nobody is told twice.
  await tx.$queryRaw`SELECT 1 FROM "Network" WHERE id = ${networkId} FOR UPDATE`;
  const key = `contactless:${networkId}`;
  const lost = await schoolsWithoutContact(tx, networkId);
  const known = (await tx.setting.findUnique({ where: { key } }))?.value ?? '';
  const value = lost.map((one) => one.school.urn).join(' ');
  if (value === known) return 0;
  // A school that has somebody again is forgotten, so that losing them too is told.
  await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } });
  const told = known.split(' ');
  const fresh = lost.filter((one) => !told.includes(String(one.school.urn)));
  if (fresh.length === 0) return 0;
  const letters = await toCoordinators(tx, networkId, `${key}:${now.getTime()}`, contactlessView(fresh), now);
  await enqueue(tx, letters, now);
  return fresh.length;
}

/** A notice to every coordinator; the key is the cause's, unique for each of them. */
export async function toCoordinators(tx: Tx, networkId: string, key: string, view: Letter['view'], now: Date): Promise<Letter[]> {
  const { timeZone } = await tx.network.findUniqueOrThrow({ where: { id: networkId } });
  const coordinators = await tx.member.findMany({ where: { networkId, coordinator: true }, select: { id: true } });
  const notBefore = nextSchoolTime(now, timeZone);
  return coordinators.map(({ id }) => ({
    networkId,
    kind: 'notice' as const,
    key: `${key}:${id}`,
    to: { memberId: id },
    view,
    notBefore,
  }));
}

function at(networkId: string, urn: number) {
  return { networkId_urn: { networkId, urn } };
}
