import { flowsOf, middles } from './crowd.ts';
import { type Dot, FRAME } from './frame.ts';
import { tenth } from './marks.ts';
import { PAPER } from './palette.ts';

/** A line between two marked places. */
export interface Line {
  from: Dot;
  to: Dot;
  colours: readonly [string, string];
  /** A side of a triangle. */
  straight?: boolean;
}

/** How lines are drawn, by how many there are. */
export interface LineStyle {
  width: number;
  opacity: number;
}

/** A line bends by this share of its length, so that lines of one direction do not lie on each other; less in a crowd. */
const BEND = { few: 0.13, many: 0.09 } as const;
/** With more lines than this, they are gathered into flows between areas: one each would be a ball of wool, and too much for a phone. */
const SINGLE_LINES = 400;
/** With more than this, a pale rim at crossings would hide more than it tells. */
const RIMMED_LINES = 60;
/** Lines bend away from here: the middle of England stays readable. */
const MIDDLE: Dot = [0.56 * FRAME.width, 0.57 * FRAME.height];
/** A flow of so many lines is this wide, in pixels; four times the lines, twice the width. */
const FLOW = { lines: 10, width: 2.4, least: 0.5, most: 9, opacity: 0.3 } as const;

/** Thinner and fainter, the more there are: 20 lines are 5 pixels wide, 12,000 a good half. */
export function styleFor(lines: number): LineStyle {
  const crowd = Math.max(1, lines / 20);
  return { width: Math.max(0.6, 5 * crowd ** -0.36), opacity: Math.max(0.07, 0.9 * crowd ** -0.3) };
}

/** All lines of a picture: the longest first, so that the short ones are not buried. `name`: of their colours, once in a picture. */
export function linesSvg(lines: readonly Line[], name = 'l'): string {
  if (lines.length > SINGLE_LINES) return flowsSvg(lines);
  const { width, opacity } = styleFor(lines.length);
  const rimmed = lines.length <= RIMMED_LINES;
  const ordered = [...lines].sort((a, b) => lengthOf(b) - lengthOf(a));
  const paths = ordered.map((line, index) =>
    single(line, `${name}${index}`, rimmed ? { bend: BEND.few, rim: width + 5 } : { bend: BEND.many }),
  );
  return `<defs>${ordered.map((line, index) => gradient(line, `${name}${index}`)).join('')}</defs><g fill="none" stroke-linecap="round" stroke-opacity="${opacity.toFixed(2)}" stroke-width="${tenth(width)}">${paths.join('')}</g>`;
}

/** Points along a line, for keeping words off it. */
export function alongLine({ from, to, straight }: Line): Dot[] {
  const control = controlOf(from, to, straight ? 0 : BEND.few);
  return [0.06, 0.14, 0.22, 0.3, 0.4, 0.5, 0.6, 0.7, 0.78, 0.86, 0.94].map((t) => [
    (1 - t) ** 2 * from[0] + 2 * t * (1 - t) * control[0] + t ** 2 * to[0],
    (1 - t) ** 2 * from[1] + 2 * t * (1 - t) * control[1] + t ** 2 * to[1],
  ]);
}

function single({ from, to, straight }: Line, id: string, { bend, rim = 0 }: { bend: number; rim?: number }): string {
  const [cx, cy] = controlOf(from, to, straight ? 0 : bend);
  const path = `d="M${tenth(from[0])} ${tenth(from[1])}Q${tenth(cx)} ${tenth(cy)} ${tenth(to[0])} ${tenth(to[1])}"`;
  const under = rim > 0 ? `<path ${path} stroke="${PAPER.land}" stroke-width="${tenth(rim)}"/>` : '';
  return `${under}<path ${path} stroke="url(#${id})"/>`;
}

/** From the colour of one end to that of the other. */
function gradient({ from, to, colours }: Line, id: string): string {
  // A gradient between a place and itself is none.
  const x2 = from[0] === to[0] && from[1] === to[1] ? to[0] + 1 : to[0];
  const ends = `x1="${Math.round(from[0])}" y1="${Math.round(from[1])}" x2="${Math.round(x2)}" y2="${Math.round(to[1])}"`;
  return `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" ${ends}><stop offset=".25" stop-color="${colours[0]}"/><stop offset=".75" stop-color="${colours[1]}"/></linearGradient>`;
}

/** Lines gathered between areas: the wider, the more schools it joins. Whole pixels will do, and a gradient for each two regions. */
function flowsSvg(lines: readonly Line[]): string {
  const flows = flowsOf(lines);
  const centres = middles(flows);
  const gradients = new Map<string, { id: string; svg: string }>();
  const paths = flows.map(({ from, to, colours, lines: count }) => {
    const key = colours.join();
    const ends = { from: centres.get(colours[0]) ?? from, to: centres.get(colours[1]) ?? to, colours };
    const shade = gradients.get(key) ?? { id: `f${gradients.size}`, svg: gradient(ends, `f${gradients.size}`) };
    gradients.set(key, shade);
    const width = Math.min(FLOW.most, Math.max(FLOW.least, FLOW.width * Math.sqrt(count / FLOW.lines)));
    const [x, y] = [Math.round(from[0]), Math.round(from[1])];
    const [cx, cy] = controlOf(from, to, BEND.many);
    const steps = [cx - x, cy - y, to[0] - x, to[1] - y].map(Math.round);
    const path = steps.map((step, at) => `${at > 0 && step >= 0 ? ' ' : ''}${step}`).join('');
    return `<path stroke="url(#${shade.id})" stroke-width="${tenth(width)}" d="M${x} ${y}q${path}"/>`;
  });
  return `<defs>${[...gradients.values()].map(({ svg }) => svg).join('')}</defs><g fill="none" stroke-linecap="round" stroke-opacity="${FLOW.opacity}">${paths.join('')}</g>`;
}

function controlOf(from: Dot, to: Dot, bend: number): Dot {
  const middle: Dot = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const across: Dot = [-(to[1] - from[1]), to[0] - from[0]];
  const outwards = across[0] * (middle[0] - MIDDLE[0]) + across[1] * (middle[1] - MIDDLE[1]) >= 0 ? 1 : -1;
  return [middle[0] + 2 * outwards * bend * across[0], middle[1] + 2 * outwards * bend * across[1]];
}

const lengthOf = ({ from, to }: Line) => Math.hypot(from[0] - to[0], from[1] - to[1]);
