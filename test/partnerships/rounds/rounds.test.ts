import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { demo } from '../../../prisma/demo/demo.ts';
import { seedDemo } from '../../../prisma/demo/seed.ts';
import { type App, createApp } from '../../../src/app.ts';
import type { HomeNetwork, Insider } from '../../../src/chat/who.ts';
import type { Database } from '../../../src/database/open.ts';
import { barsBetween } from '../../../src/matching/bars.ts';
import { matchSchools } from '../../../src/matching/match.ts';
import { verify } from '../../../src/matching/verify.ts';
import { schoolsForRound } from '../../../src/partnerships/rounds/inputs.ts';
import { askPublishView, listView, pairsView, roundView } from '../../../src/partnerships/rounds/views.ts';
import { controlsOf, read } from '../../chat/bot.ts';
import { freshDatabase } from '../../kit/database.ts';
import { MONDAY, WEDNESDAY } from '../../networks/small-world.ts';
import { draftRound } from './drafted.ts';

const RULES = { barred: [], fixed: [] };
/** When and where a coordinator is asked before publishing. */
const ASKED = { zone: 'Europe/London', now: WEDNESDAY };
let database: Database;
let app: App;
let network: HomeNetwork;
let lead: Insider;

beforeAll(async () => {
  database = await freshDatabase({ register: true });
  await seedDemo(database.prisma, MONDAY);
  app = createApp(database.prisma);
  network = await database.prisma.network.findFirstOrThrow();
  lead = await insider({ coordinator: true });
});
afterAll(() => database.close());
beforeEach(async () => {
  await database.prisma.round.deleteMany();
  await database.prisma.delivery.deleteMany();
  await database.prisma.member.updateMany({ data: { pausedUntil: null } });
});

async function insider(where: object): Promise<Insider> {
  const { accounts, ...member } = await database.prisma.member.findFirstOrThrow({
    where: { networkId: network.id, ...where },
    include: { accounts: true },
    orderBy: { id: 'asc' },
  });
  const [account] = accounts;
  return { ...member, accountId: account?.id ?? '', communityId: account?.communityId ?? '' };
}
const together = <T>(work: (inside: App) => Promise<T>) => database.prisma.$transaction((tx) => work(createApp(tx)));
const opened = (name = 'Spring') => together((inside) => inside.rounds.open(lead, network, name, MONDAY));
const drafted = async (name?: string) => {
  const { id } = await opened(name);
  return draftRound(database, lead, id, MONDAY);
};
const publish = (round: { id: string; draft: number }, draft = String(round.draft)) =>
  together((inside) => inside.rounds.publish(lead, network, round.id, draft, WEDNESDAY));
const introductions = () => database.prisma.delivery.findMany({ where: { kind: 'introduction' }, orderBy: { key: 'asc' } });
/** Somebody's school leaves, and comes back after the test. */
async function without(urns: readonly number[], work: () => Promise<void>): Promise<void> {
  const entries = await database.prisma.partnerSchool.findMany({ where: { urn: { in: [...urns] } } });
  await database.prisma.partnerSchool.updateMany({ where: { urn: { in: [...urns] } }, data: { leftAt: MONDAY } });
  await work().finally(async () => {
    for (const { urn, leftAt } of entries) await database.prisma.partnerSchool.updateMany({ where: { urn }, data: { leftAt } });
  });
}

