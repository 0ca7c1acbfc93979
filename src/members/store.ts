import { noNetwork } from '../chat/context.ts';
import { keptName } from '../chat/typed.ts';
import type { HomeNetwork, Insider, Visitor } from '../chat/who.ts';
import { newId } from '../database/id.ts';
import type { Tx } from '../database/open.ts';
import { UserError } from '../errors.ts';
import { phaseOfSchool } from '../vocabulary/phases.ts';
import type { Joining, Profile, ProfileChange } from './types.ts';
import { writeTo } from './writing.ts';

const NAME_MAX = 80;
/** Stands for somebody whose own name, as the platform tells it, must not be kept. */
export const NEUTRAL_NAME = 'A colleague';

/** Everything about people: joining, what they told us, whether and where they want to be written to. */
export type Members = ReturnType<typeof createMembers>;

/** The verbs, over one transaction. */
export function createMembers(tx: Tx) {
  return {
    /**
     * Joins the network of this workspace or server, or changes school, subject and first topic of somebody who has joined already.
     * `nameless`: their name there holds what must not be kept, so they have a neutral one until they change it and join again.
     */
    async join(visitor: Visitor, joining: Joining, now: Date): Promise<{ profile: Profile; isNew: boolean; nameless: boolean }> {
      const { network, communityId, caller } = visitor;
      if (!network || !communityId) throw new UserError(noNetwork(caller));
      const school = await tx.school.findUnique({ where: { urn: joining.schoolUrn } });
      if (!school) throw new UserError('That school is not in the register.');
      const phase = phaseOfSchool(school.phase, school.type) ?? 'all-through';
      const facts = { schoolUrn: school.urn, phase, subject: joining.subject };
      const existing = visitor.member;
      const topics = [joining.topic, ...(existing?.topics ?? []).filter((topic) => topic !== joining.topic)].slice(0, 8);
      const memberId = existing?.id ?? newId();
      const accountId = existing?.accountId ?? newId();
      const { name, refused } = keptName(caller.displayName, NAME_MAX, NEUTRAL_NAME);
      const renamed = existing?.name === NEUTRAL_NAME ? { name } : {};
      if (existing) await tx.member.update({ where: at(existing), data: { ...facts, ...renamed, topics } });
      else {
        const coordinator = await namedBefore(tx, network.id, caller.platform, caller.userId);
        await tx.member.create({
          data: {
            id: memberId,
            networkId: network.id,
            name,
            ...facts,
            topics,
            coordinator,
            joinedAt: now,
          },
        });
        await tx.account.create({
          data: {
            id: accountId,
            networkId: network.id,
            communityId,
            memberId,
            platform: caller.platform,
            externalUserId: caller.userId,
            createdAt: now,
          },
        });
      }
      await wantDigest(tx, { id: memberId, networkId: network.id, accountId }, joining.privateDigest);
      const joined = await profile(tx, { networkId: network.id, id: memberId, accountId });
      return { profile: joined, isNew: !existing, nameless: refused && joined.name === NEUTRAL_NAME };
    },

    profile: (member: Insider) => profile(tx, member),

    async change(member: Insider, change: ProfileChange): Promise<Profile> {
      await tx.member.update({ where: at(member), data: change });
      return profile(tx, member);
    },

    /** Turns the private digest on, at the account the click came from, or off. */
    wantDigest: (member: Insider, wants: boolean) => wantDigest(tx, member, wants),

    /**
     * Whether introductions and notices may come privately at the account the click came from. Who wants nothing privately there gets
     * no digest there either.
     */
    async wantPrivately(member: Insider, wants: boolean): Promise<Profile> {
      await tx.account.update({ where: accountOf(member), data: { privateMessages: wants } });
      if (!wants)
        await tx.member.updateMany({
          where: { networkId: member.networkId, id: member.id, digestAccountId: member.accountId },
          data: { digest: 'off', digestAccountId: null },
        });
      return profile(tx, member);
    },

    /** Sends words to another member, who can answer; says who they are. */
    write: (member: Insider, network: HomeNetwork, to: string, words: string, now: Date) =>
      writeTo(tx, member, network, to, words, now),

    /** Name, school and accounts of members, for introductions; members who left are missing. */
    async byIds(networkId: string, ids: readonly string[]) {
      return tx.member.findMany({ where: { networkId, id: { in: [...ids] } }, include: { school: true, accounts: true } });
    },
  };
}

/**
 * Members' accounts on one platform's community, for showing names as mentions. Somebody who has not joined yet is called
 * "platform:user id" in a View.
 */
export async function accountsIn(
  tx: Tx,
  platform: string,
  communityExternalId: string,
  memberIds: readonly string[],
): Promise<Record<string, string>> {
  const accounts = await tx.account.findMany({
    where: { memberId: { in: [...memberIds] }, community: { platform, externalId: communityExternalId } },
    select: { memberId: true, externalUserId: true },
  });
  const named = memberIds.filter((id) => id.startsWith(`${platform}:`)).map((id) => [id, id.slice(platform.length + 1)] as const);
  return Object.fromEntries([...named, ...accounts.map((one) => [one.memberId, one.externalUserId] as const)]);
}

function at(member: { id: string; networkId: string }) {
  return { networkId_id: { networkId: member.networkId, id: member.id } };
}

function accountOf(member: { networkId: string; accountId: string }) {
  return { networkId_id: { networkId: member.networkId, id: member.accountId } };
}

async function wantDigest(tx: Tx, member: { id: string; networkId: string; accountId: string }, wants: boolean): Promise<void> {
  await tx.member.update({
    where: at(member),
    data: { digest: wants ? 'private' : 'off', digestAccountId: wants ? member.accountId : null },
  });
  if (wants) await tx.account.update({ where: accountOf(member), data: { privateMessages: true } });
}

async function namedBefore(tx: Tx, networkId: string, platform: string, externalUserId: string): Promise<boolean> {
  const named = await tx.namedCoordinator.deleteMany({ where: { networkId, platform, externalUserId } });
  return named.count > 0;
}

async function profile(tx: Tx, member: { id: string; networkId: string; accountId: string }): Promise<Profile> {
  const { accounts, ...rest } = await tx.member.findUniqueOrThrow({
    where: at(member),
    include: { school: true, accounts: { where: { id: member.accountId } } },
  });
  return { ...rest, privately: accounts[0]?.privateMessages ?? null };
}
