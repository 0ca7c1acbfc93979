import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startWorld, type World } from '../kit/world.ts';
import { badInputSuite } from './suites/bad-input.ts';
import { evidenceSuite } from './suites/evidence.ts';
import { findingSuite } from './suites/finding.ts';
import { guardSuite } from './suites/guarding.ts';
import { joiningSuite } from './suites/joining.ts';
import { profileSuite } from './suites/profile.ts';
import { snippetSuite } from './suites/snippets.ts';

let started: World;
const world = () => started;
beforeAll(async () => {
  started = await startWorld();
});
afterAll(() => started?.close());

joiningSuite(world);
profileSuite(world);
snippetSuite(world);
evidenceSuite(world);
findingSuite(world);
guardSuite(world);
badInputSuite(world);

describe('all of it', () => {
  it('was understood by both platforms', () => {
    expect(world().complaints()).toEqual([]);
  });
});
