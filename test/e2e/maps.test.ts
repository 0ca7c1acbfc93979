import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../kit/world.ts';
import { mapSuite } from './suites/maps.ts';

let started: World;
const world = () => started;
beforeAll(async () => {
  started = await startWorld();
});
afterAll(() => started?.close());

mapSuite(world);

describe('all of it', () => {
  it('was understood by both platforms', () => {
    expect(world().complaints()).toEqual([]);
  });
});
