import { expect, test } from 'vitest';
import { matchSchools } from '../../src/matching/match.ts';
import type { MatchOptions, MatchResult } from '../../src/matching/types.ts';
import { verify } from '../../src/matching/verify.ts';
import { registerSchools } from '../bench/matching/instances.ts';

const options: MatchOptions = { schools: registerSchools(801, 9), rules: { barred: [], fixed: [] }, seed: 1 };
const best = matchSchools(options);

function problemsOf({ inputs, ...rest }: MatchResult): string[] {
  return verify(inputs.schools, inputs.rules, inputs.weights, inputs.seed, { inputs, ...rest });
}

test.each([0, 30, 120, 300])('a deadline of %i ms gives a pairing within the rules and an honest bound', (deadlineMs) => {
  const result = matchSchools({ ...options, deadlineMs });

  expect(problemsOf(result)).toEqual([]);
  expect(result.total).toBeLessThanOrEqual(best.total);
  expect(result.bound).toBeGreaterThanOrEqual(best.total);
  expect(result.proven).toBe(result.total === result.bound);
});

test('without any time everybody still gets a partner', () => {
  const { groups, leftOut } = matchSchools({ ...options, deadlineMs: 0 });

  expect(leftOut).toEqual([]);
  expect(groups.length).toBe(400);
});

test('without any time a round that must leave many out leaves out no more than it must, or one', () => {
  const schools = options.schools.map((each, at) => (at % 3 === 0 ? each : { ...each, region: 'London', localAuthority: 'one' }));

  const hurried = matchSchools({ ...options, schools, deadlineMs: 0 });

  expect(problemsOf(hurried)).toEqual([]);
  expect(hurried.leftOut.length).toBeLessThanOrEqual(matchSchools({ ...options, schools }).leftOut.length + 2);
});

test('a round of 801 schools is proven best, and the verifier agrees', () => {
  expect(best.proven).toBe(true);
  expect(problemsOf(best)).toEqual([]);
});

test('so is one of more schools than a table of all pairs is made for', () => {
  const found = matchSchools({ ...options, schools: registerSchools(1101, 9) });

  expect(found.proven).toBe(true);
  expect(problemsOf(found)).toEqual([]);
});

test('a run that is cancelled throws the reason', () => {
  expect(() => matchSchools({ ...options, signal: AbortSignal.abort(new Error('too long')) })).toThrow('too long');
});
