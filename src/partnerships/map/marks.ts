import { REGIONS, type RegionSlug } from '../../vocabulary/regions.ts';
import type { Dot } from './frame.ts';
import { OKABE_ITO, PAPER } from './palette.ts';

/** How the schools of a region are marked: by colour and by shape, so that nothing is said by colour alone. */
export interface RegionMark {
  slug: RegionSlug;
  /** Short enough for the legend. */
  label: string;
  colour: string;
  /** The same for a line on light paper. */
  line: string;
  /** An outline around 0 0 within a circle of radius 1: [x, y] corners; none: a circle. */
  corners?: readonly Dot[];
}

const polygon = (corners: number, turn = 0, size = 1): Dot[] =>
  Array.from({ length: corners }, (_, index) => {
    const angle = turn - Math.PI / 2 + (2 * Math.PI * index) / corners;
    return [size * Math.cos(angle), size * Math.sin(angle)];
  });
const star = (): Dot[] => polygon(10).map(([x, y], index) => (index % 2 === 0 ? [1.3 * x, 1.3 * y] : [0.58 * x, 0.58 * y]));
const cross = (turn: number): Dot[] =>
  [
    [-0.4, -1.1],
    [0.4, -1.1],
    [0.4, -0.4],
    [1.1, -0.4],
    [1.1, 0.4],
    [0.4, 0.4],
    [0.4, 1.1],
    [-0.4, 1.1],
    [-0.4, 0.4],
    [-1.1, 0.4],
    [-1.1, -0.4],
    [-0.4, -0.4],
  ].map(([x = 0, y = 0]) => [x * Math.cos(turn) - y * Math.sin(turn), x * Math.sin(turn) + y * Math.cos(turn)]);

const STYLES: Record<RegionSlug, Omit<RegionMark, 'slug' | 'label'>> = {
  'north-east': { colour: OKABE_ITO.blue, line: OKABE_ITO.blue },
  'north-west': { colour: OKABE_ITO.orange, line: OKABE_ITO.orange, corners: polygon(4, Math.PI / 4, 1.2) },
  'yorkshire-humber': { colour: OKABE_ITO.green, line: OKABE_ITO.green, corners: polygon(3, 0, 1.3) },
  'east-midlands': { colour: OKABE_ITO.purple, line: OKABE_ITO.purple, corners: polygon(4, 0, 1.3) },
  'west-midlands': { colour: OKABE_ITO.grey, line: OKABE_ITO.grey, corners: cross(0) },
  'east-of-england': { colour: OKABE_ITO.yellow, line: '#C2B300', corners: polygon(3, Math.PI, 1.3) },
  london: { colour: OKABE_ITO.black, line: OKABE_ITO.black, corners: star() },
  'south-east': { colour: OKABE_ITO.sky, line: OKABE_ITO.sky, corners: polygon(6, 0, 1.1) },
  'south-west': { colour: OKABE_ITO.vermillion, line: OKABE_ITO.vermillion, corners: cross(Math.PI / 4) },
};

const SHORT: Partial<Record<RegionSlug, string>> = { 'yorkshire-humber': 'Yorkshire, Humber' };

/** The marks of England's nine regions, north to south as the register lists them. */
export const REGION_MARKS: readonly RegionMark[] = REGIONS.map(({ slug, label }) => ({
  slug,
  label: SHORT[slug] ?? label,
  ...STYLES[slug],
}));

/** What a school outside the nine regions gets: the register knows none that is open, a later one might. */
export const OTHER_MARK: Omit<RegionMark, 'slug'> = { label: 'Elsewhere', colour: PAPER.faint, line: PAPER.faint };

/** A region's mark at a place; `radius` in pixels. */
export function markAt([x, y]: Dot, radius: number, mark: Pick<RegionMark, 'corners'>): string {
  if (!mark.corners) return `<circle cx="${tenth(x)}" cy="${tenth(y)}" r="${tenth(radius)}"/>`;
  return `<path d="${mark.corners.map(([dx, dy], at) => `${at === 0 ? 'M' : 'L'}${tenth(x + radius * dx)} ${tenth(y + radius * dy)}`).join('')}z"/>`;
}

/** A number as the picture's source has it. */
export function tenth(value: number): number {
  return Math.round(10 * value) / 10;
}
