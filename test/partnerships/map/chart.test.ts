import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { trendAlt, trendSvg } from '../../../src/partnerships/map/chart.ts';

const LABELS = { matched: 'Matched', met: 'Met', leftOut: 'Left out' };
const round = (name: string, matched: number, met: number, leftOut: number) => ({ name, values: { matched, met, leftOut } });
const YEAR = [
  round('Autumn, first half', 40, 21, 3),
  round('Autumn, second half', 44, 30, 2),
  round('Spring, first half', 52, 41, 4),
  round('Spring, second half', 61, 38, 0),
];
const textsIn = (svg: string) =>
  [...svg.matchAll(/<text x="(-?[\d.]+)" y="([\d.]+)"[^>]*font-size="(\d+)"[^>]*>([^<]*)</g)].map(([, x, y, size, words]) => ({
    x: Number(x),
    y: Number(y),
    size: Number(size),
    words: words ?? '',
  }));

describe('a chart of rounds', () => {
  it('names each line at its end, with the newest number, and the first and last round', () => {
    const words = textsIn(trendSvg(YEAR, LABELS)).map((one) => one.words);

    expect(words).toEqual(
      expect.arrayContaining(['Matched 61', 'Met 38', 'Left out 0', 'Autumn, first half', 'Spring, second half']),
    );
  });

  it('draws lines that differ in mark and dashes, not only in colour', () => {
    const svg = trendSvg(YEAR, LABELS);
    const dashes = [
      ...svg.matchAll(/fill="none" stroke="[^"]*" stroke-width="6" stroke-linejoin="round"( stroke-dasharray="[^"]*")?/g),
    ];

    expect(dashes).toHaveLength(3);
    expect(new Set(dashes.map(([, dash]) => dash)).size).toBe(3);
    expect([/<circle/, /h20v20/, /l14 14/].every((mark) => mark.test(svg))).toBe(true);
  });

  it('puts the higher number higher, and keeps names apart when numbers are the same', () => {
    const texts = textsIn(trendSvg([round('A', 5, 5, 5), round('B', 7, 7, 7)], LABELS)).filter(
      (one) => /\d$/.test(one.words) && one.x > 600,
    );
    const heights = texts.map((one) => one.y).sort((a, b) => a - b);
    const [matched, met] = ['Matched 61', 'Met 38'].map(
      (words) => textsIn(trendSvg(YEAR, LABELS)).find((one) => one.words === words)?.y,
    );

    expect(texts).toHaveLength(3);
    for (const [at, height] of heights.entries()) if (at > 0) expect(height - (heights[at - 1] ?? 0)).toBeGreaterThanOrEqual(28);
    expect(matched).toBeLessThan(met ?? 0);
  });

  it.each([
    ['no rounds', []],
    ['one round', YEAR.slice(0, 1)],
    ['nothing but noughts', [round('A', 0, 0, 0), round('B', 0, 0, 0)]],
    [
      'forty rounds with long names',
      Array.from({ length: 40 }, (_, at) => round(`A round with a very long name ${at}`, at * 300, at, 0)),
    ],
    ['a name with signs in it', [round('<b>&"', 1, 1, 1), round('🎉', 2, 1, 0)]],
  ])('of %s is still a picture with readable words', (_, rounds) => {
    const svg = trendSvg(rounds, LABELS);

    expect(svg).not.toContain('NaN');
    expect(new Resvg(svg, { font: { loadSystemFonts: false } }).width).toBe(1000);
    for (const { size, x } of textsIn(svg)) {
      expect(size).toBeGreaterThanOrEqual(28);
      expect(x).toBeGreaterThan(0);
    }
  });

  it('has words for whoever cannot see it', () => {
    expect(trendAlt(YEAR, LABELS)).toBe(
      'Chart of 4 rounds, from Autumn, first half to Spring, second half. Matched: 40 then, 61 now; Met: 21 then, 38 now; Left out: 3 then, 0 now.',
    );
    expect(trendAlt(YEAR.slice(0, 1), LABELS)).toBe('Chart of the round Autumn, first half. Matched: 40; Met: 21; Left out: 3.');
    expect(trendAlt([], LABELS)).toBe('Chart: no rounds yet.');
  });
});
