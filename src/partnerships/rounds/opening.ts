import { createHash } from 'node:crypto';
import type { HomeNetwork, Insider } from '../../chat/who.ts';
import { newId } from '../../database/id.ts';
import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import { enqueue } from '../../outbox/enqueue.ts';
import { nextSchoolTime } from '../../vocabulary/school-time.ts';
import type { RoundCard } from '../types.ts';
import { invitationView } from '../views.ts';
import { card } from './card.ts';

/** Opening a round and inviting schools to it. */
export function createOpening(tx: Tx) {
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
  };
}

/** The round's seed, from its id: the same round gives the same pairs however often it is drafted. */
function seedOf(id: string): number {
  return createHash('sha256').update(id).digest().readUInt32BE(0) % 2_147_483_647;
}
