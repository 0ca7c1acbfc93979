import type { HomeNetwork, Insider } from '../chat/who.ts';
import { Prisma } from '../database/generated/client.ts';
import { newId } from '../database/id.ts';
import type { Tx } from '../database/open.ts';
import { enqueue, type Letter } from '../outbox/enqueue.ts';
import { digestDue, nextSchoolTime } from '../vocabulary/school-time.ts';
import { CHANNEL_SECTIONS, compose, SECTIONS } from './sections.ts';
import { DIGEST_JOB, type Digest, type DigestFacts, type DigestSnippet, type Reader } from './types.ts';
import { digestView } from './views.ts';

/** Everything about the weekly digest. */
export type Digests = ReturnType<typeof createDigests>;

const DAY_MS = 24 * 60 * 60 * 1000;
/** No item twice in six weeks. */
const SHOWN_MS = 42 * DAY_MS;
/** What a network's first digest looks back on. */
const FIRST_LOOK_BACK_MS = 14 * DAY_MS;
/** Next digests are looked for so far ahead: longer than the summer holidays. */
const AHEAD_MS = 70 * DAY_MS;

/** The verbs, over one transaction. */
export function createDigests(tx: Tx) {
  return {
    /** When this network's digest is due between two instants, by its day and time and the national term pattern. */
    async due(networkId: string, from: Date, to: Date): Promise<Date[]> {
      const network = await tx.network.findUniqueOrThrow({ where: { id: networkId } });
      return digestDue(network.digestWeekday, network.digestTime, network.timeZone, from, to);
    },

    async next(networkId: string, now: Date): Promise<Date | undefined> {
      return (await this.due(networkId, now, new Date(now.getTime() + AHEAD_MS)))[0];
    },

    /** What this member's digest would say now. */
    async preview(member: Insider, now: Date): Promise<Digest | undefined> {
      const facts = await readFacts(tx, member.networkId, now, now);
      const [reader] = await readers(tx, member.networkId, now, member.id);
      return reader && compose(SECTIONS, facts, reader.reader);
    },

    wants: async (member: Insider) =>
      (
        await tx.member.findUniqueOrThrow({
          where: { networkId_id: { networkId: member.networkId, id: member.id } },
          select: { digest: true },
        })
      ).digest === 'private',

    /** Writes this week's digests: to every member who asked for it, and to every community's channel. Returns what was done, in words. */
    async write(network: HomeNetwork, plannedFor: Date, now: Date): Promise<string> {
      const facts = await readFacts(tx, network.id, plannedFor, now);
      const letters: Letter[] = [];
      const shown: { memberId: string | null; entries: Digest }[] = [];
      const period = plannedFor.toISOString();
      // A digest made up for after a night's downtime waits for the school day.
      const notBefore = nextSchoolTime(now > plannedFor ? now : plannedFor, network.timeZone);
      for (const { reader, accountId } of await readers(tx, network.id, now)) {
        const digest = compose(SECTIONS, facts, reader);
        if (!digest || reader.memberId === undefined) continue;
        const to = { memberId: reader.memberId, accountId };
        letters.push({
          networkId: network.id,
          kind: 'digest',
          key: `digest:${period}:${reader.memberId}`,
          to,
          view: digestView(digest, network.name, 'member'),
          notBefore,
        });
        shown.push({ memberId: reader.memberId, entries: digest });
      }
      const channel = compose(CHANNEL_SECTIONS, facts, {
        topics: [],
        offers: [],
        shown: await shownTo(tx, network.id, null, now),
      });
      if (channel) {
        for (const community of await tx.community.findMany({ where: { networkId: network.id, channelId: { not: null } } })) {
          const to = { communityId: community.id, channelId: community.channelId ?? '' };
          letters.push({
            networkId: network.id,
            kind: 'digest',
            key: `digest:${period}:${community.id}`,
            to,
            view: digestView(channel, network.name, 'channel'),
            notBefore,
          });
        }
        shown.push({ memberId: null, entries: channel });
      }
      const written = await enqueue(tx, letters, now);
      await remember(tx, network.id, shown, now);
      return written === 0 ? 'nothing new, nothing sent' : `${written} digests written`;
    },
  };
}

