import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { compiledUrl } from './kit/compiled.ts';

const SECRET = 'what somebody typed';

/** Runs a process that watches for faults, and then has one. */
function ended(fault: string) {
  const program = `
    import { watchFaults } from '${compiledUrl('src', 'faults.ts')}';
    const note = (level) => (details, message) => console.error(JSON.stringify({ level, ...details, message }));
    const log = { info: note('info'), warn: note('warn'), error: note('error'), debug: note('debug') };
    const stop = async () => { await new Promise((resolve) => setTimeout(resolve, 50)); console.log('stopped in order'); };
    watchFaults({ log, stop });
    setTimeout(() => { console.log('lived on'); process.exit(0); }, 2_000);
    ${fault}`;
  const run = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  return { code: run.status, said: run.stdout.trim(), logged: run.stderr };
}

it.each([
  ['an error nobody caught', `setTimeout(() => { throw new RangeError('${SECRET}'); });`, 'RangeError'],
  ['a rejection nobody caught', `Promise.reject(new TypeError('${SECRET}'));`, 'TypeError'],
  ['a rejection with no error at all', `Promise.reject('${SECRET}');`, 'string'],
])('%s is logged without its words, everything stops in order, and the process ends with 1', (_, fault, name) => {
  const { code, said, logged } = ended(fault);

  expect(code).toBe(1);
  expect(said).toBe('stopped in order');
  expect(JSON.parse(logged)).toMatchObject({ level: 'error', name, message: expect.stringContaining('stopping') });
  expect(logged).not.toContain(SECRET);
});

it('one fault after the other stops it once', () => {
  const { code, said } = ended(`for (const n of [1, 2]) setTimeout(() => { throw new Error('${SECRET}'); }, n);`);

  expect([code, said]).toEqual([1, 'stopped in order']);
});

it('a connection that fails where nobody can catch it stops nothing', () => {
  const { code, said, logged } = ended(
    `Promise.reject(Object.assign(new Error('${SECRET}'), { code: 'slack_webapi_platform_error' }));`,
  );

  expect([code, said]).toEqual([0, 'lived on']);
  expect(logged).toContain('a connection failed');
  expect(logged).not.toContain(SECRET);
});
