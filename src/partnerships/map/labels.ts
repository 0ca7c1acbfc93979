import { type Dot, FRAME } from './frame.ts';
import { PAPER } from './palette.ts';
import { widthOf, words } from './words.ts';

/** A town that would like its name beside its mark. */
export interface Label {
  at: Dot;
  name: string;
  /** Written over the place itself, if that is free: names of regions. */
  centred?: boolean;
}

/** A part of the picture: left, top, right, bottom, in pixels. */
export type Box = readonly [number, number, number, number];

const TEXT = 28;
/** From the middle of a mark to its name. */
const GAP = 20;
/** Names may lie on so many places of lines; a rim around the letters keeps them readable. */
const LINES_CROSSED = 2;

/** Names where there is room, in the order given; a town is named once, and no name lies on a mark, another name or the legend. */
export function labelsSvg(labels: readonly Label[], marks: readonly Dot[], lines: readonly Dot[], taken: readonly Box[]): string {
  const boxes: Box[] = [...taken, ...marks.map(([x, y]): Box => [x - 15, y - 15, x + 15, y + 15])];
  const named = new Set<string>();
  return labels
    .flatMap(({ at, name, centred }) => {
      if (named.has(name)) return [];
      const fits = placesFor(at, widthOf(name, TEXT), centred).filter(
        (box) => inside(box) && !boxes.some((other) => other[0] !== at[0] - 15 && overlap(box, other)),
      );
      const best = fits
        .map((box) => ({ box, crossed: lines.filter((dot) => overlap(box, [...dot, ...dot] as const)).length }))
        .sort((a, b) => a.crossed - b.crossed)[0];
      if (!best || best.crossed > LINES_CROSSED) return [];
      named.add(name);
      boxes.push(best.box);
      return [words(best.box[0], best.box[3] - 8, name, { size: TEXT, halo: PAPER.halo })];
    })
    .join('');
}

/** Beside the mark, above and below it; a name written over its place moves up or down first. */
function placesFor([x, y]: Dot, width: number, centred = false): Box[] {
  const half = TEXT / 2 + 3;
  const above: Dot = [x - width / 2, y - GAP - 2 * half + 4];
  const below: Dot = [x - width / 2, y + GAP - 4];
  const corners: Dot[] = [
    ...(centred ? [[x - width / 2, y - half] as const, above, below] : []),
    [x + GAP, y - half],
    [x - GAP - width, y - half],
    above,
    below,
    [x + GAP - 6, y - 2 * half - 4],
    [x + GAP - 6, y + 4],
    [x - GAP + 6 - width, y - 2 * half - 4],
    [x - GAP + 6 - width, y + 4],
  ];
  return corners.map(([left, top]) => [left, top, left + width, top + 2 * half]);
}

const inside = ([left, top, right, bottom]: Box) => left > 8 && top > 8 && right < FRAME.width - 8 && bottom < FRAME.height - 8;
const overlap = (a: Box, b: Box) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
