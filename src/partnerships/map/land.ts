import { type Dot, dotOf, type Place } from './frame.ts';
import { PAPER } from './palette.ts';

/** Distance between two dots of the grid, in pixels: 4 km. */
const PITCH = 6.6;
/** Cells in a row, with room on both sides of the picture; and rows above it. */
const ROW_CELLS = 1024;
const FIRST_ROW = 16;
const ROW = (PITCH * Math.sqrt(3)) / 2;
/** Land lies within this of a school, in dots of the grid: far enough to close the moors … */
const REACH = 4;
/** … and no nearer to the sea than this: the estuaries stay open. */
const SHORE = 3.5;
/** Half the width of what one dot of land covers, in pixels. */
const LAND_RADIUS = 9;
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
  const known = drawn.get(points) ?? drawLand(points);
  drawn.set(points, known);
  return known;
}

/** The register changes once a month: what was drawn of one list of points is kept while the list is. */
const drawn = new WeakMap<readonly Place[], string>();

function drawLand(points: readonly Place[]): string {
  const schools = new Map<number, number>();
  for (const point of points) {
    const dot = dotOf(point);
    if (!dot) continue;
    const cell = cellOf(dot);
    schools.set(cell, (schools.get(cell) ?? 0) + 1);
  }
  const cells = [...schools].sort(([a], [b]) => a - b);
  const shades = SIZES.map(({ schools: most, diameter }, index) => {
    const least = SIZES[index - 1]?.schools ?? 0;
    const dots = cells.filter(([, count]) => count > least && count <= most).map(([cell]) => centreOf(cell));
    return dotsPath(dots, diameter, PAPER.school);
  });
  return [dotsPath(landOf([...schools.keys()]), 2 * LAND_RADIUS, PAPER.land), ...shades].join('');
}

/** Land: grown around the schools, then worn off again from the sea, which leaves gaps between schools filled and the coast in place. */
function landOf(schools: readonly number[]): Dot[] {
  const [reach, shore] = [stepsWithin(REACH), stepsWithin(SHORE)];
  const grown = new Set(schools.flatMap((cell) => reach[parity(cell)].map((step) => cell + step)));
  const near = new Set(schools);
  return [...grown]
    .filter((cell) => near.has(cell) || shore[parity(cell)].every((step) => grown.has(cell + step)))
    .sort((a, b) => a - b)
    .map(centreOf);
}

/** What to add to a cell for each one within so many steps of it: from an even row, and from an odd one. */
function stepsWithin(steps: number): readonly [number[], number[]] {
  const from = (row: number) => {
    const [x, y] = centreOf(row * ROW_CELLS + ROW_CELLS / 2);
    const reach = Math.ceil((steps * PITCH) / ROW);
    const square = Array.from({ length: 2 * reach + 1 }, (_, index) => index - reach);
    return square
      .flatMap((down) => square.map((along) => down * ROW_CELLS + along))
      .filter((step) => {
        const [otherX, otherY] = centreOf(row * ROW_CELLS + ROW_CELLS / 2 + step);
        return Math.hypot(otherX - x, otherY - y) <= steps * PITCH;
      });
  };
  return [from(FIRST_ROW), from(FIRST_ROW + 1)];
}

/** A cell of the honeycomb as one number: its row and its place in it. */
function cellOf([x, y]: Dot): number {
  const row = Math.round(y / ROW) + FIRST_ROW;
  return row * ROW_CELLS + ROW_CELLS / 4 + Math.round(x / PITCH - shift(row));
}

function centreOf(cell: number): Dot {
  const row = Math.floor(cell / ROW_CELLS);
  return [((cell % ROW_CELLS) - ROW_CELLS / 4 + shift(row)) * PITCH, (row - FIRST_ROW) * ROW];
}

const parity = (cell: number) => (Math.floor(cell / ROW_CELLS) % 2 === 0 ? 0 : 1);
/** Every other row stands half a step to the right. */
const shift = (row: number) => (row % 2 === 0 ? 0 : 0.5);

/**
 * Many dots of one size as one path: lines of no length with round ends, each reached from the one before. `grain`: how many of its
 * units make a pixel.
 */
export function dotsPath(dots: readonly Dot[], diameter: number, colour: string, grain = 10): string {
  if (dots.length === 0) return '';
  let at: Dot = [0, 0];
  const path = dots.map(([x, y]) => {
    const next: Dot = [Math.round(grain * x), Math.round(grain * y)];
    const [dx, dy] = [next[0] - at[0], next[1] - at[1]];
    at = next;
    return `m${dx}${dy < 0 ? '' : ' '}${dy}h0`;
  });
  return `<path transform="scale(${1 / grain})" d="${path.join('')}" fill="none" stroke="${colour}" stroke-width="${grain * diameter}" stroke-linecap="round"/>`;
}
