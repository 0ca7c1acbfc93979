import { type Dot, FRAME } from './frame.ts';
import { tenth } from './marks.ts';
import { PAPER } from './palette.ts';

/** A line between two marked places. */
export interface Line {
  from: Dot;
  to: Dot;
  colours: readonly [string, string];
}

/** How lines are drawn, by how many there are. */
export interface LineStyle {
  width: number;
  opacity: number;
}

/** A line bends by this share of its length, so that lines of one direction do not lie on each other. */
const BEND = 0.13;
/** With more lines than this, all are of one colour and drawn in layers: one element each would be too much for a phone. */
const SINGLE_LINES = 400;
/** Layers of a crowded picture. Where many lines run, many layers lie on each other and it darkens. */
const LAYERS = 120;
/** With more than this, a pale rim at crossings would hide more than it tells. */
const RIMMED_LINES = 60;
/** Lines bend away from here: the middle of England stays readable. */
const MIDDLE: Dot = [0.56 * FRAME.width, 0.57 * FRAME.height];

/** Thinner and fainter, the more there are: 20 lines are 5 pixels wide, 12,000 a good half. */
export function styleFor(lines: number): LineStyle {
  const crowd = Math.max(1, lines / 20);
  return { width: Math.max(0.6, 5 * crowd ** -0.36), opacity: Math.max(0.07, 0.9 * crowd ** -0.3) };
}

/** All lines of a picture: the longest first, so that the short ones are not buried. */
export function linesSvg(lines: readonly Line[]): string {
  const { width, opacity } = styleFor(lines.length);
  const ordered = [...lines].sort((a, b) => lengthOf(b) - lengthOf(a));
  const group = `<g fill="none" stroke-linecap="round" stroke-opacity="${opacity.toFixed(2)}" stroke-width="${tenth(width)}"`;
  if (lines.length > SINGLE_LINES) return `${group} stroke="${PAPER.line}">${layers(ordered)}</g>`;
  const rim = lines.length > RIMMED_LINES ? 0 : width + 5;
  return `<defs>${ordered.map(gradient).join('')}</defs>${group}>${ordered.map((line, index) => single(line, index, rim)).join('')}</g>`;
}

/** Points along a line, for keeping words off it. */
export function alongLine({ from, to }: Pick<Line, 'from' | 'to'>): Dot[] {
  const control = controlOf(from, to);
  return [0.06, 0.14, 0.22, 0.3, 0.4, 0.5, 0.6, 0.7, 0.78, 0.86, 0.94].map((t) => [
    (1 - t) ** 2 * from[0] + 2 * t * (1 - t) * control[0] + t ** 2 * to[0],
    (1 - t) ** 2 * from[1] + 2 * t * (1 - t) * control[1] + t ** 2 * to[1],
  ]);
}

function single({ from, to }: Line, index: number, rim: number): string {
  const [cx, cy] = controlOf(from, to);
  const path = `d="M${tenth(from[0])} ${tenth(from[1])}Q${tenth(cx)} ${tenth(cy)} ${tenth(to[0])} ${tenth(to[1])}"`;
  const under = rim > 0 ? `<path ${path} stroke="${PAPER.land}" stroke-width="${tenth(rim)}"/>` : '';
  return `${under}<path ${path} stroke="url(#l${index})"/>`;
}

/** From the colour of one end to that of the other. */
function gradient({ from, to, colours }: Line, index: number): string {
  // A gradient between a place and itself is none.
  const x2 = from[0] === to[0] && from[1] === to[1] ? to[0] + 1 : to[0];
  const ends = `x1="${Math.round(from[0])}" y1="${Math.round(from[1])}" x2="${Math.round(x2)}" y2="${Math.round(to[1])}"`;
  return `<linearGradient id="l${index}" gradientUnits="userSpaceOnUse" ${ends}><stop offset=".25" stop-color="${colours[0]}"/><stop offset=".75" stop-color="${colours[1]}"/></linearGradient>`;
}

/** Every hundredth line goes into the same element; whole pixels will do. */
function layers(lines: readonly Line[]): string {
  const paths: string[][] = Array.from({ length: LAYERS }, () => []);
  lines.forEach(({ from, to }, index) => {
    const control = controlOf(from, to);
    const [x, y] = [Math.round(from[0]), Math.round(from[1])];
    const steps = [control[0] - x, control[1] - y, to[0] - x, to[1] - y].map(Math.round);
    const path = steps.map((step, at) => `${at > 0 && step >= 0 ? ' ' : ''}${step}`).join('');
    paths[index % LAYERS]?.push(`M${x} ${y}q${path}`);
  });
  return paths.flatMap((path) => (path.length > 0 ? [`<path d="${path.join('')}"/>`] : [])).join('');
}

function controlOf(from: Dot, to: Dot): Dot {
  const middle: Dot = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const across: Dot = [-(to[1] - from[1]), to[0] - from[0]];
  const outwards = across[0] * (middle[0] - MIDDLE[0]) + across[1] * (middle[1] - MIDDLE[1]) >= 0 ? 1 : -1;
  return [middle[0] + 2 * outwards * BEND * across[0], middle[1] + 2 * outwards * BEND * across[1]];
}

const lengthOf = ({ from, to }: Line) => Math.hypot(from[0] - to[0], from[1] - to[1]);
