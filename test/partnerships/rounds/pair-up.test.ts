import { expect, it } from 'vitest';
import { matchSchools } from '../../../src/matching/match.ts';
import { pairUp } from '../../../src/partnerships/rounds/pair-up.ts';
import type { DraftOrder } from '../../../src/partnerships/rounds/types.ts';
import { registerSchools } from '../../bench/matching/instances.ts';

function order(schools: number, more: Partial<DraftOrder['inputs']> = {}): DraftOrder {
  const inputs = { schools: registerSchools(schools, 5), rules: { barred: [], fixed: [] }, weights: {}, seed: 3, ...more };
  return { roundId: 'r', draft: 0, wishes: '', edit: { make: [], drop: [] }, inputs };
}

it('a large round is paired while everything else goes on, with the same result', async () => {
  let ticks = 0;
  const ticking = setInterval(() => ticks++, 5);

  const drafted = await pairUp(order(1500));
  clearInterval(ticking);

  const here = matchSchools({ ...order(1500).inputs });
  expect(drafted.groups).toEqual(here.groups);
  expect(drafted.outcome).toMatchObject({ schools: 1500, total: here.total, proven: true });
  expect(ticks).toBeGreaterThan(10);
});

it('ends when the bot is being stopped', async () => {
  const stopping = new AbortController();
  const waiting = pairUp(order(8000), stopping.signal);
  setTimeout(() => stopping.abort(new Error('stopping')), 50);

  await expect(waiting).rejects.toThrow('stopping');
});

it('says why no two schools may meet', async () => {
  const schools = registerSchools(3, 5).map(({ trust: _, ...one }) => ({ ...one, groups: [] }));
  const refused = (change: (one: (typeof schools)[number]) => object) =>
    pairUp(order(0, { schools: schools.map((one) => ({ ...one, ...change(one) })) }));

  await expect(refused(() => ({ trust: 'Leaf Trust' }))).rejects.toThrow('All 3 schools belong to Leaf Trust');
  await expect(refused(() => ({ groups: ['Hub'] }))).rejects.toThrow('All 3 schools belong to "Hub"');
  await expect(refused(() => ({ region: 'London' }))).rejects.toThrow('All 3 schools are in one region (London)');
});

it('of a region with most of the schools pairs as many as it can, and says who is left out and why', async () => {
  const schools = registerSchools(50, 5).map((one, index) => ({
    ...one,
    trust: undefined,
    groups: [],
    localAuthority: `L${index}`,
  }));
  const crowded = schools.map((one, index) => ({ ...one, region: index < 30 ? 'London' : `R${index % 4}` }));

  const { outcome } = await pairUp(order(0, { schools: crowded }));
  const bent = await pairUp(order(0, { schools: crowded, rules: { barred: [], fixed: [], allowSameRegion: true } }));

  expect(outcome.leftOut).toHaveLength(10);
  expect(outcome.leftOut.every((one) => (one.detail.bars.sameRegion ?? 0) === 29)).toBe(true);
  expect(bent.outcome.leftOut).toEqual([]);
  expect(bent.outcome.facts?.plainly).toEqual({ total: outcome.total, leftOut: 10 });
  expect(bent.outcome.facts?.bent.length).toBeGreaterThanOrEqual(5);
});
