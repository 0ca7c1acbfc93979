import { FONT, PAPER } from './palette.ts';

/** How words in a picture look. Sizes are pixels of a 1,000 pixel wide picture: 28 is 10.5 on a phone. */
export interface Lettering {
  size: number;
  anchor?: 'start' | 'middle' | 'end';
  bold?: boolean;
  colour?: string;
  /** A rim in this colour, so that lines underneath do not cut the letters. */
  halo?: string;
}

/** Words at a place; y is their base line. */
export function words(x: number, y: number, text: string, { size, anchor, bold, colour, halo }: Lettering): string {
  const rim = halo ? ` stroke="${halo}" stroke-width="${Math.round(size / 4)}" stroke-linejoin="round" paint-order="stroke"` : '';
  const place = `x="${Math.round(x)}" y="${Math.round(y)}"${anchor && anchor !== 'start' ? ` text-anchor="${anchor}"` : ''}`;
  return `<text ${place} font-family="${FONT}" font-size="${size}"${bold ? ' font-weight="bold"' : ''} fill="${colour ?? PAPER.ink}"${rim}>${xml(text)}</text>`;
}

/** What the font has no sign for (pictograms and what belongs to them), and what XML may not hold. */
const UNDRAWABLE = /\p{Extended_Pictographic}|\p{C}|\p{Zl}|\p{Zp}|\uFE0E|\uFE0F/gu;

/** Text as it may stand in a picture's source. */
export function xml(text: string): string {
  return text
    .replace(/[\t\n\r]+/g, ' ')
    .replace(UNDRAWABLE, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .trim();
}

/** Signs of DejaVu Sans by their width, in ems (measured from its hmtx table, rounded up). */
const WIDTHS: readonly [RegExp, number][] = [
  [/[ijl.,:;'|!I ]/, 0.34],
  [/[ftr()[\]\-"/]/, 0.42],
  [/[mwMW@%—…]/, 0.98],
  [/[A-Z&]/, 0.73],
];

/** About how wide words will be, in pixels. */
export function widthOf(text: string, size: number, bold = false): number {
  const ems = [...text].reduce((sum, sign) => sum + (WIDTHS.find(([signs]) => signs.test(sign))?.[1] ?? 0.63), 0);
  return ems * size * (bold ? 1.12 : 1);
}

/** Words cut to a width, with dots. */
export function fitted(text: string, size: number, width: number, bold = false): string {
  if (widthOf(text, size, bold) <= width) return text;
  let signs = [...text];
  while (signs.length > 1 && widthOf(`${signs.join('').trimEnd()}…`, size, bold) > width) signs = signs.slice(0, -1);
  return `${signs.join('').trimEnd()}…`;
}
