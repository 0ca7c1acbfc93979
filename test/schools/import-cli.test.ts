import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/database/open.ts';
import { doorOf, openImportDoor } from '../../src/schools/import-door.ts';
import { compiled, runCompiled } from '../kit/compiled.ts';
import { madeFiles, row } from './register-files.ts';

const files = madeFiles();
const dataDir = mkdtempSync(join(tmpdir(), 'staffroom-import-'));
afterAll(() => {
  files.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Runs it as a person does. */
const run = (...words: string[]) => runCompiled(compiled('src', 'schools', 'import-cli.ts'), words, { DATA_DIR: dataDir });

/** A first run sets up a whole database, and each starts TypeScript anew. */
const SLOW = 120_000;

describe('npm run schools:import', { timeout: SLOW }, () => {
  it('reads a file into a new database and says what it did, in plain lines', async () => {
    const { code, out, err } = await run(files.download([row(100001), row(100002)]));

    expect(err).toBe('');
    expect(out).toMatch(
      /^Reading the file …\nWriting 2 schools …\nmade-\d+\.csv: 2 open schools\. 2 added, 0 changed, 0 closed\.\n$/,
    );
    expect(code).toBe(0);
  });

  it('ends with one sentence and code 1 on a bad file', async () => {
    const { code, err } = await run(files.write('{"error":"not found"}'));

    expect(err).toMatch(/^This is JSON, not the register\. .*\n$/);
    expect(code).toBe(1);
  });

  it('explains itself when it is asked wrongly', async () => {
    const results = await Promise.all([run(), run('a', 'b'), run('--nonsense')]);

    for (const { code, err } of results)
      expect({ code, err }).toEqual({ code: 1, err: 'Usage: npm run schools:import -- FILE [--links FILE]\n' });
  });

  it('says "stop the bot first" while the bot holds the embedded database', async () => {
    const bot = await openDatabase({ dataDir: join(dataDir, 'postgres') });
    const { code, err } = await run(files.download([row(100001), row(100002)]));
    await bot.close();

    expect(err).toMatch(
      /^The database in .* is in use by another Staffroom \(process \d+\)\. Stop the bot first, then try again\.\n$/,
    );
    expect(code).toBe(1);
  });

  it('hands the file to the bot that holds the embedded database, and says what the bot did', async () => {
    const folder = join(dataDir, 'postgres');
    const bot = await openDatabase({ dataDir: folder });
    const door = await openImportDoor(folder, bot.pool, () => new Date());
    const good = await run(files.download([row(100001), row(100002), row(100003)]));
    const bad = await run(files.write('{"error":"not found"}'));
    const there = await bot.prisma.school.count();
    await door.close();
    await bot.close();

    expect(good.err).toBe('');
    expect(good.out).toMatch(
      /^Reading the file …\nWriting 3 schools …\nmade-\d+\.csv: 3 open schools\. 1 added, 0 changed, 0 closed\.\n$/,
    );
    expect(there).toBe(3);
    expect(bad.err).toMatch(/^This is JSON, not the register\. .*\n$/);
    expect([good.code, bad.code]).toEqual([0, 1]);
  });

  it('a door left behind by a bot that was killed is passed by', async () => {
    const folder = join(dataDir, 'postgres');
    // A socket's file that nobody listens at.
    spawnSync(process.execPath, [
      '-e',
      `require('net').createServer().listen(${JSON.stringify(doorOf(folder))}, () => process.kill(process.pid, 'SIGKILL'))`,
    ]);
    const { code, out, err } = await run(files.download([row(100001), row(100002), row(100003), row(100004)]));

    expect(err).toBe('');
    expect(out).toContain('4 open schools. 1 added');
    expect(code).toBe(0);
  });
});
