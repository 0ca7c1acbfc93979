import type { View } from '../chat/view.ts';
import type { HomeNetwork, Insider } from '../chat/who.ts';
import type { Tx } from '../database/open.ts';
import { UserError } from '../errors.ts';
import { nextSchoolTime } from '../vocabulary/school-time.ts';
import { enqueue } from './enqueue.ts';

/** Notes one member may send in a day: enough for a talk, too few to be a burden. */
const NOTES_A_DAY = 10;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What one member writes to others. */
export interface MemberNote {
  /** Ids of the members who get it. */
  readers: readonly string[];
  view: View;
  /** What it is, among everything this member writes: the same cause is not sent twice. No colons. */
  cause: string;
}

/**
 * Enqueues one member's words to others, in school hours. Returns how many get it; 0 when it was sent before. Throws a UserError when
 * they have written too often today.
 */
export async function enqueueNote(tx: Tx, member: Insider, network: HomeNetwork, note: MemberNote, now: Date): Promise<number> {
  await refuseTooMany(tx, member, now);
  const notBefore = nextSchoolTime(now, network.timeZone);
  const letters = note.readers.map((memberId) => ({
    networkId: network.id,
    kind: 'notice' as const,
    key: `${keysOf(member)}${note.cause}:${memberId}`,
    to: { memberId },
    view: note.view,
    notBefore,
  }));
  return enqueue(tx, letters, now);
}

/** A note to two contacts is one note. */
async function refuseTooMany(tx: Tx, member: Insider, now: Date): Promise<void> {
  const sent = await tx.delivery.findMany({
    where: {
      networkId: member.networkId,
      kind: 'notice',
      key: { startsWith: keysOf(member) },
      createdAt: { gt: new Date(now.getTime() - DAY_MS) },
    },
    select: { key: true },
  });
  const notes = new Set(sent.map((one) => one.key.split(':')[2]));
  if (notes.size >= NOTES_A_DAY)
    throw new UserError(
      `You have sent ${NOTES_A_DAY} notes since this time yesterday, the most I carry in a day. Tomorrow there is room again; a call may be quicker.`,
    );
}

function keysOf(member: Insider): string {
  return `note:${member.id}:`;
}
