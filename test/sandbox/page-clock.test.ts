import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createSandboxClock } from '../../src/sandbox/clock.ts';
import { clockTarget } from '../../src/sandbox/page/time.ts';

const HOUR = 3_600_000;
const folders: string[] = [];
const stateFile = () => {
  const folder = mkdtempSync(join(tmpdir(), 'clock-'));
  folders.push(folder);
  return join(folder, 'state', 'clock.json');
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

describe('the sandbox clock', () => {
  test('keeps how far it was moved over a restart', () => {
    const file = stateFile();
    const clock = createSandboxClock(file);
    clock.moveTo(clock.now() + 5 * HOUR);

    const again = createSandboxClock(file);

    expect(again.offset()).toBe(clock.offset());
    expect(again.offset()).toBeGreaterThan(4.9 * HOUR);
  });

  test('moves forward only, and tells whoever listens until they stop', () => {
    const clock = createSandboxClock();
    let moves = 0;
    const stop = clock.onMove(() => {
      moves += 1;
    });

    clock.moveTo(clock.now() + HOUR);
    expect(() => clock.moveTo(clock.now() - HOUR)).toThrow('only moves forward');
    expect(() => clock.moveTo(Number.NaN)).toThrow('not a time');
    stop();
    clock.moveTo(clock.now() + HOUR);

    expect(moves).toBe(1);
  });

  test('starts at real time when what was kept cannot be read', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'clock-')), 'clock.json');
    folders.push(join(file, '..'));
    writeFileSync(file, '{"offset": "yesterday"');

    expect(createSandboxClock(file).offset()).toBe(0);
  });
});

describe('the buttons of the clock', () => {
  const at = (iso: string) => Date.parse(iso);

  test('a day later is the same time of day, through the night the clocks change too', () => {
    expect(clockTarget(at('2027-03-27T15:45:00Z'), 'day')).toBe(at('2027-03-28T14:45:00Z'));
    expect(clockTarget(at('2027-03-27T15:45:00Z'), 'hour')).toBe(at('2027-03-27T16:45:00Z'));
  });

  test('Wednesday 15:45 is the next one in London, a week on when it has just struck', () => {
    expect(clockTarget(at('2026-11-23T09:00:00Z'), 'wednesday')).toBe(at('2026-11-25T15:45:00Z'));
    expect(clockTarget(at('2026-11-25T15:45:00Z'), 'wednesday')).toBe(at('2026-12-02T15:45:00Z'));
    expect(clockTarget(at('2026-06-21T22:30:00Z'), 'wednesday')).toBe(at('2026-06-24T14:45:00Z'));
  });

  test('a typed time is read as London time, and nonsense is none', () => {
    expect(clockTarget(0, { local: '2026-07-01T15:45' })).toBe(at('2026-07-01T14:45:00Z'));
    expect(clockTarget(0, { local: 'soon' })).toBeUndefined();
  });
});
