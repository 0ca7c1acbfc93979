import { createApp } from '../../../src/app.ts';
import type { Insider } from '../../../src/chat/who.ts';
import type { Database } from '../../../src/database/open.ts';
import type { DraftOrder } from '../../../src/partnerships/rounds/types.ts';
import type { RoundCard } from '../../../src/partnerships/types.ts';

/** Drafts a round as /round draft does: read in one transaction, paired outside any, kept in another. */
export async function draftRound(
  { prisma }: Pick<Database, 'prisma'>,
  member: Insider,
  roundId: string,
  now: Date,
): Promise<RoundCard> {
  const order = await prisma.$transaction((tx) => createApp(tx).rounds.order(member, roundId, now));
  return keepOrder({ prisma }, member, order, now);
}

/** What follows an order: its schools are paired, and the draft is kept. */
export async function keepOrder(
  { prisma }: Pick<Database, 'prisma'>,
  member: Insider,
  order: DraftOrder,
  now: Date,
): Promise<RoundCard> {
  const drafted = await createApp(prisma).rounds.pairUp(order);
  return prisma.$transaction((tx) => createApp(tx).rounds.keepDraft(member, order, drafted, now));
}
