import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { knownView } from '../../src/chat/view.ts';
import type { HomeNetwork, Insider } from '../../src/chat/who.ts';
import { digestAhead } from '../../src/jobs/digest-ahead.ts';
import { createScheduler } from '../../src/jobs/scheduler.ts';
import { weeklyDigest } from '../../src/jobs/weekly-digest.ts';
import { controlsOf, read } from '../chat/bot.ts';
import { MONDAY, type Net, type SmallWorld, smallWorld, WEDNESDAY } from '../networks/small-world.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const TUESDAY = new Date(WEDNESDAY.getTime() - DAY_MS);

let world: SmallWorld;
let net: Net;
let home: HomeNetwork;
let petra: Insider;
let author: Insider;
let now: Date;

beforeAll(async () => {
  world = await smallWorld();
});
afterAll(() => world.database.close());
beforeEach(async () => {
  await world.database.prisma.jobRun.deleteMany();
  await world.database.prisma.network.deleteMany();
  net = await world.found('Trees');
  home = { id: net.id, name: 'Trees', timeZone: 'Europe/London' };
  await world.database.prisma.network.updateMany({ data: { createdAt: new Date('2026-11-01T00:00:00Z') } });
  petra = await world.join(net, 'petra', 'alder');
  author = await world.join(net, 'author', 'cedar');
  await world.database.prisma.member.updateMany({ where: { id: { not: petra.id } }, data: { coordinator: false } });
  await world.database.prisma.member.updateMany({ where: { id: petra.id }, data: { coordinator: true } });
  await settings('C1');
  now = TUESDAY;
});

const settings = (channelId: string | undefined, digestWeekday = 3) =>
  world.app.networks.saveSettings(net.id, net.communityId, {
    name: 'Trees',
    digestWeekday,
    digestTime: '15:45',
    ...(channelId !== undefined && { channelId }),
  });
const share = (title: string, at = MONDAY) =>
  world.app.practice.share(author, { topic: 'oracy-dialogue', title, problem: 'Silence', did: 'Stems' }, at);
const tick = () => {
  const log = { info() {}, warn() {}, error: (details: object) => expect.fail(JSON.stringify(details)), debug() {} };
  return createScheduler(
    world.database.prisma,
    [weeklyDigest, digestAhead],
    log,
    () => now,
    async () => {},
  ).tick();
};
const letters = () => world.database.prisma.delivery.findMany({ where: { key: { startsWith: 'ahead:' } } });
const outcome = async () =>
  (await world.database.prisma.jobRun.findMany({ where: { job: 'digest-ahead' }, orderBy: { plannedFor: 'asc' } })).at(-1)
    ?.outcome;

describe('the digest, shown to coordinators before it goes', () => {
  it('comes the day before, to each coordinator once, whoever ticks how often', async () => {
    await share('Talk first');

    await tick();
    await tick();
    now = new Date(TUESDAY.getTime() + 60 * 60 * 1000);
    await tick();

    expect((await letters()).map((one) => [one.memberId, one.kind, one.notBefore])).toEqual([[petra.id, 'notice', TUESDAY]]);
  });

  it('says what goes and when, with three buttons', async () => {
    await share('Talk first');
    await share('Exit tickets');

    await tick();

    const [letter] = await letters();
    const view = knownView(letter?.view);
    const words = view ? read(view) : '';
    expect(words).toContain('The digest of Trees goes to its channel on Wednesday 25 November at 15:45.');
    expect(words).toContain('• Talk first');
    expect(words).toContain('• Exit tickets');
    expect(words.length).toBeLessThan(400);
    expect(view && controlsOf(view)).toHaveLength(3);
  });

  it('stays away when there is nothing to send, or nowhere to send it, or it is held', async () => {
    await tick();
    const empty = await outcome();
    await share('Talk first');
    await world.database.prisma.jobRun.deleteMany();
    await world.database.prisma.community.updateMany({ data: { channelId: null } });
    await tick();
    const nowhere = await outcome();
    await world.database.prisma.jobRun.deleteMany();
    await settings('C1');
    const { week } = await world.app.digests.editions.card(home, TUESDAY);
    await world.app.digests.editions.hold(home, week, true, TUESDAY);
    await tick();

    expect([empty, nowhere, await outcome()]).toEqual([
      'nothing new for the channels',
      'no channel is chosen',
      'the network digest is held',
    ]);
    expect(await letters()).toEqual([]);
  });

  it('comes for a note alone', async () => {
    const { week } = await world.app.digests.editions.card(home, MONDAY);
    await world.app.digests.editions.note(home, week, 'We meet on Friday', MONDAY);

    await tick();

    expect(await letters()).toHaveLength(1);
  });

  it('is not sent to a coordinator who has a rest, nor to one whose school is closed', async () => {
    await share('Talk first');
    await world.database.prisma.member.update({ where: { id: petra.id }, data: { pausedUntil: WEDNESDAY } });
    await tick();
    const resting = (await letters()).length;
    await world.database.prisma.jobRun.deleteMany();
    await world.database.prisma.member.update({ where: { id: petra.id }, data: { pausedUntil: null } });
    const dates = 'Late half-term, 23 November 2026, 27 November 2026';
    await world.app.terms.save(net.id, { localAuthority: 'Camden', of: 'holidays', words: dates }, 'x', MONDAY);
    await tick();

    expect([resting, (await letters()).length]).toEqual([0, 0]);
  });

  it('is made up for after downtime, in school time, as long as the digest is still to come', async () => {
    await share('Talk first');
    now = new Date('2026-11-24T22:00:00Z');
    await tick();

    expect((await letters()).map((one) => one.notBefore)).toEqual([new Date('2026-11-25T07:30:00Z')]);
  });

  it('is not written any more once the digest is due', async () => {
    await share('Talk first');
    now = new Date(WEDNESDAY.getTime() + 1);
    await tick();

    expect([await outcome(), (await letters()).length]).toEqual(['too late for this one', 0]);
  });

  it('is taken back where it could not leave before the digest did', async () => {
    await share('Talk first');
    await tick();
    now = WEDNESDAY;
    await tick();

    expect(await letters()).toEqual([]);
    expect(await world.database.prisma.delivery.count({ where: { channelId: 'C1' } })).toBe(1);
  });

  it('comes once for a week, though its day is moved', async () => {
    await share('Talk first');
    await tick();
    await settings('C1', 5);
    now = new Date('2026-11-26T15:45:00Z');
    await tick();

    expect(await letters()).toHaveLength(1);
  });

  it('is never planned for a digest that does not go', async () => {
    const planned = await world.app.digests.editions.ahead(
      home,
      new Date('2026-12-17T00:00:00Z'),
      new Date('2027-01-12T12:00:00Z'),
    );

    // Term begins on Monday 4 January; Wednesday is the first day after the two quiet ones.
    expect(planned.map((one) => one.toISOString())).toEqual(['2027-01-06T07:30:00.000Z']);
  });
});
