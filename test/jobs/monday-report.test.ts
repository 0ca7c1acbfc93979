import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mondayReport, mondays } from '../../src/jobs/monday-report.ts';
import { createScheduler } from '../../src/jobs/scheduler.ts';
import { isSchoolTime } from '../../src/vocabulary/school-time.ts';
import { type Net, type SmallWorld, smallWorld } from '../networks/small-world.ts';

const ZONE = 'Europe/London';
const dates = (from: string, to: string) => mondays(ZONE, new Date(from), new Date(to)).map((one) => one.toISOString());

describe('when the page comes', () => {
  it('is Monday at 08:30, by the local clock', () => {
    expect(dates('2026-11-22T00:00:00Z', '2026-12-05T00:00:00Z')).toEqual([
      '2026-11-23T08:30:00.000Z',
      '2026-11-30T08:30:00.000Z',
    ]);
    expect(dates('2026-06-07T00:00:00Z', '2026-06-09T00:00:00Z')).toEqual(['2026-06-08T07:30:00.000Z']);
  });

  it('is the next school time when Monday is a bank holiday', () => {
    expect(dates('2026-05-02T00:00:00Z', '2026-05-09T00:00:00Z')).toEqual(['2026-05-05T06:30:00.000Z']);
    expect(dates('2026-05-05T06:00:00Z', '2026-05-05T12:00:00Z')).toEqual(['2026-05-05T06:30:00.000Z']);
    expect(dates('2026-05-05T06:30:00Z', '2026-05-09T00:00:00Z')).toEqual([]);
  });

  it('is never in the holidays, and never twice in a week', () => {
    const year = mondays(ZONE, new Date('2025-09-01T00:00:00Z'), new Date('2027-09-01T00:00:00Z'));

    expect(year.filter((one) => !isSchoolTime(one, ZONE))).toEqual([]);
    for (const [index, one] of year.entries()) {
      const next = year[index + 1];
      if (next) expect(next.getTime() - one.getTime()).toBeGreaterThan(5 * 24 * 60 * 60 * 1000);
    }
    expect(year.length).toBeGreaterThan(70);
    expect(dates('2026-10-24T00:00:00Z', '2026-10-31T00:00:00Z')).toEqual([]);
  });
});

describe('the job', () => {
  let world: SmallWorld;
  let net: Net;
  let now = new Date('2026-11-23T08:30:00Z');
  const written = () => world.database.prisma.delivery.findMany({ where: { key: { startsWith: 'monday:' } } });
  const tick = async () => {
    const log = { info() {}, warn() {}, error: (details: object) => expect.fail(JSON.stringify(details)), debug() {} };
    const scheduler = createScheduler(
      world.database.prisma,
      [mondayReport],
      log,
      () => now,
      async () => {},
    );
    await scheduler.tick();
  };

  beforeAll(async () => {
    world = await smallWorld();
  });
  afterAll(() => world.database.close());
  beforeEach(async () => {
    await world.database.prisma.jobRun.deleteMany();
    await world.database.prisma.network.deleteMany();
    net = await world.found('Trees');
    await world.database.prisma.network.updateMany({ data: { createdAt: new Date('2026-11-01T00:00:00Z') } });
    await world.join(net, 'petra', 'alder');
    await world.join(net, 'teacher', 'cedar');
    await world.database.prisma.member.updateMany({ where: { schoolUrn: 900001 }, data: { coordinator: true } });
    await world.database.prisma.member.updateMany({ where: { schoolUrn: 900003 }, data: { coordinator: false } });
    now = new Date('2026-11-23T08:30:00Z');
  });
  const published = (state = 'published') =>
    world.database.prisma.round.create({
      data: {
        id: 'r',
        networkId: net.id,
        name: 'Spring',
        state,
        seed: 1,
        openedAt: now,
        publishedAt: state === 'published' ? now : null,
      },
    });

  it('writes to coordinators alone, once, whoever ticks how often', async () => {
    await published();

    await tick();
    await tick();
    now = new Date('2026-11-24T08:30:00Z');
    await tick();

    const petra = await world.again(net, 'petra');
    expect((await written()).map((one) => [one.memberId, one.kind])).toEqual([[petra.id, 'notice']]);
  });

  it('is made up for on Wednesday, not on Friday', async () => {
    await published();
    now = new Date('2026-11-27T09:00:00Z');
    await tick();
    const late = (await written()).length;
    now = new Date('2026-12-02T12:00:00Z');
    await tick();

    expect([late, (await written()).length]).toEqual([0, 1]);
  });

  it('has nothing to say while no round was ever published', async () => {
    await tick();
    await published('open');
    now = new Date('2026-11-30T08:30:00Z');
    await tick();

    expect(await written()).toEqual([]);
  });
});