describe('a draft of the demo network', () => {
  it('places every school that takes part once, breaks no rule, and is the best there is', async () => {
    const round = await drafted();
    const schools = await schoolsForRound(database.prisma, network.id);
    const { pairs } = await app.rounds.allPairs(lead, round.id, String(round.draft));

    const placed = [
      ...pairs.flatMap((pair) => pair.schools.map((one) => one.urn)),
      ...round.leftOut.map((one) => one.school.urn),
    ];
    expect(placed.toSorted()).toEqual(demo.partnerSchools.toSorted());
    const byUrn = new Map(schools.map((one) => [one.urn, one]));
    for (const pair of pairs) {
      const members = pair.schools.flatMap((one) => byUrn.get(one.urn) ?? []);
      for (const a of members) for (const b of members) if (a !== b) expect(barsBetween(a, b, RULES)).toEqual([]);
    }
    expect(round.outcome).toMatchObject({ proven: true, schools: demo.partnerSchools.length });
    const { seed } = await database.prisma.round.findFirstOrThrow();
    const again = matchSchools({ schools, rules: RULES, seed });
    expect(again.total).toBe(round.outcome?.total);
    expect(verify(schools, RULES, again.inputs.weights, seed, again)).toEqual([]);
  });

  it('of an odd number of schools makes a trio, or says who is left out', async () => {
    expect(demo.partnerSchools.length % 2).toBe(1);

    const { outcome } = await drafted();

    expect((outcome?.trios ?? 0) + (outcome?.leftOut.length ?? 0)).toBeGreaterThanOrEqual(1);
  });

  it('gives the same pairs however often it is drafted, and only the newest can be looked at', async () => {
    const first = await drafted();
    const pairsOf = async (round: typeof first) =>
      (await app.rounds.allPairs(lead, round.id, String(round.draft))).pairs.map((pair) => pair.schools.map((one) => one.urn));
    const before = await pairsOf(first);

    const second = await draftRound(database, lead, first.id, MONDAY);

    expect(await pairsOf(second)).toEqual(before);
    await expect(pairsOf(first)).rejects.toThrow(/The draft has changed since/);
  });

  it('leaves schools out that no other may meet, with the reason', async () => {
    const [keep = 0] = demo.partnerSchools;
    const { region } = await database.prisma.school.findUniqueOrThrow({ where: { urn: keep } });
    const others = await database.prisma.school.findMany({
      where: { urn: { in: demo.partnerSchools }, region: { not: region } },
    });
    const same = await database.prisma.school.findMany({ where: { urn: { in: demo.partnerSchools }, region } });
    const [partner] = others;

    await without(
      others.filter((one) => one !== partner).map((one) => one.urn),
      async () => {
        const { outcome, leftOut } = await drafted();
        expect(outcome?.pairs).toBe(1);
        expect(leftOut).toHaveLength(same.length - 1);
      },
    );
    await without(
      others.map((one) => one.urn),
      async () => {
        await database.prisma.round.deleteMany();
        await expect(drafted()).rejects.toThrow(/All \d schools are in one region/);
      },
    );
  });

  it('reads well: five lines, a page of pairs with reasons, a file with everything', async () => {
    const round = await drafted('=Spring "first"');
    const page = await app.rounds.pairs(lead, round.id, String(round.draft), 0);
    const all = await app.rounds.allPairs(lead, round.id, String(round.draft));
    const [, file] = listView(all.round, all.pairs).blocks;
    const csv = file?.kind === 'file' ? Buffer.from(file.file.base64, 'base64').toString('utf8') : '';

    expect(read(roundView(round))).toMatch(/Draft: nobody has been told yet\n\d+ schools: \d+ pairs/);
    expect(page.pairs).toHaveLength(10);
    expect(read(pairsView(page.round, page.pairs, 0))).toMatch(/1\. .+ {2}\+ {2}.+\n.+miles apart/);
    expect(csv.trim().split('\r\n')).toHaveLength(1 + all.pairs.flatMap((pair) => pair.schools).length);
    expect(file?.kind === 'file' && file.file.name).toBe('spring-first.csv');
    for (const odd of [-1, Number.NaN, 99.5])
      expect((await app.rounds.pairs(lead, round.id, String(round.draft), odd)).pairs).toHaveLength(10);
  });
});

