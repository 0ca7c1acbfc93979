import type { Destination, Platform } from '../chat/platform.ts';
import { membersIn, parseView, type View } from '../chat/view.ts';
import type { Db } from '../database/open.ts';
import type { Claimed } from './claim.ts';

/** Where a delivery goes, and what is sent there; or why it cannot go anywhere. */
export type Route =
  | { platform: Platform; to: Destination; view: View; people: Record<string, string>; accountId?: string }
  | { undeliverable: string }
  | { parked: string };

/** Finds the way to a person or channel on whichever platform they are. */
export async function routeOf(db: Db, platforms: readonly Platform[], delivery: Claimed): Promise<Route> {
  const shown = readView(delivery.view);
  if (!shown) return { parked: 'the message was written by another version of the bot and cannot be read' };
  return delivery.memberId === null ? toChannel(db, platforms, delivery, shown) : toMember(db, platforms, delivery, shown);
}

async function toChannel(db: Db, platforms: readonly Platform[], delivery: Claimed, shown: View): Promise<Route> {
  const community = await db.community.findFirst({ where: { networkId: delivery.networkId, id: delivery.communityId ?? '' } });
  if (!community || delivery.channelId === null)
    return { undeliverable: 'the workspace or server is no longer part of the network' };
  return channelRoute(db, platforms, community, delivery.channelId, shown);
}

async function toMember(db: Db, platforms: readonly Platform[], delivery: Claimed, shown: View): Promise<Route> {
  const accounts = await db.account.findMany({
    where: { networkId: delivery.networkId, memberId: delivery.memberId ?? '' },
    include: { community: true, member: true },
    orderBy: { createdAt: 'asc' },
  });
  // The account they asked to be written to comes first, then any that said yes to private messages, then the oldest.
  const account =
    accounts.find((one) => one.id === delivery.accountId) ??
    accounts.find((one) => one.privateMessages && platforms.some((platform) => platform.name === one.platform)) ??
    accounts.find((one) => platforms.some((platform) => platform.name === one.platform));
  if (!account) return { undeliverable: 'they no longer have an account here' };
  const platform = platforms.find((one) => one.name === account.platform);
  if (!platform) return { undeliverable: 'the bot is not connected to their platform' };
  const { community } = account;
  if (platform.directNeedsConsent && !account.privateMessages) {
    if (community.channelId === null)
      return {
        undeliverable: `they have not asked for direct messages, and no channel is chosen in ${community.name} (/network settings)`,
      };
    return channelRoute(db, platforms, community, community.channelId, named(shown, account.member));
  }
  const to: Destination = {
    kind: 'person',
    communityExternalId: community.externalId,
    userId: account.externalUserId,
    ...(account.directChannelId !== null && { directChannelId: account.directChannelId }),
  };
  return { platform, to, view: shown, people: await peopleOf(db, community.id, shown), accountId: account.id };
}

/** In a channel a message for one person begins with their name, and reaches them. */
function named(shown: View, member: { id: string; name: string }): View {
  const first = { kind: 'text' as const, text: [{ kind: 'person' as const, memberId: member.id, name: member.name }] };
  return { ...shown, blocks: [first, ...shown.blocks], pings: [...(shown.pings ?? []), member.id] };
}

async function channelRoute(
  db: Db,
  platforms: readonly Platform[],
  community: { id: string; platform: string; externalId: string },
  channelId: string,
  shown: View,
): Promise<Route> {
  const platform = platforms.find((one) => one.name === community.platform);
  if (!platform) return { undeliverable: 'the bot is not connected to that platform' };
  const to: Destination = { kind: 'channel', communityExternalId: community.externalId, channelId };
  return { platform, to, view: shown, people: await peopleOf(db, community.id, shown) };
}

async function peopleOf(db: Db, communityId: string, shown: View): Promise<Record<string, string>> {
  const members = membersIn(shown);
  if (members.length === 0) return {};
  const accounts = await db.account.findMany({ where: { communityId, memberId: { in: members } } });
  return Object.fromEntries(accounts.map((one) => [one.memberId, one.externalUserId]));
}

function readView(json: unknown): View | undefined {
  try {
    return parseView(json);
  } catch {
    return undefined;
  }
}
