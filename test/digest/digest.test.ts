import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { HomeNetwork, Insider } from '../../src/chat/who.ts';
import { DIGEST_JOB } from '../../src/digest/types.ts';
import { weeklyDigest } from '../../src/jobs/weekly-digest.ts';
import { ALL_NATIONAL } from '../../src/vocabulary/school-holidays.ts';
import { MONDAY, type Net, type SmallWorld, smallWorld, WEDNESDAY } from '../networks/small-world.ts';

let world: SmallWorld;
let net: Net;
let home: HomeNetwork;
let author: Insider;
let reader: Insider;

beforeAll(async () => {
  world = await smallWorld();
});
afterAll(() => world.database.close());
beforeEach(async () => {
  net = await world.found(`Net ${Math.random()}`);
  home = { id: net.id, name: 'Trees', timeZone: 'Europe/London' };
  author = await world.join(net, 'author', 'cedar');
  reader = await world.join(net, 'reader', 'alder', { privateDigest: true });
});

const NOTHING = '0 digests written; no channel is chosen';
const ONE = expect.stringMatching(/^1 digest written/);
const DAY_MS = 24 * 60 * 60 * 1000;
const daysFrom = (date: Date, days: number) => new Date(date.getTime() + days * DAY_MS);
const WORDS = { topic: 'oracy-dialogue', title: 'Talk first', problem: 'Silence', did: 'Stems' };
const share = (now: Date, title = WORDS.title) => world.app.practice.share(author, { ...WORDS, title }, now);
const deliveries = () => world.database.prisma.delivery.findMany({ where: { networkId: net.id }, orderBy: { key: 'asc' } });
/** The job's own work, page by page. */
async function run(plannedFor: Date, now = plannedFor) {
  let cursor: string | undefined;
  for (;;) {
    const done = await world.together((app) =>
      weeklyDigest.run(app, home, plannedFor, now, { cursor, kept: (_name, make) => make() }),
    );
    if (typeof done === 'string') return done;
    cursor = done.cursor;
  }
}
/** Writes a digest as the scheduler does: the run's row beside it. */
async function write(plannedFor: Date, now = plannedFor) {
  const outcome = await run(plannedFor, now);
  const key = { job: DIGEST_JOB, networkId: net.id, plannedFor };
  await world.database.prisma.jobRun.create({ data: { ...key, startedAt: now, finishedAt: now } });
  return outcome;
}

