import fc from 'fast-check';
import type { MatchRules, MatchSchool } from '../../src/matching/types.ts';

/** A school with nothing special about it. */
export function school(urn: number, traits: Partial<MatchSchool> = {}): MatchSchool {
  return {
    urn,
    region: `region ${urn}`,
    localAuthority: `authority ${urn}`,
    groups: [],
    phase: 'primary',
    topics: [],
    seeks: [],
    offers: [],
    pastPartners: [],
    timesLeftOut: 0,
    timesInTrio: 0,
    timesSilent: 0,
    inTrioLastTime: false,
    leftOutLastTime: false,
    ...traits,
  };
}

/** Now and then one topic twice. */
const slugs = fc.array(fc.constantFrom('oracy-dialogue', 'eal', 'writing', 'attendance', 'homework'), { maxLength: 5 });

/** Rounds in which every rule has something to say: few regions, trusts and groups, a past, barred and fixed pairs. */
export function rounds(sizes: {
  min: number;
  max: number;
}): fc.Arbitrary<{ schools: MatchSchool[]; rules: MatchRules; seed: number }> {
  return fc.integer(sizes).chain((size) => {
    const urn = fc.integer({ min: 100, max: 100 + Math.max(0, size - 1) });
    const traits = fc.record({
      region: fc.constantFrom('North', 'South', 'London', 'West'),
      localAuthority: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
      trust: fc.constantFrom('Oak', 'Elm', undefined, undefined, undefined),
      groups: fc.constantFrom<string[]>([], [], [], ['hub'], ['hub', 'alliance']),
      phase: fc.constantFrom('primary', 'secondary', 'all-through', 'middle', 'special'),
      topics: slugs,
      seeks: slugs,
      offers: slugs,
      fsmBand: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
      urban: fc.option(fc.boolean(), { nil: undefined }),
      sizeBand: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
      easting: fc.option(fc.integer({ min: 100_000, max: 650_000 }), { nil: undefined }),
      northing: fc.option(fc.integer({ min: 100_000, max: 650_000 }), { nil: undefined }),
      mood: fc.constantFrom<MatchSchool['mood']>('family', 'stretch', undefined),
      pastPartners: fc.array(fc.record({ urn, roundsAgo: fc.integer({ min: 1, max: 12 }) }), { maxLength: 2 }),
      timesLeftOut: fc.constantFrom(0, 0, 1),
      timesInTrio: fc.constantFrom(0, 0, 2),
      timesSilent: fc.constantFrom(0, 0, 1),
      inTrioLastTime: fc.constantFrom(false, false, true),
      leftOutLastTime: fc.constantFrom(false, false, true),
      balance: fc.option(
        fc.integer({ min: -4, max: 4 }).map((quarter) => quarter / 4),
        { nil: undefined },
      ),
    });
    const pairs = fc.array(fc.tuple(urn, urn), { maxLength: 2 });
    return fc.record({
      schools: fc
        .array(traits, { minLength: size, maxLength: size })
        .map((list) => list.map((each, at) => school(100 + at, each))),
      rules: fc.record({
        allowSameRegion: fc.boolean(),
        barred: pairs,
        fixed: fc.oneof(fc.constant<[number, number][]>([]), pairs),
      }),
      seed: fc.integer(),
    });
  });
}
