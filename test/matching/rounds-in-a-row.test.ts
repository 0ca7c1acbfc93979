import { expect, test } from 'vitest';
import { registerSchools } from '../bench/matching/instances.ts';
import { playRounds } from './rounds-in-a-row.ts';

/** Strangers to one another, to whom nothing has happened yet. */
function fresh(count: number) {
  return registerSchools(count, 11).map((school) => ({
    ...school,
    pastPartners: [],
    timesLeftOut: 0,
    timesInTrio: 0,
    timesSilent: 0,
  }));
}

test('in twelve rounds of 41 schools nobody meets the same school within four, nor is in a trio twice running', () => {
  const { played } = playRounds(fresh(41), 12);

  expect(
    played.map(({ proven, tooSoon, leftOut, trios, trioTwice }) => ({ proven, tooSoon, leftOut, trios, trioTwice })),
  ).toEqual(Array(12).fill({ proven: true, tooSoon: 0, leftOut: 0, trios: 1, trioTwice: 0 }));
});

test('a round of long ago does not come back as a whole', () => {
  const { played } = playRounds(fresh(120), 12);

  // 60 pairs each; once the fourth round has passed they may meet again, and hardly ever do
  for (const { again } of played) expect(again).toBeLessThan(10);
});

test('where a third must be left out they take turns', () => {
  const crowded = fresh(45).map((school, place) =>
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