describe('publishing', () => {
  it('sends exactly the messages that were counted, one for each contact of each school', async () => {
    const round = await drafted();
    const { recipients } = await app.rounds.recipients(lead, round.id, String(round.draft), WEDNESDAY);

    const { messages } = await publish(round);

    const out = round.leftOut.map((one) => one.school.urn);
    const contacts = demo.members.filter((member) => member.contact && !out.includes(member.urn));
    expect(read(askPublishView(round, recipients, ASKED))).toContain(`This sends ${messages} messages. Send?`);
    expect(recipients.messages).toBe(messages);
    expect(messages).toBe(contacts.length);
    expect(await introductions()).toHaveLength(messages);
  });

  it('introduces both sides to each other by name, with something to begin with', async () => {
    const round = await drafted();
    await publish(round);
    const [one] = await introductions();
    const reader = await insider({ id: one?.memberId ?? '' });
    const status = await app.partners.status(reader);
    const theirs = status.partner?.schools.filter((school) => school.urn !== reader.schoolUrn) ?? [];

    const words = JSON.stringify(one?.view);
    for (const school of theirs) expect(words).toContain(school.name.replaceAll('"', '\\"'));
    expect(words).toContain('"kind":"person"');
    expect(words).toContain('To begin with,');
    expect(status.partner?.roundName).toBe('Spring');
  });

  it('is done once', async () => {
    const round = await drafted();
    await publish(round);
    const sent = (await introductions()).length;

    await expect(publish(round)).rejects.toThrow('This round is published already. Nobody was written to again.');
    await expect(draftRound(database, lead, round.id, MONDAY)).rejects.toThrow(/published already/);
    expect(await introductions()).toHaveLength(sent);
  });

  it.runIf(process.env.TEST_DATABASE_URL)('is done once by two coordinators at the same moment', async () => {
    const round = await drafted();

    const both = await Promise.allSettled([publish(round), publish(round)]);

    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const [done] = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(await introductions()).toHaveLength(done?.messages ?? -1);
  });

  it('needs a draft, and the newest one', async () => {
    const open = await opened();
    await expect(publish(open)).rejects.toThrow(/There is no draft of this round yet/);
    await expect(app.rounds.recipients(lead, open.id, '0', WEDNESDAY)).rejects.toThrow(/no draft/);

    const round = await draftRound(database, lead, open.id, MONDAY);
    await draftRound(database, lead, open.id, MONDAY);
    await expect(publish(round)).rejects.toThrow(/The draft has changed since/);
    expect(await introductions()).toEqual([]);
  });

  it('stops when a school has left since the draft', async () => {
    const round = await drafted();
    const [leaver] = (await app.rounds.allPairs(lead, round.id, String(round.draft))).pairs[0]?.schools ?? [];

    await without([leaver?.urn ?? 0], async () => {
      const { recipients } = await app.rounds.recipients(lead, round.id, String(round.draft), WEDNESDAY);
      expect(read(askPublishView(round, recipients, ASKED))).toContain(`No longer taking part: ${leaver?.name}`);
      expect(controlsOf(askPublishView(round, recipients, ASKED))).toEqual([]);
      await expect(publish(round)).rejects.toThrow(`${leaver?.name} left after this draft was made.`);
    });
    expect(await introductions()).toEqual([]);
  });

  it('stops when groups were pasted since that keep a pair apart', async () => {
    const round = await drafted();
    const [pair] = (await app.rounds.allPairs(lead, round.id, String(round.draft))).pairs;
    await app.networks.pasteGroups(network.id, (pair?.schools ?? []).map((one) => `${one.urn}, New alliance`).join('\n'));

    const { recipients } = await app.rounds.recipients(lead, round.id, String(round.draft), WEDNESDAY);

    expect(recipients.apart).toHaveLength(1);
    expect(controlsOf(askPublishView(round, recipients, ASKED))).toEqual([]);
    await expect(publish(round)).rejects.toThrow(/Please draft again/);
    await database.prisma.schoolGroup.deleteMany({ where: { name: 'New alliance' } });
  });

  it('says before publishing that schools may still answer, while they may', async () => {
    const round = await drafted();
    const { recipients } = await app.rounds.recipients(lead, round.id, String(round.draft), WEDNESDAY);
    const asked = (now: string) => read(askPublishView(round, recipients, { ...ASKED, now: new Date(now) }));

    expect(asked('2026-11-30T16:59:00Z')).toContain('Schools may still answer until Monday 30 November, 17:00');
    expect(asked('2026-11-30T17:00:00Z')).not.toContain('may still answer');
  });

  it('says that the draft is out of date when a school paused since, not when it had paused before', async () => {
    const [before, since] = await database.prisma.partnerSchool.findMany({
      where: { networkId: network.id, leftAt: null },
      orderBy: { urn: 'asc' },
      take: 2,
    });
    const pause = (urn: number | undefined, pausedUntil: Date | null) =>
      database.prisma.partnerSchool.updateMany({ where: { networkId: network.id, urn }, data: { pausedUntil } });
    await pause(before?.urn, new Date('2027-01-31T00:00:00Z'));
    const round = await drafted();
    const fresh = read(roundView(round));
    await pause(since?.urn, new Date('2027-01-31T00:00:00Z'));
    const old = read(roundView(await app.rounds.current(lead, MONDAY)));
    await pause(undefined, null);

    expect(fresh).not.toContain('when this was drafted');
    expect(old).toContain('when this was drafted');
  });

  it('writes to nobody who is having a rest, and says so before', async () => {
    const round = await drafted();
    const everybody = (await app.rounds.recipients(lead, round.id, String(round.draft), WEDNESDAY)).recipients;
    const { first: resting } = await database.prisma.partnerSchool.findFirstOrThrow({
      where: { networkId: network.id, leftAt: null },
      select: { first: { select: { id: true, name: true } } },
    });
    await database.prisma.member.updateMany({
      where: { id: resting?.id ?? '' },
      data: { pausedUntil: new Date(WEDNESDAY.getTime() + 1) },
    });

    const { recipients } = await app.rounds.recipients(lead, round.id, String(round.draft), WEDNESDAY);
    const { messages } = await publish(round);

    expect(messages).toBe(everybody.messages - 1);
    expect(read(askPublishView(round, recipients, ASKED))).toContain(`Having a rest, so not written to: ${resting?.name}`);
    expect((await introductions()).map((one) => one.memberId)).not.toContain(resting?.id);
  });

  it('waits for school time', async () => {
    const round = await drafted();
    const evening = new Date('2026-11-27T20:00:00Z');

    await together((inside) => inside.rounds.publish(lead, network, round.id, String(round.draft), evening));

    expect(new Set((await introductions()).map((one) => one.notBefore.toISOString()))).toEqual(
      new Set(['2026-11-30T07:30:00.000Z']),
    );
  });
});

