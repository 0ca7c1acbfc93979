import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockFolder } from '../../src/database/lock.ts';
import { compiledUrl } from '../kit/compiled.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'staffroom-lock-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A process of its own that takes the lock if it can, says so, and keeps it until it is killed. */
function rival() {
  const script = `
    const { lockFolder } = await import(${JSON.stringify(compiledUrl('src', 'database', 'lock.ts'))});
    await lockFolder(${JSON.stringify(folder)}).then(() => console.log('held'), () => console.log('refused'));
    process.stdin.resume();`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const said = new Promise<string>((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk).trim())));
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const kill = () => {
    child.kill('SIGKILL');
    return gone;
  };
  return { said, kill };
}

describe('the lock of a folder', () => {
  it('is held by one at a time', async () => {
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => lockFolder(folder)));

    const held = tries.filter((one) => one.status === 'fulfilled');
    expect(held).toHaveLength(1);
    held[0]?.value.release();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is never held by two processes, is refused to others, and is free after a violent death', { timeout: 60_000 }, async () => {
    const rivals = [rival(), rival(), rival()];
    const said = await Promise.all(rivals.map((one) => one.said));
    const holder = rivals[said.indexOf('held')];

    expect(said.filter((words) => words === 'held').length).toBeLessThanOrEqual(1);
    if (holder) await expect(lockFolder(folder)).rejects.toThrow(/Stop the bot first/);

    await Promise.all(rivals.map((one) => one.kill()));
    const lock = await lockFolder(folder);
    lock.release();
  });

  it('is taken over from another machine that stopped renewing its claim', async () => {
    const claim = join(folder, 'in-use-other');
    writeFileSync(claim, JSON.stringify({ pid: 1, started: null, host: 'another-container' }));
    const twoMinutesAgo = new Date(Date.now() - 120_000);
    utimesSync(claim, twoMinutesAgo, twoMinutesAgo);

    const lock = await lockFolder(folder);

    expect(readdirSync(folder)).toHaveLength(1);
    lock.release();
  });

  it('does not stay taken for half a claim', async () => {
    writeFileSync(join(folder, 'in-use-broken'), '{"pid":');

    const lock = await lockFolder(folder);

    lock.release();
    expect(readdirSync(folder)).toEqual([]);
  });
});
