import { trendAlt, trendSvg } from '../map/chart.ts';
import { pngOf } from '../map/png.ts';
import type { Report } from './types.ts';
import type { Picture } from './views.ts';
import { trendLabels, trendPoints } from './words.ts';

/** The trend as a picture for the chat, with the same in words. Takes a tenth of a second on a thread of its own: not for a transaction. */
export async function chartOf(report: Report): Promise<Picture> {
  const png = await pngOf(trendSvgOf(report));
  return { alt: trendAlt(trendPoints(report.trend), trendLabels(report.trend)), base64: Buffer.from(png).toString('base64') };
}

/** The trend as SVG, for the file. */
export function trendSvgOf(report: Report): string {
  return trendSvg(trendPoints(report.trend), trendLabels(report.trend));
}