describe('the next round', () => {
  it('brings nobody together again, and waits for the one before', async () => {
    const first = await drafted('First');
    await expect(opened('Too early')).rejects.toThrow('"First" is still open.');
    await publish(first);
    const pairsOf = async (round: typeof first) =>
      (await app.rounds.allPairs(lead, round.id, String(round.draft))).pairs.map((pair) =>
        pair.schools.map((one) => one.urn).toSorted(),
      );
    const met = (await pairsOf(first)).flatMap((urns) => urns.flatMap((a) => urns.filter((b) => a < b).map((b) => `${a} ${b}`)));

    const { id } = await together((inside) => inside.rounds.open(lead, network, 'Second', new Date(MONDAY.getTime() + 1)));
    const second = await draftRound(database, lead, id, MONDAY);

    const now = (await pairsOf(second)).flatMap((urns) => urns.flatMap((a) => urns.filter((b) => a < b).map((b) => `${a} ${b}`)));
    expect(now.filter((pair) => met.includes(pair))).toEqual([]);
  });

  it('is announced in every channel of the network', async () => {
    await opened();

    const invitations = await database.prisma.delivery.findMany({ where: { kind: 'invitation', channelId: { not: null } } });
    expect(invitations.map((one) => one.channelId).toSorted()).toEqual(
      demo.communities.map((one) => one.networkChannelId).toSorted(),
    );
  });
});

describe('writing to one’s partner', () => {
  async function pairOfTwo() {
    const round = await drafted();
    await publish(round);
    const { pairs } = await app.rounds.allPairs(lead, round.id, String(round.draft));
    const pair = pairs.find((one) => one.schools.length === 2);
    const [mine, theirs] = pair?.schools ?? [];
    const entry = (urn = 0) => database.prisma.partnerSchool.findFirstOrThrow({ where: { urn } });
    const [ours, others] = [await entry(mine?.urn), await entry(theirs?.urn)];
    return { pair: pair?.id ?? '', me: await insider({ id: ours.firstContactId ?? '' }), ours, others };
  }
  const notes = () => database.prisma.delivery.findMany({ where: { kind: 'notice' } });

  it('reaches the other school’s contacts, on whichever platform, with the words as written', async () => {
    const { pair, me, others } = await pairOfTwo();
    const words = 'Hello **there** <!channel>';

    const sent = await app.rounds.write(me, network, { groupId: pair, to: '', words }, WEDNESDAY);

    const expected = [others.firstContactId, others.secondContactId].filter(Boolean);
    expect(sent.people).toBe(expected.length);
    expect((await notes()).map((one) => one.memberId).toSorted()).toEqual(expected.toSorted());
    expect(JSON.stringify((await notes())[0]?.view)).toContain(words);
  });

  it('an answer reaches who wrote, contact or not; nobody else can be named', async () => {
    const { pair, me, ours, others } = await pairOfTwo();
    const them = await insider({ id: others.firstContactId ?? '' });
    await database.prisma.partnerSchool.updateMany({
      where: { urn: me.schoolUrn },
      data: { firstContactId: null, secondContactId: null },
    });
    const stranger = await insider({ schoolUrn: { notIn: [me.schoolUrn, them.schoolUrn] } });

    await expect(app.rounds.write(them, network, { groupId: pair, to: '', words: 'Hello' }, WEDNESDAY)).rejects.toThrow(
      /no contact/,
    );
    await expect(app.rounds.write(them, network, { groupId: pair, to: stranger.id, words: 'Hello' }, WEDNESDAY)).rejects.toThrow(
      /no contact/,
    );
    const sent = await app.rounds.write(them, network, { groupId: pair, to: me.id, words: 'Hello' }, WEDNESDAY);

    expect(sent.people).toBe(1);
    expect((await notes()).map((one) => one.memberId)).toEqual([me.id]);
    const { firstContactId, secondContactId } = ours;
    await database.prisma.partnerSchool.updateMany({ where: { urn: me.schoolUrn }, data: { firstContactId, secondContactId } });
  });

  it('is for the schools of a published pair only', async () => {
    const { pair, me, others } = await pairOfTwo();
    const stranger = await insider({ schoolUrn: { notIn: [me.schoolUrn, others.urn] } });
    const write = (member: Insider, groupId = pair) =>
      app.rounds.write(member, network, { groupId, to: '', words: 'x' }, WEDNESDAY);

    await expect(write(stranger)).rejects.toThrow('Your school is not one of those that were introduced here.');
    await expect(write(me, 'nothing')).rejects.toThrow('Your school is not one of those that were introduced here.');
    await database.prisma.round.updateMany({ data: { state: 'drafted' } });
    await expect(write(me)).rejects.toThrow('Your school is not one of those that were introduced here.');
  });
});

