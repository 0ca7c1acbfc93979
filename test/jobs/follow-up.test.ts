import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { followUp } from '../../src/jobs/follow-up.ts';
import { createScheduler } from '../../src/jobs/scheduler.ts';
import { at, hoursAfter, type Pairs, PUBLISHED, pairsWorld, TUESDAY } from '../partnerships/follow-up/pairs.ts';

let pairs: Pairs;
let now: Date;

beforeAll(async () => {
  pairs = await pairsWorld();
});
afterAll(() => pairs.close());
beforeEach(async () => {
  await pairs.anew();
  await pairs.world.database.prisma.jobRun.deleteMany();
  await pairs.world.database.prisma.network.updateMany({ data: { createdAt: PUBLISHED } });
  await pairs.contact('ann', 'alder');
  await pairs.contact('cy', 'cedar');
  await pairs.published([['alder', 'cedar']], PUBLISHED);
});

const silent = { info() {}, warn() {}, error() {}, debug() {} };
const another = () =>
  createScheduler(
    pairs.world.database.prisma,
    [followUp],
    silent,
    () => now,
    async () => {},
  );
async function tickAt(instant: Date): Promise<void> {
  now = instant;
  await another().tick();
}
const runs = () => pairs.world.database.prisma.jobRun.findMany({ orderBy: { plannedFor: 'asc' } });

describe('following up', () => {
  it('looks every quarter of an hour, in school time only', async () => {
    for (let minute = 0; minute <= 30; minute += 5) await tickAt(new Date(TUESDAY.getTime() + minute * 60_000));
    await tickAt(at('2026-11-03T22:00'));
    await tickAt(at('2026-11-07T12:00'));

    expect((await runs()).map((one) => one.plannedFor)).toEqual([0, 0.25, 0.5].map((hours) => hoursAfter(TUESDAY, hours)));
  });

  it('asks once, though two processes tick and the bot starts again', async () => {
    now = TUESDAY;
    const [one, other] = [another(), another()];
    await Promise.all([one.tick(), other.tick()]);
    for (let hour = 0; hour < 24; hour++) await tickAt(hoursAfter(TUESDAY, hour));

    expect((await pairs.letters()).filter((letter) => letter.startsWith('nudge'))).toHaveLength(1);
  });

  it('makes up for days of downtime, and still asks nobody twice in a week', async () => {
    const nudges = async () => (await pairs.letters()).filter((letter) => letter.startsWith('nudge')).length;
    await tickAt(PUBLISHED);
    // A Friday, 65 hours after the nudge was due.
    await tickAt(at('2026-11-06T09:00'));
    expect(await nudges()).toBe(1);

    await tickAt(at('2026-11-13T08:00'));
    expect(await nudges()).toBe(2);
    await tickAt(at('2026-11-13T09:00'));
    expect(await nudges()).toBe(3);
  });
});
