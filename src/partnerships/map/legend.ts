import type { Dot } from './frame.ts';
import { FRAME } from './frame.ts';
import type { Box } from './labels.ts';
import { markAt, REGION_MARKS, type RegionMark } from './marks.ts';
import { OKABE_ITO, PAPER } from './palette.ts';
import { fitted, widthOf, words } from './words.ts';

const LEFT = 36;
const TEXT = 28;
const LINE = 40;
const TITLE = 44;
/** Where the legend begins: west of Cumbria there is only sea. */
const TOP = 206;
const MARK = 11;

/** What the legend has to explain. */
export interface Shown {
  /** The mark of each school that is in a group. */
  marks: readonly Omit<RegionMark, 'slug'>[];
  trios: boolean;
  alone: boolean;
}

/** Title, subtitle and what the marks mean, in the empty north-west; and where they stand, so that no name is written over them. */
export function legend(facts: { title: string; subtitle: string }, shown: Shown): { svg: string; boxes: Box[] } {
  const rows = REGION_MARKS.flatMap((mark) => {
    const schools = shown.marks.filter((one) => one.label === mark.label).length;
    return schools > 0 ? [{ text: `${mark.label} ${schools}`, sign: (at: Dot) => regionSign(at, mark) }] : [];
  });
  if (shown.trios) rows.push({ text: 'Three together', sign: trioSign });
  if (shown.alone) rows.push({ text: 'Left out', sign: ringSign });
  const title = fitted(facts.title, TITLE, FRAME.width - 2 * LEFT, true);
  const lines = rows.map(({ text, sign }, index) => {
    const y = TOP + index * LINE;
    return `${sign([LEFT + 12, y - 10])}${words(LEFT + 38, y, text, { size: TEXT, halo: PAPER.sea })}`;
  });
  const width = Math.max(0, ...rows.map(({ text }) => widthOf(text, TEXT))) + 50;
  return {
    svg: [
      words(LEFT, 66, title, { size: TITLE, bold: true, halo: PAPER.sea }),
      words(LEFT, 116, facts.subtitle, { size: 32, colour: PAPER.faint, halo: PAPER.sea }),
      ...lines,
    ].join(''),
    boxes: [
      [LEFT, 20, LEFT + widthOf(title, TITLE, true), 80],
      [LEFT, 80, LEFT + widthOf(facts.subtitle, 32), 130],
      [LEFT, TOP - LINE, LEFT + width, TOP + rows.length * LINE],
    ],
  };
}

function regionSign(at: Dot, mark: RegionMark): string {
  const rim = mark.colour === OKABE_ITO.yellow ? PAPER.ink : PAPER.halo;
  return `<g fill="${mark.colour}" stroke="${rim}" stroke-width="2" stroke-linejoin="round">${markAt(at, MARK, mark)}</g>`;
}

function trioSign([x, y]: Dot): string {
  return `<path d="M${x - 14} ${y + 10}h28l-14 -24z" fill="${PAPER.ink}" fill-opacity=".13" stroke="${PAPER.ink}" stroke-width="3" stroke-linejoin="round"/>`;
}

function ringSign([x, y]: Dot): string {
  return `<circle cx="${x}" cy="${y}" r="${MARK}" fill="${PAPER.halo}" stroke="${PAPER.ink}" stroke-width="4"/>`;
}
