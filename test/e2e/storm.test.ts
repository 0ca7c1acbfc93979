import { describe, expect, it } from 'vitest';
import { runStorm } from '../faults/storm.ts';
import { freshDatabase, urlOf } from '../kit/database.ts';

/** Several processes need a server: an embedded database lets only one in. */
const SERVER = process.env.TEST_DATABASE_URL ?? '';
/** So many that even where processes start slowly the digest is not through before the last one was killed. */
const MEMBERS = 180;
const KILLS = 8;
/** Two minutes on two cores: what a killed process was sending is looked at a minute later. */
const LIMIT_MS = 300_000;

/** The small sister of `npm run faults`, which also restarts the database. */
describe.runIf(SERVER)('a digest in a storm', () => {
  it('processes are killed, connections cut, answers lost: everybody has it exactly once', {
    timeout: LIMIT_MS * 2,
  }, async () => {
    const database = await freshDatabase({ register: true });
    try {
      const figures = await runStorm(database, await urlOf(database, SERVER), {
        seed: 7,
        members: MEMBERS,
        // Opening their direct messages takes the time that the kills need.
        strangers: MEMBERS,
        kills: KILLS,
        processes: 2,
        limitMs: LIMIT_MS,
      });

      expect(figures).toMatchObject({ due: MEMBERS, delivered: MEMBERS, lost: 0, doubled: 0, fallen: [] });
      expect(figures.kills).toBeGreaterThanOrEqual(KILLS);
    } finally {
      await database.close();
    }
  });
});
