import type { View } from '../chat/view.ts';
import { newId } from '../database/id.ts';
import type { Tx } from '../database/open.ts';

/** A message that is to leave by itself. */
export interface Letter {
  networkId: string;
  /** 'nudge': asks one person for something now; like a notice nobody else's business, but not worth keeping for after a rest. */
  kind: 'digest' | 'introduction' | 'notice' | 'invitation' | 'nudge';
  /** The same cause never makes two: unique over all deliveries. */
  key: string;
  to: { memberId: string; accountId?: string } | { communityId: string; channelId: string };
  view: View;
  /** Business time. */
  notBefore: Date;
}

/** Writes messages in the transaction of their cause; those whose key is there already are left out. Returns how many are new. */
export async function enqueue(tx: Tx, letters: readonly Letter[], now: Date): Promise<number> {
  if (letters.length === 0) return 0;
  const written = await tx.delivery.createMany({
    data: letters.map(({ to, view, ...rest }) => ({ id: newId(), ...rest, ...to, view, createdAt: now })),
    skipDuplicates: true,
  });
  return written.count;
}

/** Takes back messages that have not begun to leave, by the beginning of their key. */
export async function withdraw(tx: Tx, keys: string): Promise<void> {
  await tx.delivery.deleteMany({ where: { key: { startsWith: keys }, state: 'due', unsure: false, attempts: 0 } });
}
