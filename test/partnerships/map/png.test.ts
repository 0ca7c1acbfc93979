import { inflateSync } from 'node:zlib';
import { Resvg } from '@resvg/resvg-js';
import { describe, expect, it } from 'vitest';
import { trendSvg } from '../../../src/partnerships/map/chart.ts';
import { pngOf } from '../../../src/partnerships/map/png.ts';
import { mapSvg } from '../../../src/partnerships/map/svg.ts';
import { madeUpRound, mapWith, registerSchools } from './made-up.ts';

const BYTES_ALLOWED = 1_000_000;
const schools = registerSchools();
const mapOf = (pairs: number) =>
  mapSvg(mapWith({ points: schools.map((one) => one.place), groups: madeUpRound(schools, pairs) }));

describe('a picture as PNG', () => {
  it('holds what was drawn, 1,000 pixels wide, every colour within a hair of it', async () => {
    const square =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5"><rect width="10" height="5" fill="#fff"/><rect x="2" y="1" width="6" height="3" fill="#D55E00"/></svg>';
    const { width, height, rows } = decoded(await pngOf(square));
    const reference = new Resvg(square, { fitTo: { mode: 'width', value: 1000 } }).render();
    // Each reading of it copies the whole picture.
    const { pixels } = reference;

    expect([width, height]).toEqual([1000, 500]);
    expect([reference.width, reference.height]).toEqual([1000, 500]);
    let off = 0;
    for (let y = 0; y < height; y += 7)
      for (let x = 0; x < width; x += 7)
        for (let channel = 0; channel < 3; channel += 1)
          off = Math.max(
            off,
            Math.abs((rows[y * (1 + 3 * width) + 1 + 3 * x + channel] ?? 0) - (pixels[4 * (y * width + x) + channel] ?? 0)),
          );
    expect(off).toBeLessThanOrEqual(2);
  });

  it('is read by other programs: resvg draws it again', async () => {
    const png = Buffer.from(await pngOf(mapOf(20))).toString('base64');
    const framed = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1000 1150"><image width="1000" height="1150" href="data:image/png;base64,${png}"/></svg>`;

    const { pixels } = new Resvg(framed).render();

    // The title's ink, somewhere in the upper left corner.
    const dark = Array.from({ length: 400 * 80 }, (_, at) => pixels[4 * (Math.floor(at / 400) * 1000 + (at % 400))] ?? 255);
    expect(Math.min(...dark)).toBeLessThan(60);
  });

  it.each([20, 200, 2000, 12_000])('of %i pairs weighs less than a megabyte', async (pairs) => {
    expect((await pngOf(mapOf(pairs))).length).toBeLessThan(BYTES_ALLOWED);
  });

  it('has letters, from the font we bring', async () => {
    const label = { matched: 'Matched' };
    const some = await pngOf(trendSvg([{ name: 'Autumn', values: { matched: 1 } }], label));
    const none = await pngOf(trendSvg([{ name: 'Autumn', values: { matched: 1 } }], label).replaceAll(/<text.*?<\/text>/g, ''));

    expect(some.length).toBeGreaterThan(none.length + 1000);
  });

  it('lets the bot go on meanwhile', async () => {
    const svg = mapOf(12_000);
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 1);
    await pngOf(svg);
    clearInterval(timer);

    expect(ticks).toBeGreaterThan(5);
  });
});

/** Our own PNG files: one piece of content, rows without a filter. */
function decoded(png: Uint8Array): { width: number; height: number; rows: Buffer } {
  const bytes = Buffer.from(png);
  const at = bytes.indexOf('IDAT');
  const rows = inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)));
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), rows };
}
