import type { Destination, Platform } from '../chat/platform.ts';
import { say } from '../chat/text.ts';
import { button, buttons, knownView, membersIn, note, text, type View, view } from '../chat/view.ts';
import type { Db } from '../database/open.ts';
import { openLetterRef } from './actions.ts';
import type { Claimed } from './claim.ts';

/** Where a delivery goes, and what is sent there; or why it cannot go anywhere. */
export type Route =
  | { platform: Platform; to: Destination; view: View; people: Record<string, string>; accountId?: string }
  | { undeliverable: string }
  /** Not now: they asked for a rest until then. */
  | { notBefore: Date }
  | { parked: string };

/** Why a message did not go because its reader chose so: nobody needs to find another way to them. */
export const OWN_CHOICE = { noDigest: 'they no longer want the digest', resting: 'they are having a rest' } as const;

/** Finds the way to a person or channel on whichever platform they are. */
export async function routeOf(db: Db, platforms: readonly Platform[], delivery: Claimed, now: Date): Promise<Route> {
  const shown = knownView(delivery.view);
  if (!shown) return { parked: 'the message was written by another version of the bot and cannot be read' };
  return delivery.memberId === null ? toChannel(db, platforms, delivery, shown) : toMember(db, platforms, delivery, shown, now);
}

async function toChannel(db: Db, platforms: readonly Platform[], delivery: Claimed, shown: View): Promise<Route> {
  const community = await db.community.findFirst({ where: { networkId: delivery.networkId, id: delivery.communityId ?? '' } });
  if (!community || delivery.channelId === null)
    return { undeliverable: 'the workspace or server is no longer part of the network' };
  return channelRoute(db, platforms, community, delivery.channelId, shown);
}

async function toMember(db: Db, platforms: readonly Platform[], delivery: Claimed, shown: View, now: Date): Promise<Route> {
  const accounts = await db.account.findMany({
    where: { networkId: delivery.networkId, memberId: delivery.memberId ?? '' },
    include: { community: true, member: true },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  // As claim.ts orders them: the account they asked to be written to, then any that said yes to private messages, then the oldest.
  const [first, ...others] = accounts
    .map((one) => ({ ...one, rank: one.id === delivery.accountId ? -1 : rankOf(one.privateMessages) }))
    .sort((a, b) => a.rank - b.rank);
  if (!first) return { undeliverable: 'they have no account where the bot is' };
  const isServed = (one: { platform: string }) => platforms.some((platform) => platform.name === one.platform);
  // Nobody served their first choice for days. A digest was asked for there and nowhere else.
  const account = isServed(first) || delivery.kind === 'digest' ? first : (others.find(isServed) ?? first);
  const { pausedUntil, digest } = account.member;
  const resting = pausedUntil !== null && pausedUntil > now;
  // A digest is this week's or none, and a nudge passes to a colleague; anything else keeps until the rest is over.
  if (delivery.kind === 'digest' && (resting || digest !== 'private')) return { undeliverable: OWN_CHOICE.noDigest };
  if (resting && delivery.kind === 'nudge') return { undeliverable: OWN_CHOICE.resting };
  if (resting) return { notBefore: pausedUntil };
  const platform = platforms.find((one) => one.name === account.platform);
  if (!platform) return { undeliverable: 'the bot is not connected to their platform' };
  const { community } = account;
  if (!(account.privateMessages ?? !platform.directNeedsConsent)) {
    const why = account.privateMessages === null ? 'they have not asked for direct messages' : 'they want no direct messages';
    if (delivery.kind === 'digest') return { undeliverable: `${why} here` };
    if (community.channelId === null)
      return { undeliverable: `${why}, and no channel is chosen in ${community.name} (/network settings)` };
    const inPublic = delivery.kind === 'notice' || delivery.kind === 'nudge' ? closedLetter(delivery.id) : shown;
    return channelRoute(db, platforms, community, community.channelId, named(inPublic, account.member));
  }
  const to: Destination = {
    kind: 'person',
    communityExternalId: community.externalId,
    userId: account.externalUserId,
    ...(account.directChannelId !== null && { directChannelId: account.directChannelId }),
  };
  return { platform, to, view: shown, people: await peopleOf(db, community.id, shown), accountId: account.id };
}

function rankOf(privateMessages: boolean | null): number {
  return privateMessages === null ? 1 : privateMessages ? 0 : 2;
}

/** What a channel shows of a message that is nobody else's business: a button only its reader can open it with. */
function closedLetter(delivery: string): View {
  return view(
    text(say`There is a message for you.`),
    buttons(button(openLetterRef, { delivery }, 'Read it', { style: 'primary' })),
    note(say`Only you can open it. \`/staffroom profile\` has a button to get these privately.`),
  );
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
