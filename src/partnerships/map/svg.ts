import { findRegion } from '../../vocabulary/regions.ts';
import { type Dot, dotOf, FRAME } from './frame.ts';
import { type Box, labelsSvg } from './labels.ts';
import { dotsPath, land } from './land.ts';
import { legend } from './legend.ts';
import { alongLine, type Line, linesSvg, styleFor } from './lines.ts';
import { markAt, OTHER_MARK, REGION_MARKS, type RegionMark, tenth } from './marks.ts';
import { OKABE_ITO, PAPER } from './palette.ts';
import { mapAlt } from './said.ts';
import type { MapSchool, RoundMap } from './types.ts';
import { xml } from './words.ts';

/** Towns are named with at most so many pairs. */
const NAMED_GROUPS = 25;
/** Marks have shapes with at most so many; beyond that a dot of the region's colour has to do, and lines hardly show. */
const SHAPED_GROUPS = 800;

interface Marked {
  school: MapSchool;
  dot: Dot;
  mark: Omit<RegionMark, 'slug'>;
}

/** A map of England made of its schools, with a round's pairs as lines between them. Pure: facts in, picture out. */
export function mapSvg(map: RoundMap): string {
  const groups = map.groups.map((group) => group.flatMap(marked));
  const alone = map.leftOut.flatMap(marked);
  const all = groups.flat();
  const own = groups.filter((group) => group.some(({ school }) => school.urn === map.own));
  const lines = groups.flatMap(linesOf);
  const crowd = map.groups.length;
  const radius = Math.max(1.2, Math.min(12, 2.4 * styleFor(crowd).width));
  const key = legend(map, {
    shaped: crowd <= SHAPED_GROUPS,
    schools: counts(all.map(({ mark }) => mark)),
    trios: groups.some((group) => group.length > 2),
    alone: alone.length > 0,
  });
  const picture = [
    land(map.points),
    groups.map(triangle).join(''),
    linesSvg(lines),
    crowd > SHAPED_GROUPS ? plainMarks(all, radius) : shapedMarks(all, radius),
    rings(alone, Math.max(5, radius)),
    own.map(standOut).join(''),
    key.svg,
    crowd <= NAMED_GROUPS ? townNames([...groups, alone], lines, key.boxes) : townNames(own, [], key.boxes),
    crowd > SHAPED_GROUPS ? regionNames(all, key.boxes) : '',
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${FRAME.width} ${FRAME.height}" width="${FRAME.width}" height="${FRAME.height}" role="img"><title>${xml(map.round.name)}</title><desc>${xml(mapAlt(map))}</desc><rect width="100%" height="100%" fill="${PAPER.sea}"/>${picture.join('')}</svg>`;
}

/** The reader's own pair, over all others. */
function standOut(group: readonly Marked[]): string {
  return `${triangle(group)}${linesSvg(linesOf(group), 'own')}${shapedMarks(group, 15)}`;
}

/** How often each mark is there. */
function counts<T>(marks: readonly T[]): Map<T, number> {
  const counted = new Map<T, number>();
  for (const mark of marks) counted.set(mark, (counted.get(mark) ?? 0) + 1);
  return counted;
}

function marked(school: MapSchool): Marked[] {
  const dot = school.place && dotOf(school.place);
  return dot ? [{ school, dot, mark: markOf(school.region) }] : [];
}

/** The register's names of regions are few; looking one up forgives slips, which takes its time. */
const found = new Map<string, Marked['mark']>();
function markOf(region: string): Marked['mark'] {
  const known = found.get(region) ?? REGION_MARKS.find((one) => one.slug === findRegion(region)?.slug) ?? OTHER_MARK;
  found.set(region, known);
  return known;
}

/** The line of a pair, the three sides of a trio; what has no place has none. */
function linesOf(group: readonly Marked[]): Line[] {
  return group.flatMap((one, at) =>
    group.slice(at + 1).map((other) => ({
      from: one.dot,
      to: other.dot,
      colours: [one.mark.line, other.mark.line] as const,
      straight: group.length > 2,
    })),
  );
}

/** What fills a trio. */
function triangle(group: readonly Marked[]): string {
  if (group.length < 3) return '';
  const path = group.map(({ dot: [x, y] }, at) => `${at === 0 ? 'M' : 'L'}${tenth(x)} ${tenth(y)}`).join('');
  return `<path d="${path}z" fill="${PAPER.ink}" fill-opacity=".1"/>`;
}

function shapedMarks(all: readonly Marked[], radius: number): string {
  const used = new Set(all.map(({ mark }) => mark));
  const rim = Math.max(0.8, radius / 5);
  return [...used]
    .map((mark) => {
      const shapes = all.filter((one) => one.mark === mark).map(({ dot }) => markAt(dot, radius, mark));
      return `<g fill="${mark.colour}" stroke="${mark.colour === OKABE_ITO.yellow ? PAPER.ink : PAPER.halo}" stroke-width="${tenth(rim)}" stroke-linejoin="round">${shapes.join('')}</g>`;
    })
    .join('');
}

function plainMarks(all: readonly Marked[], radius: number): string {
  const used = new Set(all.map(({ mark }) => mark));
  return [...used]
    .map((mark) => dotsPath(distinct(all.filter((one) => one.mark === mark).map(({ dot }) => dot)), 2 * radius, mark.line, 1))
    .join('');
}

/** Places to the pixel, each once. */
function distinct(dots: readonly Dot[]): Dot[] {
  const places = new Map(
    dots.map(([x, y]) => [Math.round(x) + FRAME.width * Math.round(y), [Math.round(x), Math.round(y)] as const]),
  );
  return [...places].sort(([a], [b]) => a - b).map(([, dot]) => dot);
}

/** Left out: open rings, over everything. */
function rings(alone: readonly Marked[], radius: number): string {
  const circles = alone.map(({ dot: [x, y] }) => `<circle cx="${tenth(x)}" cy="${tenth(y)}" r="${tenth(radius)}"/>`).join('');
  return `<g fill="${PAPER.halo}" stroke="${PAPER.ink}" stroke-width="${tenth(Math.max(2, radius / 3))}">${circles}</g>`;
}

/** The ends of the longest lines first: they are what people look for. */
function townNames(groups: readonly (readonly Marked[])[], lines: readonly Line[], taken: readonly Box[]): string {
  const ordered = groups.toSorted((a, b) => reach(b) - reach(a)).flat();
  const labels = ordered.flatMap(({ dot, school }) => (school.town ? [{ at: dot, name: school.town }] : []));
  return labelsSvg(
    labels,
    ordered.map(({ dot }) => dot),
    lines.flatMap(alongLine),
    taken,
  );
}

/** Where marks are too small for a shape, the regions' names stand on the map, so that nothing is told by colour alone. */
function regionNames(all: readonly Marked[], taken: readonly Box[]): string {
  const labels = [...counts(all.map(({ mark }) => mark)).keys()].map((mark) => {
    const dots = all.filter((one) => one.mark === mark).map(({ dot }) => dot);
    const middle = (axis: 0 | 1) => dots.reduce((sum, dot) => sum + dot[axis], 0) / dots.length;
    return { at: [middle(0), middle(1)] as const, name: mark.label, centred: true };
  });
  return labelsSvg(labels, [], [], taken);
}

/** How far apart the ends of a pair are in the picture. */
function reach([one, other]: readonly Marked[]): number {
  return one && other ? Math.hypot(one.dot[0] - other.dot[0], one.dot[1] - other.dot[1]) : 0;
}
