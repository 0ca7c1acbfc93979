import type { Insider } from '../chat/who.ts';
import type { Tx } from '../database/open.ts';
import { InvalidInput, UserError } from '../errors.ts';
import type { CoordinatorCard } from './types.ts';

/** Who coordinates a network: part of its verbs, over one transaction. */
export function createCoordinators(tx: Tx) {
  return {
    /** Coordinators who have joined, then those only named so far. */
    async coordinators(networkId: string): Promise<CoordinatorCard[]> {
      const joined = await tx.member.findMany({
        where: { networkId, coordinator: true },
        include: { accounts: { orderBy: { id: 'asc' } } },
        orderBy: { joinedAt: 'asc' },
      });
      const named = await tx.namedCoordinator.findMany({ where: { networkId }, orderBy: { namedAt: 'asc' } });
      return [
        ...joined.map((one) => ({
          memberId: one.id,
          name: one.name,
          platform: one.accounts[0]?.platform ?? '',
          externalUserId: one.accounts[0]?.externalUserId ?? '',
        })),
        ...named.map((one) => ({ name: '', platform: one.platform, externalUserId: one.externalUserId })),
      ];
    },

    /** Names a person of this workspace or server coordinator; if they have not joined yet, from the moment they do. */
    async nameCoordinator(
      networkId: string,
      communityId: string,
      platform: string,
      userId: string,
      now: Date,
    ): Promise<'now' | 'on joining'> {
      const account = await tx.account.findUnique({
        where: { communityId_externalUserId: { communityId, externalUserId: userId } },
      });
      if (account) {
        await tx.member.update({ where: { networkId_id: { networkId, id: account.memberId } }, data: { coordinator: true } });
        return 'now';
      }
      await tx.namedCoordinator.createMany({
        data: { networkId, platform, externalUserId: userId, namedAt: now },
        skipDuplicates: true,
      });
      return 'on joining';
    },

    /** Names a member coordinator by their name, wherever in the network they are: the way to somebody on the other platform. */
    async nameMember(networkId: string, name: string): Promise<void> {
      const found = await tx.member.findMany({
        where: { networkId, name: { equals: name, mode: 'insensitive' } },
        include: { school: { select: { name: true } } },
      });
      const [only, ...others] = found;
      if (!only)
        throw new InvalidInput({ name: `Nobody called "${name}" has joined yet. Write the name as it stands in their profile.` });
      if (others.length > 0) {
        const schools = found.map((one) => one.school.name).join(', ');
        throw new InvalidInput({
          name: `Several people have this name (${schools}). One of them can be named where they are, as a person.`,
        });
      }
      await tx.member.update({ where: { networkId_id: { networkId, id: only.id } }, data: { coordinator: true } });
    },

    /** Ends somebody's being coordinator. The last one stays: a network is never left without. */
    async removeCoordinator(networkId: string, memberId: string): Promise<string> {
      await takeTurns(tx, networkId);
      const known = await tx.member.findUnique({ where: { networkId_id: { networkId, id: memberId } }, select: { id: true } });
      if (!known) throw new UserError('That person is not in this network.');
      const others = await tx.member.count({ where: { networkId, coordinator: true, NOT: { id: memberId } } });
      if (others === 0) throw new UserError('A network needs at least one coordinator. Name another one first.');
      const member = await tx.member.update({
        where: { networkId_id: { networkId, id: memberId } },
        data: { coordinator: false },
      });
      return member.name;
    },

    /** Takes back the naming of somebody who has not joined. */
    async takeBack(networkId: string, platform: string, externalUserId: string): Promise<void> {
      const taken = await tx.namedCoordinator.deleteMany({ where: { networkId, platform, externalUserId } });
      if (taken.count === 0) throw new UserError('That person is not in this network, or has become coordinator meanwhile.');
    },

    /** Makes a member coordinator where nobody is: whoever was to coordinate never joined. For administrators. */
    async coordinate(member: Insider): Promise<void> {
      await takeTurns(tx, member.networkId);
      const others = await tx.member.findMany({
        where: { networkId: member.networkId, coordinator: true },
        select: { name: true },
      });
      if (others.length > 0) {
        const names = others.map((one) => one.name).join(', ');
        throw new UserError(`This network has coordinators: ${names}. One of them can name you, with /network coordinators.`);
      }
      await tx.member.update({
        where: { networkId_id: { networkId: member.networkId, id: member.id } },
        data: { coordinator: true },
      });
    },
  };
}

/** A row lock: two coordinators who remove each other, or two administrators who both want to coordinate, come one after the other. */
async function takeTurns(tx: Tx, networkId: string): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM "Network" WHERE id = ${networkId} FOR UPDATE`;
}
