import { commands } from '../../commands/index.ts';
import { type DemoPlatform, demo } from '../../prisma/demo/demo.ts';
import { platformId } from '../../prisma/demo/platform-ids.ts';
import { demoCast, seedDemo } from '../../prisma/demo/seed.ts';
import { newId } from '../../src/database/id.ts';
import type { Db } from '../../src/database/open.ts';
import { manifestFor } from '../../src/platforms/slack/publish.ts';
import { type Sandboxes, startSandboxes } from '../../src/sandbox/index.ts';
import { digestDue } from '../../src/vocabulary/school-time.ts';

/** Both local platforms and a network on them, for real processes of the bot. */
export interface Stage {
  sandboxes: Sandboxes;
  /** Variables that connect a process to both platforms. */
  env: Record<string, string>;
  /** When the network's digest is due. */
  digest: Date;
  /** Whom the digest is for: the person's id by platform. */
  readers: { platform: DemoPlatform; userId: string }[];
  close(): Promise<void>;
}

/** How much there is. */
export interface StageOptions {
  /** So many people want the digest, half of them on each platform. */
  readers: number;
  /** So many of them have been written to before, so that their direct messages need not be opened; 0 when absent. */
  known?: number;
  /** Where the clock is at first, in ms from the moment the digest is due. */
  from: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** People of the demo have lower numbers. */
const FIRST_READER = 5_000;
const BATCH = 1_000;

/**
 * Starts both sandboxes without their rate limits, and writes the demo network with so many more people, who alone want the digest. The
 * clock stands near the next digest; time goes on from there.
 */
export async function startStage(db: Db, { readers: count, known = 0, from }: StageOptions): Promise<Stage> {
  const { digestWeekday, digestTime, timeZone } = demo.network;
  const soon = new Date(Date.now() + 4 * DAY_MS);
  const [digest] = digestDue(digestWeekday, digestTime, timeZone, soon, new Date(soon.getTime() + 100 * DAY_MS));
  if (!digest) throw new Error('there is no digest within 100 days');
  await seedDemo(db, new Date(digest.getTime() - 3 * DAY_MS));
  // Only a sandbox may run on a database with the demo's mark.
  await db.setting.deleteMany();
  const readers = Array.from({ length: count }, (_, index) => ({
    platform: index % 2 === 0 ? ('slack' as const) : ('discord' as const),
    userId: platformId(index % 2 === 0 ? 'slack' : 'discord', 'U', FIRST_READER + index),
    name: `Reader ${index + 1}`,
  }));
  await db.member.updateMany({ data: { digest: 'off' } });
  for (let at = 0; at < readers.length; at += BATCH) await storeReaders(db, readers.slice(at, at + BATCH), digest);

  const more = (platform: DemoPlatform) =>
    demoCast[`${platform}Cast`].map((one) => ({
      ...one,
      people: [
        ...one.people,
        ...readers
          .filter((reader) => reader.platform === platform)
          .map(({ userId, name }) => ({ id: userId, name, knowsBot: true })),
      ],
    }));
  const sandboxes = await startSandboxes({
    slackCast: more('slack'),
    discordCast: more('discord'),
    rateLimits: false,
    manifest: manifestFor(commands),
  });
  sandboxes.clock.moveTo(digest.getTime() + from);
  await openDirects(db, sandboxes, readers.slice(0, known));
  const { slack, discord } = sandboxes;
  const env = {
    ...slack.environment,
    SLACK_API_URL: slack.apiUrl,
    ...discord.environment,
    DISCORD_API_URL: discord.apiUrl,
  };
  return { sandboxes, env, digest, readers, close: () => sandboxes.close() };
}

/** As the bot would have found and kept them with an earlier message. */
async function openDirects(db: Db, sandboxes: Sandboxes, known: Stage['readers']): Promise<void> {
  const users = known.map(({ userId }) => userId);
  const channels = known.map(({ platform, userId }) => directOf(sandboxes, platform, userId));
  await db.$executeRaw`
    UPDATE "Account" a SET "directChannelId" = known.channel
    FROM unnest(${users}::text[], ${channels}::text[]) AS known (person, channel) WHERE a."externalUserId" = known.person`;
}

/** The id of somebody's direct messages with the bot. */
export function directOf(sandboxes: Pick<Sandboxes, DemoPlatform>, platform: DemoPlatform, userId: string): string {
  const direct = sandboxes[platform]
    .as(userId)
    .channels()
    .find(({ kind }) => kind === 'direct');
  if (!direct) throw new Error(`${userId} has no direct messages`);
  return direct.id;
}

async function storeReaders(
  db: Db,
  readers: { platform: DemoPlatform; userId: string; name: string }[],
  digest: Date,
): Promise<void> {
  const { id: networkId } = await db.network.findFirstOrThrow();
  const communities = await db.community.findMany();
  const joinedAt = new Date(digest.getTime() - 30 * DAY_MS);
  const rows = readers.map((one, index) => {
    const like = demo.members[index % demo.members.length];
    if (!like) throw new Error('the demo is empty');
    return { one, like, id: newId(), accountId: newId() };
  });
  await db.member.createMany({
    data: rows.map(({ one, like, id, accountId }) => ({
      id,
      networkId,
      name: one.name,
      schoolUrn: like.urn,
      subject: like.subject,
      phase: 'secondary',
      topics: like.topics,
      seeks: like.seeks,
      offers: like.offers,
      digest: 'private',
      digestAccountId: accountId,
      joinedAt,
    })),
  });
  await db.account.createMany({
    data: rows.map(({ one, id, accountId }) => ({
      id: accountId,
      networkId,
      communityId: communities.find(({ platform }) => platform === one.platform)?.id ?? '',
      memberId: id,
      platform: one.platform,
      externalUserId: one.userId,
      privateMessages: true,
      createdAt: joinedAt,
    })),
  });
}
