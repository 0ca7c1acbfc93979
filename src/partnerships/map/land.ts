import { type Dot, dotOf, FRAME, type Place } from './frame.ts';
import { PAPER } from './palette.ts';

/** Distance between two dots of the grid, in pixels: 4 km. */
const PITCH = 6.6;
const ROW = (PITCH * Math.sqrt(3)) / 2;
/** How far land reaches around a dot, in pixels: far enough to close the moors, not the estuaries. */
const LAND_RADIUS = 11;
/** Dots grow with the schools they stand for: up to so many, with this diameter in pixels. */
const SIZES = [
  { schools: 1, diameter: 2 },
  { schools: 3, diameter: 3 },
  { schools: 7, diameter: 4.2 },
  { schools: Number.POSITIVE_INFINITY, diameter: 5.4 },
] as const;

/**
 * England as its schools draw it: each dot of a honeycomb grid stands for the schools around it and grows with them, so that 24,700
 * schools become a few thousand dots and towns show; the land beneath is the same dots, wide enough to run into each other.
 */
export function land(points: readonly Place[]): string {
  const schools = new Map<string, number>();
  for (const point of points) {
    const dot = dotOf(point);
    if (!dot) continue;
    const key = cellOf(dot);
    schools.set(key, (schools.get(key) ?? 0) + 1);
  }
  const cells = [...schools].map(([key, count]) => ({ key, count })).sort((a, b) => order(a.key) - order(b.key));
  const shades = SIZES.map(({ schools: most, diameter }, index) => {
    const least = SIZES[index - 1]?.schools ?? 0;
    const dots = cells.filter(({ count }) => count > least && count <= most).map(({ key }) => centreOf(key));
    return dotsPath(dots, diameter, PAPER.school);
  });
  return [
    dotsPath(
      cells.map(({ key }) => centreOf(key)),
      2 * LAND_RADIUS,
      PAPER.land,
    ),
    ...shades,
  ].join('');
}

/** Many dots of one size as one path: lines of no length with round ends. Numbers are tenths of a pixel, from one dot to the next. */
export function dotsPath(dots: readonly Dot[], diameter: number, colour: string): string {
  if (dots.length === 0) return '';
  let at: Dot = [0, 0];
  const path = dots.map(([x, y]) => {
    const next: Dot = [Math.round(10 * x), Math.round(10 * y)];
    const [dx, dy] = [next[0] - at[0], next[1] - at[1]];
    at = next;
    return `m${dx}${dy < 0 ? '' : ' '}${dy}h0`;
  });
  return `<path transform="scale(.1)" d="${path.join('')}" fill="none" stroke="${colour}" stroke-width="${Math.round(10 * diameter)}" stroke-linecap="round"/>`;
}

function cellOf([x, y]: Dot): string {
  const row = Math.round(y / ROW);
  return `${row} ${Math.round(x / PITCH - shift(row))}`;
}

function centreOf(cell: string): Dot {
  const [row = 0, column = 0] = cell.split(' ').map(Number);
  return [(column + shift(row)) * PITCH, row * ROW];
}

/** Every other row stands half a step to the right. */
const shift = (row: number) => (row % 2 === 0 ? 0 : 0.5);

const order = (cell: string) => {
  const [row = 0, column = 0] = cell.split(' ').map(Number);
  return row * FRAME.width + column;
};