describe('whom nothing reached', () => {
  it('every coordinator is told once, when every introduction has an end', async () => {
    const round = await drafted();
    await publish(round);
    const report = () => together((inside) => inside.rounds.reportUnreached(network, WEDNESDAY));
    const all = await introductions();
    expect(await report()).toBe('introductions are still on their way');
    await database.prisma.delivery.updateMany({ where: { kind: 'introduction' }, data: { state: 'sent' } });
    expect(await report()).toBe('nobody was missed');
    await database.prisma.delivery.updateMany({
      where: { id: all[0]?.id ?? '' },
      data: { state: 'undeliverable', reason: 'they left' },
    });

    const told = await report();

    const coordinators = demo.members.filter((member) => member.coordinator).length;
    expect(told).toBe(`${coordinators} coordinators told`);
    expect(await report()).toBe('0 coordinators told');
    const unreached = await app.rounds.unreached(network.id, round.id);
    expect(unreached).toEqual([expect.objectContaining({ reason: 'they left' })]);
    expect(read(roundView({ ...round, state: 'published' }, unreached))).toContain('Not reached (1)');
  });
});

describe('another network', () => {
  it('sees, drafts, publishes and matches none of this', async () => {
    const round = await drafted();
    const { id } = await app.networks.create(
      { platform: 'slack', externalId: 'T-other', name: 'Other' },
      'boss',
      'Other',
      MONDAY,
    );
    const spy: Insider = { ...lead, networkId: id, id: 'spy' };
    const other = { id, name: 'Other', timeZone: 'Europe/London' };
    const { pairs } = await app.rounds.allPairs(lead, round.id, String(round.draft));

    await expect(app.rounds.current(spy)).rejects.toThrow(/There is no round yet/);
    await expect(draftRound(database, spy, round.id, MONDAY)).rejects.toThrow('This round is no longer there.');
    await expect(app.rounds.pairs(spy, round.id, '1', 0)).rejects.toThrow('This round is no longer there.');
    await expect(app.rounds.recipients(spy, round.id, '1', MONDAY)).rejects.toThrow('This round is no longer there.');
    await expect(together((inside) => inside.rounds.publish(spy, other, round.id, '1', MONDAY))).rejects.toThrow(
      'no longer there',
    );
    await expect(app.rounds.write(spy, other, { groupId: pairs[0]?.id ?? '', to: '', words: 'x' }, MONDAY)).rejects.toThrow(
      /not one of those that were introduced here/,
    );
    expect(await schoolsForRound(database.prisma, id)).toEqual([]);
    expect((await app.partners.status(spy)).partner).toBeUndefined();
    await database.prisma.network.delete({ where: { id } });
  });

  it('gives its groups and members no part in this one’s rounds', async () => {
    const { id } = await app.networks.create(
      { platform: 'slack', externalId: 'T-other', name: 'Other' },
      'boss',
      'Other',
      MONDAY,
    );
    const before = await schoolsForRound(database.prisma, network.id);
    const pasted = demo.partnerSchools
      .slice(0, 30)
      .map((urn) => `${urn}, All one`)
      .join('\n');
    await app.networks.pasteGroups(id, pasted);

    expect(await schoolsForRound(database.prisma, network.id)).toEqual(before);
    await database.prisma.network.delete({ where: { id } });
  });
});
