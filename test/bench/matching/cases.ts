import { randomFrom } from '../../../src/matching/random.ts';
import type { MatchSchool, Weights } from '../../../src/matching/types.ts';
import { registerSchools } from './instances.ts';

/** A round to be computed. */
export interface Case {
  name: string;
  schools: number;
  seed: number;
  weights?: Partial<Weights>;
  change?(schools: MatchSchool[]): MatchSchool[];
}

/** Everybody in one place, without a mood or a balance: hardly anything tells one pair from the next. */
function alike(schools: MatchSchool[]): MatchSchool[] {
  return schools.map((school) => ({
    ...school,
    easting: undefined,
    northing: undefined,
    mood: undefined,
    balance: undefined,
    timesLeftOut: 0,
    timesInTrio: 0,
    timesSilent: 0,
  }));
}

/** So many schools are said to be in London. */
function londonHolds(share: number): (schools: MatchSchool[]) => MatchSchool[] {
  return (schools) => {
    const random = randomFrom(1);
    return schools.map((school) =>
      random() < share ? { ...school, region: 'London', localAuthority: `borough ${school.urn % 33}` } : school,
    );
  };
}

/** What a network's round looks like, up to the whole register. */
export const SIZES: Case[] = [
  { name: '500', schools: 500, seed: 42 },
  { name: '2,000', schools: 2000, seed: 42 },
  { name: '8,000', schools: 8000, seed: 42 },
  { name: '24,500', schools: 24_500, seed: 42 },
  { name: '24,501, odd', schools: 24_501, seed: 42 },
  { name: '24,701, the whole register', schools: 24_701, seed: 7 },
];

/** What makes it hard. */
export const STRESS: Case[] = [
  { name: 'nearly all ties', schools: 24_500, seed: 42, change: alike },
  {
    name: 'context heavy',
    schools: 8000,
    seed: 42,
    weights: { mood: 9, distance: 6, debt: 3, sharedFocus: 1, seekOffer: 1, bothWays: 1 },
  },
  { name: '60 % in London', schools: 24_500, seed: 42, change: londonHolds(0.6) },
  { name: '49 % in London', schools: 8000, seed: 42, change: londonHolds(0.42) },
];

export function schoolsOf({ schools, seed, change }: Case): MatchSchool[] {
  const list = registerSchools(schools, seed);
  return change ? change(list) : list;
}
