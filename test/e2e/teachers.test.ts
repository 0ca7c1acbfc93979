import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demo } from '../../prisma/demo/demo.ts';
import { disguisedLinks, pingsIn } from '../kit/shown.ts';
import { startWorld, type World } from '../kit/world.ts';
import { badInputSuite } from './suites/bad-input.ts';
import { evidenceSuite } from './suites/evidence.ts';
import { findingSuite } from './suites/finding.ts';
import { guardSuite } from './suites/guarding.ts';
import { joiningSuite } from './suites/joining.ts';
import { profileSuite } from './suites/profile.ts';
import { readingSuite } from './suites/reading.ts';
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
readingSuite(world);
guardSuite(world);
badInputSuite(world);

describe('all of it', () => {
  it('reached nobody who was not meant, and hid no address behind other words', () => {
    const shown = demo.communities.flatMap(({ platform, people }) =>
      people.flatMap(({ name }) =>
        ['staffroom', 'announcements', 'direct'].flatMap((channel) => world().person(platform, name).sees(channel)),
      ),
    );

    expect(shown.length).toBeGreaterThan(200);
    expect(shown.flatMap(pingsIn)).toEqual([]);
    expect(shown.flatMap(disguisedLinks)).toEqual([]);
  });

  it('was understood by both platforms', () => {
    expect(world().complaints()).toEqual([]);
  });
});
