import type { HomeNetwork, Insider } from '../../../src/chat/who.ts';
import { newId } from '../../../src/database/id.ts';
import type { Database } from '../../../src/database/open.ts';
import { matchSchools } from '../../../src/matching/match.ts';
import { schoolsForRound } from '../../../src/partnerships/rounds/inputs.ts';
import { TOPICS } from '../../../src/vocabulary/topics.ts';

/** A network of real schools with invented contacts and published rounds, as its coordinator would find it. */
export interface RichNetwork {
  network: HomeNetwork;
  lead: Insider;
  urns: number[];
  /** Ids of the rounds, oldest first. */
  rounds: string[];
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** A round every half-term. */
const ROUND_DAYS = 49;

/**
 * Founds one: every so many-th school of the register, each with a first contact and half of them with a second, paired by the real
 * engine in each of the rounds; the newest was published twelve days before `now`. What schools answered follows from their place in
 * the list, so that every kind of pair is there.
 */
export async function richNetwork(
  { prisma }: Database,
  now: Date,
  { name = 'Long Table', schools = 200, rounds = 3, from = 0 } = {},
): Promise<RichNetwork> {
  const networkId = newId();
  const communityId = newId();
  const ago = (days: number) => new Date(now.getTime() - days * DAY_MS);
  const all = await prisma.school.findMany({
    where: { status: 'open', phase: { in: ['Primary', 'Secondary'] } },
    orderBy: { urn: 'asc' },
    select: { urn: true },
  });
  const step = Math.floor(all.length / (schools + 1));
  const urns = Array.from({ length: schools }, (_, index) => all[from + index * step]?.urn ?? 0);
  await prisma.network.create({ data: { id: networkId, name, joinCode: newId(), createdAt: ago(400) } });
  await prisma.community.create({
    data: { id: communityId, networkId, platform: 'slack', externalId: newId(), name, channelId: 'C1', joinedAt: ago(400) },
  });
  const people = urns.flatMap((urn, index) =>
    (index % 2 === 0 ? ['first', 'second'] : ['first']).map((as) => ({ id: newId(), urn, as, index })),
  );
  const topic = (index: number) => TOPICS[index % TOPICS.length]?.slug ?? '';
  await prisma.member.createMany({
    data: people.map(({ id, urn, as, index }) => ({
      id,
      networkId,
      name: `${as === 'first' ? 'Alex' : 'Sam'} ${urn}`,
      schoolUrn: urn,
      subject: 'science',
      phase: 'primary',
      topics: [topic(index), topic(index + 3)],
      seeks: [topic(index + 1)],
      offers: [topic(index + 2)],
      coordinator: index < 2 && as === 'first',
      joinedAt: ago(300),
    })),
  });
  await prisma.account.createMany({
    data: people.map(({ id, urn, as }) => ({
      id: newId(),
      networkId,
      communityId,
      memberId: id,
      platform: 'slack',
      externalUserId: `U${urn}${as}${networkId.slice(0, 4)}`,
      privateMessages: true,
      createdAt: ago(300),
    })),
  });
  await prisma.partnerSchool.createMany({
    data: urns.map((urn) => ({
      networkId,
      urn,
      firstContactId: people.find((one) => one.urn === urn && one.as === 'first')?.id ?? null,
      secondContactId: people.find((one) => one.urn === urn && one.as === 'second')?.id ?? null,
      joinedAt: ago(300),
    })),
  });
  const ids: string[] = [];
  for (let back = rounds - 1; back >= 0; back--) {
    const publishedAt = ago(12 + back * ROUND_DAYS);
    ids.push(await publishedRound(prisma, networkId, `Round ${rounds - back}`, publishedAt));
  }
  const member = await prisma.member.findFirstOrThrow({
    where: { networkId, coordinator: true },
    orderBy: { schoolUrn: 'asc' },
    include: { accounts: true },
  });
  return {
    network: { id: networkId, name, timeZone: 'Europe/London' },
    lead: { ...member, accountId: member.accounts[0]?.id ?? '', communityId },
    urns,
    rounds: ids,
  };
}

/** One round, paired by the engine, with answers by each pair's place: met, a date set, no, silence, and so on. */
export async function publishedRound(
  prisma: Database['prisma'],
  networkId: string,
  name: string,
  publishedAt: Date,
): Promise<string> {
  const id = newId();
  const later = (days: number) => new Date(publishedAt.getTime() + days * DAY_MS);
  const schools = await schoolsForRound(prisma, networkId);
  const {
    groups,
    leftOut,
    inputs: _,
    certificate: __,
    ...rest
  } = matchSchools({
    schools,
    rules: { barred: [], fixed: [] },
    seed: 7,
  });
  const outcome = { ...rest, leftOut, schools: schools.length, pairs: groups.length, trios: 0 };
  await prisma.round.create({
    data: {
      id,
      networkId,
      name,
      state: 'published',
      seed: 7,
      openedAt: later(-10),
      publishedAt,
      endsAt: later(42),
      outcome: JSON.parse(JSON.stringify(outcome)),
    },
  });
  const rows = groups.map((group, position) => ({ id: newId(), position, group }));
  await prisma.roundGroup.createMany({
    data: rows.map((row) => ({
      ...{ id: row.id, networkId, roundId: id, position: row.position, score: row.group.score },
      reasons: JSON.parse(JSON.stringify(row.group.reasons)),
    })),
  });
  await prisma.roundGroupSchool.createMany({
    data: rows.flatMap((row) =>
      row.group.urns.map((urn, side) => ({ networkId, groupId: row.id, urn, ...saidBy(row.position % 8, side, later) })),
    ),
  });
  return id;
}

/** What a side of a pair said, by the kind of pair: 0 and 1 met, 2 has a date, 3 and 4 not yet, the others are silent. */
function saidBy(kind: number, side: number, later: (days: number) => Date) {
  const nothing = { met: null, tried: null, wroteAt: null, answeredAt: null };
  switch (kind) {
    case 0:
    case 1:
      return { met: 'yes', tried: side === 0 || kind === 0 ? 'yes' : 'no', wroteAt: later(1), answeredAt: later(11) };
    case 2:
      return { ...nothing, met: side === 0 ? 'planned' : null, wroteAt: later(2), answeredAt: side === 0 ? later(10) : null };
    case 3:
      return { ...nothing, met: 'no', answeredAt: later(10) };
    case 4:
      return side === 0 ? { ...nothing, met: 'no', answeredAt: later(11) } : nothing;
    default:
      return nothing;
  }
}
