import { newId } from '../../src/database/id.ts';
import type { Db } from '../../src/database/open.ts';
import { readGroupLines } from '../../src/networks/group-lines.ts';
import { rememberWords } from '../../src/practice/words.ts';
import { localLevel, researchLevel } from '../../src/vocabulary/levels.ts';
import { phaseOfSchool } from '../../src/vocabulary/phases.ts';
import { type DemoPlatform, demo } from './demo.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The people and channels of the demo, as the sandbox servers ask for them. */
export const demoCast = { slackCast: castOf('slack'), discordCast: castOf('discord') };

function castOf(platform: DemoPlatform) {
  return demo.communities
    .filter((one) => one.platform === platform)
    .map(({ id, name, people, channels }) => ({ id, name, people, channels }));
}

/** What tells a database of the sandbox from a real one. */
const DEMO_MARK = 'demo network';

/** Does this database hold the demo network? */
export async function isDemo(db: Db): Promise<boolean> {
  return (await db.setting.count({ where: { key: DEMO_MARK } })) > 0;
}

/** Writes the demo world into an empty database, as of `now`, in one transaction; does nothing when there is a network already. */
export async function seedDemo(db: Db, now: Date): Promise<boolean> {
  if ((await db.network.count()) > 0) return false;
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const networkId = newId();
  const schools = new Map((await db.school.findMany({ where: { urn: { in: demo.schools } } })).map((one) => [one.urn, one]));
  const phase = (urn: number) => {
    const school = schools.get(urn);
    return (school && phaseOfSchool(school.phase, school.type)) ?? 'all-through';
  };
  const communities = demo.communities.map((one) => ({ row: newId(), ...one }));
  const members = demo.members.map((one) => ({
    id: newId(),
    accounts: one.accounts.map((account) => ({ id: newId(), ...account })),
    one,
  }));
  const byKey = new Map(members.map((member) => [member.one.key, member]));
  const snippets = demo.snippets.flatMap((one) => {
    const author = byKey.get(one.author);
    return author ? [{ id: newId(), author, one }] : [];
  });

  await db.$transaction(async (tx) => {
    await tx.setting.create({ data: { key: DEMO_MARK, value: 'yes' } });
    await tx.network.create({ data: { id: networkId, ...demo.network, createdAt: now } });
    await tx.community.createMany({
      data: communities.map((one) => ({
        id: one.row,
        networkId,
        platform: one.platform,
        externalId: one.id,
        name: one.name,
        channelId: one.networkChannelId,
        joinedAt: now,
      })),
    });
    await tx.member.createMany({
      data: members.map(({ id, accounts, one }) => ({
        id,
        networkId,
        name: one.name,
        schoolUrn: one.urn,
        subject: one.subject,
        phase: phase(one.urn),
        topics: one.topics,
        seeks: one.seeks,
        offers: one.offers,
        seekNote: one.seekNote,
        offerNote: one.offerNote,
        coordinator: one.coordinator,
        digest: one.privateDigest ? 'private' : 'off',
        digestAccountId: one.privateDigest ? accounts[0]?.id : null,
        pausedUntil: one.pausedForDays === undefined ? null : ago(-one.pausedForDays),
        joinedAt: ago(one.joinedDaysAgo),
      })),
    });
    await tx.account.createMany({
      data: members.flatMap(({ id, accounts, one }) =>
        accounts.map((account, index) => ({
          id: account.id,
          networkId,
          communityId: communities.find((community) => community.platform === account.platform)?.row ?? '',
          memberId: id,
          platform: account.platform,
          externalUserId: account.userId,
          privateMessages: one.privateDigest && index === 0 ? true : null,
          createdAt: ago(one.joinedDaysAgo),
        })),
      ),
    });
    await tx.snippet.createMany({
      data: snippets.map(({ id, author, one }) => {
        const { title, problem, did, know, topic, subject, keyStage, evidence, daysAgo } = one;
        const words = { title, problem, did, know, topic, subject, keyStage, phase: phase(author.one.urn) };
        const newest = Math.min(daysAgo, ...evidence.map((item) => item.daysAgo));
        const local = localLevel({ ...words, evidence }).level;
        return {
          id,
          networkId,
          authorId: author.id,
          schoolUrn: author.one.urn,
          ...words,
          localLevel: local,
          researchLevel: researchLevel(
            topic,
            evidence.map((item) => item.kind),
          ).level,
          createdAt: ago(daysAgo),
          levelRoseAt: local >= 2 ? ago(newest) : null,
        };
      }),
    });
    await rememberWords(
      tx,
      networkId,
      snippets.flatMap(({ one }) => [one.title, one.problem, one.did, one.know ?? '']),
    );
    await tx.evidence.createMany({
      data: snippets.flatMap(({ id, author, one }) =>
        one.evidence.map(({ daysAgo, ...item }) => ({
          id: newId(),
          networkId,
          snippetId: id,
          memberId: author.id,
          ...item,
          addedAt: ago(daysAgo),
        })),
      ),
    });
    await tx.schoolGroup.createMany({
      data: readGroupLines(demo.groups).flatMap((line) =>
        'urn' in line && line.group ? [{ networkId, urn: line.urn, name: line.group }] : [],
      ),
    });
    const contact = (urn: number, which: 'first' | 'second') =>
      members.find(({ one }) => one.urn === urn && one.contact === which)?.id ?? null;
    await tx.partnerSchool.createMany({
      data: demo.partnerSchools.map((urn) => ({
        networkId,
        urn,
        firstContactId: contact(urn, 'first'),
        secondContactId: contact(urn, 'second'),
        joinedAt: ago(20),
      })),
    });
  });
  return true;
}
