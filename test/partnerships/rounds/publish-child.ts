import { once } from 'node:events';
import { createApp } from '../../../src/app.ts';
import { openDatabase } from '../../../src/database/open.ts';
import { transaction } from '../../../src/database/transaction.ts';

/**
 * A process that publishes a round, or drafts it, and stands still before its transaction ends, so that it can be killed there:
 * publish-child.ts DATABASE_URL publish|draft MEMBER ROUND NOW
 */
const [url = '', verb, memberId = '', roundId = '', now = ''] = process.argv.slice(2);
const { prisma } = await openDatabase({ url, poolSize: 2 });
const { accounts: _, ...row } = await prisma.member.findFirstOrThrow({ where: { id: memberId }, include: { accounts: true } });
const member = { ...row, accountId: '', communityId: '' };
const network = await prisma.network.findFirstOrThrow({ where: { id: row.networkId } });
const at = new Date(now);

const { rounds } = createApp(prisma);
const order = verb === 'draft' ? await transaction(prisma, (tx) => createApp(tx).rounds.order(member, roundId, at)) : undefined;
const drafted = order && (await rounds.pairUp(order));
await transaction(
  prisma,
  async (tx) => {
    const inside = createApp(tx).rounds;
    if (order && drafted) await inside.keepDraft(member, order, drafted, at);
    else await inside.publish(member, network, roundId, '1', at);
    console.log('everything is written, nothing is committed');
    await once(process, 'never');
  },
  60_000,
);
