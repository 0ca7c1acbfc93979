import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLease } from '../../src/database/lease.ts';
import type { Database } from '../../src/database/open.ts';
import { freshDatabase } from '../kit/database.ts';

const LONG_MS = 600_000;

let database: Database;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

const lease = (name: string) => createLease(database.prisma, name);

it('is had by one at a time, who may keep it', async () => {
  const [mine, theirs] = [lease('one'), lease('one')];

  expect(await mine.take(LONG_MS)).toBe(true);
  expect(await theirs.take(LONG_MS)).toBe(false);
  expect(await mine.take(LONG_MS)).toBe(true);
  expect(await lease('another').take(LONG_MS)).toBe(true);
});

it('passes on when it has run out', async () => {
  const [mine, theirs] = [lease('short'), lease('short')];
  await mine.take(-1);

  expect(await theirs.take(LONG_MS)).toBe(true);
  expect(await mine.take(LONG_MS)).toBe(false);
});

it('passes on at once when it is given back, but only by who has it', async () => {
  const [mine, theirs] = [lease('given'), lease('given')];
  await mine.take(LONG_MS);
  await theirs.release();

  expect(await theirs.take(LONG_MS)).toBe(false);
  await mine.release();
  expect(await theirs.take(LONG_MS)).toBe(true);
});

it('goes to one of many who ask at the same moment', async () => {
  const taken = await Promise.all(Array.from({ length: 20 }, () => lease('wanted').take(LONG_MS)));

  expect(taken.filter(Boolean)).toHaveLength(1);
});
