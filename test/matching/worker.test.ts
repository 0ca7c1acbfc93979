import { expect, test } from 'vitest';
import { matchSchools } from '../../src/matching/match.ts';
import type { MatchOptions } from '../../src/matching/types.ts';
import { matchSchoolsInWorker } from '../../src/matching/worker.ts';
import { registerSchools } from '../bench/matching/instances.ts';

function round(schools: number): MatchOptions {
  return { schools: registerSchools(schools, 5), rules: { barred: [], fixed: [] }, seed: 3 };
}

test('a worker gives the same result, and says how far it is', async () => {
  const options = round(700);
  const stages = new Set<string>();

  const result = await matchSchoolsInWorker({ ...options, onProgress: ({ stage }) => stages.add(stage) });

  expect(result).toEqual(matchSchools(options));
  expect(result.proven).toBe(true);
  expect(stages).toContain('finish');
});

test('a cancelled worker ends with the reason of the one who cancelled', async () => {
  const ended = new Promise((resolve) => {
    process.once('worker', (thread) => thread.once('exit', () => resolve(true)));
  });
  const control = new AbortController();
  const running = matchSchoolsInWorker({
    ...round(3000),
    signal: control.signal,
    onProgress: () => control.abort(new Error('changed my mind')),
  });

  await expect(running).rejects.toThrow('changed my mind');
  expect(await ended).toBe(true);
});

test('inputs that make no sense are refused in words', async () => {
  const options = { ...round(10), weights: { phase: -1 } };

  await expect(matchSchoolsInWorker(options)).rejects.toThrow('The weight phase must lie between 0 and 1000');
});
