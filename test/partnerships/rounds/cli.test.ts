import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../src/database/open.ts';
import type { RoundCard } from '../../../src/partnerships/types.ts';
import { compiled, runCompiled } from '../../kit/compiled.ts';
import { smallRound } from './small-round.ts';

const DATA_DIR = mkdtempSync(join(tmpdir(), 'staffroom-round-'));
/** Where the bot of the sandbox keeps its rows. */
const FOLDER = join(DATA_DIR, 'sandbox', 'postgres');
let round: RoundCard;

beforeAll(async () => {
  const small = await smallRound();
  round = await small.drafted();
  const load = await small.world.database.dump?.();
  await small.world.database.close();
  await (await openDatabase({ dataDir: FOLDER, load })).close();
});
afterAll(() => rmSync(DATA_DIR, { recursive: true, force: true }));

/** Runs it as a person does. */
const run = (...words: string[]) => runCompiled(compiled('src', 'partnerships', 'rounds', 'cli.ts'), words, { DATA_DIR });

// A server's rows cannot be put into a folder; what is checked is the same.
describe.skipIf(process.env.TEST_DATABASE_URL)('npm run round', { timeout: 120_000 }, () => {
  it('lists the rounds', async () => {
    const { code, out } = await run('list');

    expect(out).toContain(round.id);
    expect(out).toMatch(/drafted {2,}drafted 2026-11-23 {2}"Spring", Leaves/);
    expect(code).toBe(0);
  });

  it('verifies one, in plain words', async () => {
    const { code, out, err } = await run('verify', round.id);

    expect(err).toBe('');
    expect(out).toMatch(/"Spring" \(drafted\): 6 schools, 3 groups, seed \d+, engine version \d+\n/);
    expect(out).toMatch(
      /yes {2}The independent check agrees: every school once, no rule broken, every score right; 15 possible pairs/,
    );
    expect(out).toMatch(/yes {2}Run again on the same inputs, weights and seed: the same groups, the same total\./);
    expect(out).toContain('The round is what the engine made of its inputs.');
    expect(code).toBe(0);
  });

  it('says what is missing or asked wrongly, and ends with 1', async () => {
    const [none, nothing] = [await run('verify', 'nowhere'), await run()];

    expect(none.err).toBe('There is no round nowhere. See them all with: npm run round -- list\n');
    expect(nothing.err).toMatch(/^Usage: npm run round/);
    expect([none.code, nothing.code]).toEqual([1, 1]);
  });

  it('asks for the bot to be stopped while it holds the database', async () => {
    const held = await openDatabase({ dataDir: FOLDER });

    const { code, err } = await run('list');
    await held.close();

    expect(err).toMatch(/Stop the bot first, then try again\.\n$/);
    expect(code).toBe(1);
  });
});