/** What happened since the digest before `before`. */
async function readFacts(tx: Tx, networkId: string, before: Date, now: Date): Promise<DigestFacts> {
  const last = await tx.jobRun.findFirst({
    // A run that failed told nobody anything: what happened before it is still new.
    where: { job: DIGEST_JOB, networkId, plannedFor: { lt: before }, finishedAt: { not: null } },
    orderBy: { plannedFor: 'desc' },
  });
  const since = new Date(Math.max(last?.plannedFor.getTime() ?? before.getTime() - FIRST_LOOK_BACK_MS, now.getTime() - SHOWN_MS));
  const snippets = await tx.$queryRaw<
    (Omit<DigestSnippet, 'nullResult'> & { nullKind: string | null; nullDirection: string | null; nullAt: Date | null })[]
  >(Prisma.sql`
    SELECT s.id, s.title, s.topic, s.phase, s."schoolUrn", sc.name AS school, sc.region, s."authorId", s."localLevel", s."researchLevel",
           s."createdAt", s."levelRoseAt", e.kind AS "nullKind", e.direction AS "nullDirection", e."addedAt" AS "nullAt"
    FROM "Snippet" s JOIN "School" sc ON sc.urn = s."schoolUrn"
    LEFT JOIN LATERAL (
      SELECT kind, direction, "addedAt" FROM "Evidence"
      WHERE "networkId" = s."networkId" AND "snippetId" = s.id AND direction IN ('no-difference', 'worse') AND "addedAt" > ${since}
      ORDER BY "addedAt" DESC LIMIT 1
    ) e ON true
    WHERE s."networkId" = ${networkId} AND s."withdrawnAt" IS NULL
      AND (s."createdAt" > ${since} OR s."levelRoseAt" > ${since} OR e."addedAt" IS NOT NULL)`);
  const seekers = await tx.member.findMany({
    where: { networkId, seeks: { isEmpty: false } },
    select: { id: true, name: true, schoolUrn: true, seeks: true, seekNote: true, school: { select: { name: true } } },
    orderBy: { joinedAt: 'desc' },
  });
  return {
    since,
    snippets: snippets.map(({ nullKind, nullDirection, nullAt, ...rest }) => ({
      ...rest,
      nullResult:
        nullKind !== null && nullDirection !== null && nullAt !== null
          ? { kind: nullKind, direction: nullDirection, addedAt: nullAt }
          : null,
    })),
    seekers: seekers.map(({ school, ...rest }) => ({ ...rest, school: school.name })),
  };
}

/** Members who asked for the digest and are not having a rest; or one member, for a preview. */
async function readers(tx: Tx, networkId: string, now: Date, only?: string): Promise<{ reader: Reader; accountId?: string }[]> {
  const members = await tx.member.findMany({
    where: only
      ? { networkId, id: only }
      : { networkId, digest: 'private', OR: [{ pausedUntil: null }, { pausedUntil: { lte: now } }] },
    include: {
      school: { select: { region: true } },
      digestItems: { where: { shownAt: { gt: new Date(now.getTime() - SHOWN_MS) } }, select: { about: true } },
    },
  });
  return members.map(({ id, schoolUrn, phase, topics, offers, school, digestItems, digestAccountId }) => ({
    reader: {
      memberId: id,
      schoolUrn,
      region: school.region,
      phase,
      topics,
      offers,
      shown: new Set(digestItems.map((one) => one.about)),
    },
    ...(digestAccountId !== null && { accountId: digestAccountId }),
  }));
}

async function shownTo(tx: Tx, networkId: string, memberId: string | null, now: Date): Promise<ReadonlySet<string>> {
  const items = await tx.digestItem.findMany({
    where: { networkId, memberId, shownAt: { gt: new Date(now.getTime() - SHOWN_MS) } },
    select: { about: true },
  });
  return new Set(items.map((one) => one.about));
}

async function remember(
  tx: Tx,
  networkId: string,
  shown: readonly { memberId: string | null; entries: Digest }[],
  now: Date,
): Promise<void> {
  const data = shown.flatMap(({ memberId, entries }) =>
    entries.sections.flatMap((section) =>
      section.entries.map(({ about }) => ({ id: newId(), networkId, memberId, about, section: section.name, shownAt: now })),
    ),
  );
  await tx.digestItem.createMany({ data });
}
