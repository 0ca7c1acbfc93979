import { Resvg } from '@resvg/resvg-js';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { flowsOf } from '../../../src/partnerships/map/crowd.ts';
import { REGION_MARKS } from '../../../src/partnerships/map/marks.ts';
import { mapSvg } from '../../../src/partnerships/map/svg.ts';
import type { MapSchool } from '../../../src/partnerships/map/types.ts';
import { BERWICK, BOLTON, LONDON, madeUpRound, mapWith, registerSchools, TRURO } from './made-up.ts';

let schools: ReturnType<typeof registerSchools>;
beforeAll(() => {
  schools = registerSchools();
});
const points = () => schools.map((one) => one.place);
/** Words in a picture, in their order. */
const wordsIn = (svg: string) => [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, words]) => words);
const count = (svg: string, what: RegExp) => [...svg.matchAll(what)].length;
/** Renders it: a picture that is not well-formed throws. */
const drawn = (svg: string) => new Resvg(svg, { font: { loadSystemFonts: false } });

describe('the map of a round', () => {
  it('has a line for each pair, a triangle for a trio and a ring for each school left out', () => {
    const pair = mapSvg(mapWith({ groups: [[TRURO, BERWICK]], leftOut: [LONDON, BOLTON] }));
    const trio = mapSvg(mapWith({ groups: [[TRURO, BERWICK, LONDON]] }));

    expect(count(pair, /<linearGradient/g)).toBe(1);
    expect(count(pair, /<path d="[^"]*z" fill="#22303A" fill-opacity/g)).toBe(0);
    expect(wordsIn(pair)).toEqual(expect.arrayContaining(['1 pair · draft', '646 km apart', 'Left out 2', 'Truro', 'London']));
    expect(count(trio, /<linearGradient/g)).toBe(3);
    expect(count(trio, /<path d="[^"]*z" fill="#22303A" fill-opacity=".1"/g)).toBe(1);
    expect(wordsIn(trio)).toEqual(expect.arrayContaining(['1 trio · draft', 'Three together', 'Berwick-upon-Tweed']));
  });

  it('says how many schools of each region are on it', () => {
    const words = wordsIn(
      mapSvg(
        mapWith({
          groups: [
            [TRURO, BERWICK],
            [LONDON, { ...BERWICK, urn: 9 }],
          ],
        }),
      ),
    );

    expect(words).toEqual(expect.arrayContaining(['North East 2', 'London 1', 'South West 1']));
    expect(words.join()).not.toContain('Midlands');
  });

  it('shows the reader their own pair on top, named, however many others there are', () => {
    const groups = madeUpRound(schools, 300);
    const own = groups[7]?.[0];

    const without = mapSvg(mapWith({ groups }));
    const mine = mapSvg(mapWith({ groups, ...(own && { own: own.urn }) }));

    expect(own?.town).toBeTruthy();
    expect(wordsIn(without)).not.toContain(own?.town);
    expect(wordsIn(mine)).toContain(own?.town);
    expect(count(mine, /<linearGradient id="own/g)).toBe(1);
  });

  it('leaves out what has no place or lies elsewhere, and does not stumble over it', () => {
    const nowhere: MapSchool = { urn: 8, name: 'Nowhere', town: null, region: 'London' };
    const abroad = { ...TRURO, urn: 10, place: { easting: 10_000, northing: 900_000 } };

    const svg = mapSvg(
      mapWith({
        groups: [
          [nowhere, TRURO],
          [abroad, BERWICK],
          [LONDON, { ...LONDON, urn: 11 }],
        ],
      }),
    );

    // The last pair shares one site: a line of no length, which is none to see, and no fault.
    expect(count(svg, /<linearGradient/g)).toBe(1);
    expect(svg).not.toContain('NaN');
    expect(drawn(svg).width).toBe(1000);
  });

  it('writes nothing smaller than a phone can show: 28 pixels of 1,000', () => {
    const pictures = [1, 20, 50, 300, 2000].map((pairs) =>
      mapSvg(mapWith({ groups: madeUpRound(schools, pairs), leftOut: [TRURO] })),
    );
    const sizes = pictures.flatMap((svg) => [...svg.matchAll(/font-size="([^"]*)"/g)].map(([, size]) => Number(size)));

    expect(sizes.length).toBeGreaterThan(40);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(28);
  });

  it('names towns while there is room, and no two names lie on each other', () => {
    const svg = mapSvg(mapWith({ points: points(), groups: madeUpRound(schools, 25) }));
    const boxes = [...svg.matchAll(/<text x="(-?\d+)" y="(\d+)"[^>]*>([^<]*)</g)].map(([, x, y, words]) => ({
      left: Number(x),
      right: Number(x) + 14 * (words?.length ?? 0),
      base: Number(y),
    }));

    const named = boxes.filter(({ left }) => left > 80);
    expect(named.length).toBeGreaterThan(8);
    for (const a of named)
      for (const b of named)
        if (a !== b && Math.abs(a.base - b.base) < 26) expect(a.right < b.left + 30 || b.right < a.left + 30).toBe(true);
    expect(wordsIn(mapSvg(mapWith({ groups: madeUpRound(schools, 26) }))).length).toBeLessThan(14);
  });

  it.each([
    [20, 200],
    [400, 350],
    [12_000, 500],
  ])('of %i pairs stays a small file: under %i kB', (pairs, kB) => {
    const svg = mapSvg(mapWith({ points: points(), groups: madeUpRound(schools, pairs), leftOut: [TRURO] }));

    expect(svg.length).toBeLessThan(kB * 1000);
    expect(svg).not.toContain('NaN');
  });

  it('in a crowd is drawn in flows between areas, with the regions named on the map', () => {
    const svg = mapSvg(mapWith({ groups: madeUpRound(schools, 2000) }));

    expect(wordsIn(svg)).toEqual(expect.arrayContaining(['2,000 pairs · draft', 'South West', 'North East', 'London']));
    expect(count(svg, /<linearGradient/g)).toBeLessThanOrEqual(81);
    expect(count(svg, /url\(#f/g)).toBeLessThan(2000);
  });

  it('counts every line of a crowd in exactly one flow, which begins and ends among its schools', () => {
    const dot = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 1150 }));
    const line = fc.record({
      from: dot,
      to: dot,
      colours: fc.constantFrom(['a', 'b'] as const, ['b', 'a'] as const, ['a', 'a'] as const),
    });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
        const flows = flowsOf(lines);
        expect(flows.reduce((sum, flow) => sum + flow.lines, 0)).toBe(lines.length);
        const ends = lines.flatMap(({ from, to }) => [from, to]);
        for (const { from, to } of flows)
          for (const [x, y] of [from, to])
            expect(ends.some(([ex, ey]) => Math.abs(ex - x) < 80 && Math.abs(ey - y) < 80)).toBe(true);
      }),
    );
  });

  it('whatever people call their rounds and schools, is a picture with those words and no others', () => {
    const name = fc.string({ unit: 'binary', maxLength: 60 });
    fc.assert(
      fc.property(
        name,
        name,
        fc.integer({ min: 0, max: 700_000 }),
        fc.integer({ min: 0, max: 700_000 }),
        (title, town, easting, northing) => {
          const groups = [
            [
              { ...LONDON, town, name: town },
              { ...TRURO, place: { easting, northing } },
            ],
          ];
          const svg = mapSvg(mapWith({ round: { id: 'r', name: title, draft: '1', published: true, groupSize: 2 }, groups }));
          expect(drawn(svg).width).toBe(1000);
          expect(count(svg, /<script|<image|<a |<foreignObject| on\w+=| href=/g)).toBe(0);
        },
      ),
      { numRuns: 100 },
    );
    const bold = mapSvg(
      mapWith({ round: { id: 'r', name: '<script>alert("&")</script> 🎉', draft: '1', published: true, groupSize: 2 } }),
    );
    expect(wordsIn(bold)[0]).toBe('&lt;script&gt;alert(&quot;&amp;&quot;)&lt;/script&gt;');
  });
});

describe('the marks of the regions', () => {
  it('differ in shape, so that nothing is told by colour alone', () => {
    const shapes = REGION_MARKS.map((mark) => JSON.stringify(mark.corners ?? 'circle'));

    expect(new Set(shapes).size).toBe(9);
  });

  /** Viénot, Brettel and Mollon (1999): what people without red or green cones see of a colour, in linear light. */
  it.each([
    ['red', [0.11238, 0.88762, 0, 0.11238, 0.88762, 0, 0.00401, -0.00401, 1]],
    ['green', [0.29275, 0.70725, 0, 0.29275, 0.70725, 0, -0.02234, 0.02234, 1]],
    ['no', [1, 0, 0, 0, 1, 0, 0, 0, 1]],
  ])('differ in colour for people with %s cones missing', (_, matrix) => {
    const seen = REGION_MARKS.map(({ slug, colour }) => ({ slug, lab: labOf(seenThrough(matrix, linear(colour))) }));

    for (const a of seen)
      for (const b of seen)
        if (a.slug < b.slug)
          expect(Math.hypot(...a.lab.map((value, at) => value - (b.lab[at] ?? 0))), `${a.slug} and ${b.slug}`).toBeGreaterThan(9);
  });
});

function linear(hex: string): number[] {
  return [1, 3, 5].map((at) => {
    const level = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4;
  });
}

function seenThrough(matrix: readonly number[], [r = 0, g = 0, b = 0]: number[]): number[] {
  return [0, 3, 6].map((row) => (matrix[row] ?? 0) * r + (matrix[row + 1] ?? 0) * g + (matrix[row + 2] ?? 0) * b);
}

/** CIE L*a*b* under daylight: distances near 2 are just seen. */
function labOf([r = 0, g = 0, b = 0]: number[]): number[] {
  const f = (value: number) => (value > 0.008856 ? Math.cbrt(value) : 7.787 * value + 16 / 116);
  const [x, y, z] = [
    f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505),
    f(0.2126 * r + 0.7152 * g + 0.0722 * b),
    f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089),
  ];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