describe('writing the digest', () => {
  it('makes one message for each who asked, and one for each channel, at its time', async () => {
    await world.app.networks.saveSettings(net.id, net.communityId, {
      name: 'Trees',
      digestWeekday: 3,
      digestTime: '15:45',
      channelId: 'C1',
    });
    await world.join(net, 'not-asked', 'alder');
    await share(MONDAY);

    expect(await write(WEDNESDAY)).toBe('1 digest written; 1 channel');

    const written = await deliveries();
    expect(written.map((one) => [one.memberId, one.accountId, one.channelId])).toEqual(
      expect.arrayContaining([
        [reader.id, reader.accountId, null],
        [null, null, 'C1'],
      ]),
    );
    for (const one of written) expect(one.notBefore).toEqual(WEDNESDAY);
  });

  it('reaches the last of several pages, though nobody of the pages before is due', async () => {
    const last = `${net.id}-1200`;
    await share(MONDAY);
    await world.database.prisma.$executeRaw`
      INSERT INTO "Member" (id, "networkId", name, "schoolUrn", subject, phase, topics, digest, "joinedAt")
      SELECT ${net.id} || '-' || lpad(n::text, 4, '0'), ${net.id}, 'Member', m."schoolUrn", m.subject, m.phase, m.topics, 'private', ${MONDAY}
      FROM generate_series(0, 1200) AS n, "Member" m WHERE m.id = ${reader.id}`;
    await world.database.prisma.$executeRaw`
      INSERT INTO "DigestReader" ("networkId", "memberId", every, weekday, time)
      SELECT "networkId", id, 'weekly', 4, '09:00' FROM "Member"
      WHERE "networkId" = ${net.id} AND starts_with(id, ${`${net.id}-`}) AND id <> ${last}`;

    await write(WEDNESDAY);

    const written = (await deliveries()).map((one) => one.memberId ?? '');
    expect(written.filter((id) => id.startsWith(`${net.id}-`))).toEqual([last]);
  });

  it('twice for the same week makes nothing more', async () => {
    await share(MONDAY);
    await run(WEDNESDAY);
    await world.database.prisma.digestItem.deleteMany({ where: { networkId: net.id } });

    await run(WEDNESDAY);

    expect(await deliveries()).toHaveLength(1);
  });

  it('sends nothing in an empty week, and nothing a second time in the next', async () => {
    expect(await write(WEDNESDAY)).toBe(NOTHING);
    await share(daysFrom(WEDNESDAY, 1));

    expect(await write(daysFrom(WEDNESDAY, 7))).toEqual(ONE);
    expect(await write(daysFrom(WEDNESDAY, 14))).toBe(NOTHING);
  });

  it('brings what was new before a week whose digest failed', async () => {
    await share(MONDAY);
    await world.database.prisma.jobRun.create({
      data: { job: DIGEST_JOB, networkId: net.id, plannedFor: WEDNESDAY, startedAt: WEDNESDAY, outcome: 'failed: Error' },
    });

    expect(await write(daysFrom(WEDNESDAY, 7))).toEqual(ONE);
  });

  it('leaves out who is having a rest, until it is over', async () => {
    await world.app.members.change(reader, { pausedUntil: daysFrom(WEDNESDAY, 1) });
    await share(MONDAY);

    expect(await write(WEDNESDAY)).toBe(NOTHING);
    await share(daysFrom(WEDNESDAY, 2), 'Newer');
    expect(await write(daysFrom(WEDNESDAY, 7))).toEqual(ONE);
  });

  it('made up for at night waits for the school day', async () => {
    await share(MONDAY);

    await write(WEDNESDAY, new Date('2026-11-25T23:30:00Z'));

    expect((await deliveries())[0]?.notBefore).toEqual(new Date('2026-11-26T07:30:00Z'));
  });

  it('shows nothing of another network, and nothing withdrawn', async () => {
    const other = await world.found('Shrubs');
    const stranger = await world.join(other, 'stranger', 'cedar');
    await world.app.practice.share(stranger, WORDS, MONDAY);
    const { id } = await share(MONDAY);
    await world.app.practice.withdraw(author, id, MONDAY);

    expect(await write(WEDNESDAY)).toBe(NOTHING);
  });

  it('remembers what it showed, and shows it again after six weeks at the earliest', async () => {
    const { id } = await share(MONDAY);
    await write(WEDNESDAY);
    const add = (kind: string, now: Date) =>
      world.app.practice.addEvidence(author, id, { kind, design: 'pre-post', pupilsBand: '15-34', direction: 'better' }, now);
    await world.app.practice.edit(author, id, { know: 'We listened' }, MONDAY);

    await add('pupil-work', daysFrom(WEDNESDAY, 1));
    expect(await write(daysFrom(WEDNESDAY, 7))).toBe(NOTHING);
    await add('observation', daysFrom(WEDNESDAY, 43));
    expect(await write(daysFrom(WEDNESDAY, 49))).toEqual(ONE);
  });
});

describe('previewing', () => {
  it('shows the same and leaves no trace', async () => {
    await share(MONDAY);

    const preview = await world.app.digests.preview(reader, WEDNESDAY);

    expect(preview?.sections.map((one) => one.name)).toEqual(['topics']);
    expect(await deliveries()).toEqual([]);
    expect(await write(WEDNESDAY)).toEqual(ONE);
    expect(await world.app.digests.preview(reader, daysFrom(WEDNESDAY, 1))).toBeUndefined();
  });

  it('works for somebody who gets none', async () => {
    await share(MONDAY);
    await world.app.members.wantDigest(reader, false);

    expect(await world.app.digests.preview(reader, WEDNESDAY)).toBeDefined();
    expect(await world.app.digests.preview(author, WEDNESDAY)).toBeUndefined();
  });
});

describe('when it comes', () => {
  it('is the network’s day and time, in term', async () => {
    expect(await world.app.digests.editions.next(home, MONDAY)).toEqual(WEDNESDAY);
    await world.app.networks.saveSettings(net.id, net.communityId, { name: 'Trees', digestWeekday: 5, digestTime: '08:00' });
    expect(await world.app.digests.editions.next(home, MONDAY)).toEqual(new Date('2026-11-27T08:00:00Z'));
  });

  it('is after the holidays when they are near', async () => {
    const beforeChristmas = new Date('2026-12-17T12:00:00Z');

    const next = await world.app.digests.editions.next(home, beforeChristmas);

    expect(next && next > new Date('2027-01-06T00:00:00Z')).toBe(true);
    expect(await world.app.digests.due(home, beforeChristmas, new Date('2027-01-03T00:00:00Z'), ALL_NATIONAL)).toEqual([]);
  });
});
