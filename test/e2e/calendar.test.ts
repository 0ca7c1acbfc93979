import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../kit/world.ts';
import { digestSuite } from './suites/digests.ts';
import { partnerSuite } from './suites/partners.ts';
import { roundSuite } from './suites/rounds.ts';

let started: World;
const world = () => started;
beforeAll(async () => {
  started = await startWorld();
});
afterAll(() => started?.close());

partnerSuite(world);
// Begins on the Monday, ends on the Tuesday.
roundSuite(world);
// Begins on the Tuesday, ends a week after the Wednesday.
digestSuite(world);

describe('all of it', () => {
  it('was understood by both platforms', () => {
    expect(world().complaints()).toEqual([]);
  });
});
