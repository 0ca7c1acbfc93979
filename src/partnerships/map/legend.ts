import type { Dot } from './frame.ts';
import { FRAME } from './frame.ts';
import type { Box } from './labels.ts';
import { markAt, OTHER_MARK, REGION_MARKS, type RegionMark } from './marks.ts';
import { OKABE_ITO, PAPER } from './palette.ts';
import { countOf, reachOf } from './said.ts';
import type { RoundMap } from './types.ts';
import { fitted, widthOf, words } from './words.ts';

const LEFT = 36;
const TEXT = 28;
const LINE = 40;
/** A title goes over two lines, the second beside Northumberland. */
const TITLE = { size: 44, line: 54, widths: [FRAME.width - 2 * LEFT, 460] } as const;
const MARK = 11;

/** What the legend has to explain. */
export interface Shown {
  /** Marks have shapes; in a crowd they are dots. */
  shaped: boolean;
  /** Schools in a group, by their mark. */
  schools: ReadonlyMap<Omit<RegionMark, 'slug'>, number>;
  trios: boolean;
  alone: boolean;
}

/** Title, counts and what the marks mean, in the empty north-west; and where they stand, so that no name is written over them. */
export function legend(map: RoundMap, shown: Shown): { svg: string; boxes: Box[] } {
  const rows = [
    ...[...REGION_MARKS, OTHER_MARK].flatMap((mark) => {
      const schools = shown.schools.get(mark);
      return schools
        ? [
            {
              text: `${mark.label} ${schools.toLocaleString('en-GB')}`,
              sign: (at: Dot) => regionSign(at, shown.shaped ? mark : { colour: mark.line }),
            },
          ]
        : [];
    }),
    ...(shown.trios ? [{ text: 'Three together', sign: trioSign }] : []),
    ...(shown.alone ? [{ text: `Left out ${map.leftOut.length.toLocaleString('en-GB')}`, sign: ringSign }] : []),
  ];
  const titles = titleLines(map.round.name);
  const below = 66 + (titles.length - 1) * TITLE.line;
  const counts = `${countOf(map)}${map.round.published ? '' : ' · draft'}`;
  const [top, left] = [below + 146, LEFT + 38];
  return {
    svg: [
      ...titles.map((line, index) =>
        words(LEFT, 66 + index * TITLE.line, line, { size: TITLE.size, bold: true, halo: PAPER.sea }),
      ),
      words(LEFT, below + 50, counts, { size: 32, colour: PAPER.faint, halo: PAPER.sea }),
      words(LEFT, below + 90, reachOf(map), { size: TEXT, colour: PAPER.faint, halo: PAPER.sea }),
      ...rows.map(({ text, sign }, index) => {
        const y = top + index * LINE;
        return `${sign([LEFT + 12, y - 10])}${words(left, y, text, { size: TEXT, halo: PAPER.sea })}`;
      }),
    ].join(''),
    boxes: [
      ...titles.map(
        (line, index): Box => [LEFT, 20 + index * TITLE.line, LEFT + widthOf(line, TITLE.size, true), 80 + index * TITLE.line],
      ),
      [LEFT, below + 10, LEFT + Math.max(widthOf(counts, 32), widthOf(reachOf(map), TEXT)), below + 105],
      ...rows.map(({ text }, index): Box => {
        const y = top + index * LINE;
        return [LEFT, y - 30, left + 10 + widthOf(text, TEXT), y + 10];
      }),
    ],
  };
}

/** A title in one or two lines, broken between words. */
function titleLines(title: string): string[] {
  const [wide, narrow] = TITLE.widths;
  if (widthOf(title, TITLE.size, true) <= wide) return [title];
  const all = title.split(/\s+/);
  const fits = all.findLastIndex((_, index) => index > 0 && widthOf(all.slice(0, index).join(' '), TITLE.size, true) <= wide);
  if (fits < 1) return [fitted(title, TITLE.size, wide, true)];
  return [all.slice(0, fits).join(' '), fitted(all.slice(fits).join(' '), TITLE.size, narrow, true)];
}

function regionSign(at: Dot, mark: Pick<RegionMark, 'colour' | 'corners'>): string {
  const rim = mark.colour === OKABE_ITO.yellow ? PAPER.ink : PAPER.halo;
  return `<g fill="${mark.colour}" stroke="${rim}" stroke-width="2" stroke-linejoin="round">${markAt(at, MARK, mark)}</g>`;
}

function trioSign([x, y]: Dot): string {
  return `<path d="M${x - 14} ${y + 10}h28l-14 -24z" fill="${PAPER.ink}" fill-opacity=".13" stroke="${PAPER.ink}" stroke-width="3" stroke-linejoin="round"/>`;
}

function ringSign([x, y]: Dot): string {
  return `<circle cx="${x}" cy="${y}" r="${MARK}" fill="${PAPER.halo}" stroke="${PAPER.ink}" stroke-width="4"/>`;
}
