import { expect, test } from 'vitest';
import { registerSchools } from '../bench/matching/instances.ts';
import { fresh, playRounds } from './rounds-in-a-row.ts';

test('in twelve rounds of 41 schools nobody meets the same school within four, nor is in a trio twice running', () => {
  const { played } = playRounds(fresh(registerSchools(41, 11)), 12);

  expect(
    played.map(({ proven, tooSoon, leftOut, trios, trioTwice }) => ({ proven, tooSoon, leftOut, trios, trioTwice })),
  ).toEqual(Array(12).fill({ proven: true, tooSoon: 0, leftOut: 0, trios: 1, trioTwice: 0 }));
});

test('where there are enough others, nobody meets the same school twice in twelve rounds', () => {
  const { played } = playRounds(fresh(registerSchools(160, 11)), 12);

  expect(played.map(({ tooSoon, again, leftOut }) => ({ tooSoon, again, leftOut }))).toEqual(
    Array(12).fill({ tooSoon: 0, again: 0, leftOut: 0 }),
  );
});

test('where a third must be left out they take turns', () => {
  const crowded = fresh(registerSchools(45, 11)).map((school, place) =>
    place % 3 === 0
      ? { ...school, region: 'Elsewhere' }
      : { ...school, region: 'London', localAuthority: `borough ${place % 7}` },
  );

  const { played } = playRounds(crowded, 12);

  expect(played.every(({ proven, leftOut }) => proven && leftOut === 15)).toBe(true);
  expect(played.map(({ leftOutTwice }) => leftOutTwice)).toEqual(Array(12).fill(0));
  // of 30 schools 15 sit out each time: in twelve rounds each of them about six times
  expect(played.at(-1)?.mostLeftOut).toBeLessThanOrEqual(7);
});
