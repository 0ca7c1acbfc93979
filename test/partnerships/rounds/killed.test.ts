import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../../src/app.ts';
import { type Database, openDatabase } from '../../../src/database/open.ts';
import { transaction } from '../../../src/database/transaction.ts';
import type { Change } from '../../../src/partnerships/rounds/types.ts';
import type { RoundCard } from '../../../src/partnerships/types.ts';
import { MONDAY, WEDNESDAY } from '../../networks/small-world.ts';
import { keepOrder } from './drafted.ts';
import { type SmallRound, smallRound, urn } from './small-round.ts';

/** Races and killed processes need a server: one connection of an embedded database takes turns by itself. */
const SERVER = process.env.TEST_DATABASE_URL;
const KILL_MS = 60_000;

describe.runIf(SERVER)('on a server', () => {
  let small: SmallRound;
  let round: RoundCard;
  /** Another process's connections to the same database. */
  let other: Database;

  beforeEach(async () => {
    small = await smallRound();
    round = await small.drafted();
    other = await openDatabase({ url: await urlOf(small), poolSize: 3 });
  });
  afterEach(async () => {
    await other.close();
    await small.world.database.close();
  });

  const introductions = () => small.world.database.prisma.delivery.count({ where: { kind: 'introduction' } });
  const publishOn = (database: Database) =>
    transaction(database.prisma, (tx) =>
      createApp(tx).rounds.publish(small.lead, small.network, round.id, String(round.draft), WEDNESDAY),
    );

  it('a process killed in the middle of publishing has published nothing; pressed again, each contact gets one message', {
    timeout: KILL_MS,
  }, async () => {
    await killedIn(small, 'publish', round.id);

    expect(await introductions()).toBe(0);
    expect((await small.world.app.rounds.current(small.lead)).state).toBe('drafted');
    const { messages } = await publishOn(other);
    expect(messages).toBe(6);
    expect(await introductions()).toBe(6);
    await expect(publishOn(other)).rejects.toThrow(/published already/);
  });

  it('a process killed in the middle of a draft leaves the one before', { timeout: KILL_MS }, async () => {
    const before = await small.groups(round.id);

    await killedIn(small, 'draft', round.id);

    const now = await small.world.app.rounds.current(small.lead);
    expect(now.draft).toBe(round.draft);
    expect(await small.groups(round.id)).toEqual(before);
    await expect(publishOn(other)).resolves.toMatchObject({ messages: 6 });
  });

  it('two processes publish at the same moment: one does', async () => {
    const both = await Promise.allSettled([publishOn(other), publishOn(small.world.database), publishOn(other)]);

    expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    expect(await introductions()).toBe(6);
  });

  it('two coordinators keep a draft at the same moment: one is told that it changed', async () => {
    const order = () => transaction(other.prisma, (tx) => createApp(tx).rounds.order(small.lead, round.id, MONDAY));
    const [mine, theirs] = [await order(), await order()];

    const both = await Promise.allSettled([
      keepOrder(other, small.lead, mine, MONDAY),
      keepOrder(small.world.database, small.lead, theirs, MONDAY),
    ]);

    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const schools = await small.world.database.prisma.roundGroupSchool.findMany();
    expect(new Set(schools.map((one) => one.urn)).size).toBe(schools.length);
  });

  it('publishing and a new draft at the same moment: the round is whole, and nothing is sent for pairs that are gone', async () => {
    const order = await transaction(other.prisma, (tx) => createApp(tx).rounds.order(small.lead, round.id, MONDAY));

    await Promise.allSettled([publishOn(other), keepOrder(small.world.database, small.lead, order, MONDAY)]);

    const groups = await small.world.database.prisma.roundGroup.findMany();
    const keys = (await small.world.database.prisma.delivery.findMany({ where: { kind: 'introduction' } })).map((one) => one.key);
    expect(groups).toHaveLength(3);
    for (const key of keys) expect(groups.some((group) => key.includes(group.id))).toBe(true);
  });

  it('a published pair is parted once by two coordinators at the same moment', async () => {
    await publishOn(other);
    const published = await small.world.app.rounds.current(small.lead);
    const change: Change = { kind: 'remove', a: urn('fir') };
    const part = (database: Database) =>
      transaction(database.prisma, (tx) =>
        createApp(tx).rounds.regroup(small.lead, small.network, round.id, String(published.draft), change, WEDNESDAY),
      );

    const both = await Promise.allSettled([part(other), part(small.world.database)]);

    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await small.world.database.prisma.roundGroup.count({ where: { endedAt: { not: null } } })).toBe(1);
  });
});

async function urlOf(small: SmallRound): Promise<string> {
  const [row] = await small.world.database.prisma.$queryRaw<{ name: string }[]>`SELECT current_database() AS name`;
  const url = new URL(SERVER ?? '');
  url.pathname = `/${row?.name}`;
  return url.href;
}

/** Has another process do it, and kills that process when everything is written and nothing committed. */
async function killedIn(small: SmallRound, verb: 'publish' | 'draft', roundId: string): Promise<void> {
  const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  const file = new URL('./publish-child.ts', import.meta.url).pathname;
  const now = (verb === 'publish' ? WEDNESDAY : MONDAY).toISOString();
  const child = spawn(process.execPath, ['--import', tsx, file, await urlOf(small), verb, small.lead.id, roundId, now]);
  let words = '';
  child.stderr.on('data', (chunk) => {
    words += chunk;
  });
  const ended = once(child, 'exit');
  const written = await Promise.race([once(child.stdout, 'data'), ended]);
  expect(String(written[0]), words).toContain('nothing is committed');
  child.kill('SIGKILL');
  await ended;
}
