import { createApp } from '../../../src/app.ts';
import type { Insider } from '../../../src/chat/who.ts';
import type { Database } from '../../../src/database/open.ts';
import { matchSchools } from '../../../src/matching/match.ts';
import type { RoundCard } from '../../../src/partnerships/types.ts';

/** Drafts a round as /round draft does: read in one transaction, paired outside any, kept in another. Without the thread, which takes its time to start. */
export async function draftRound(
  { prisma }: Pick<Database, 'prisma'>,
  member: Insider,
  roundId: string,
  now: Date,
): Promise<RoundCard> {
  const { rounds } = createApp(prisma);
  const order = await prisma.$transaction((tx) => createApp(tx).rounds.order(member, roundId, now));
  const drafted = await rounds.pairUp(order, undefined, async (options) => matchSchools(options));
  return prisma.$transaction((tx) => createApp(tx).rounds.keepDraft(member, order, drafted, now));
}
