import { OKABE_ITO, PAPER } from './palette.ts';
import { fitted, widthOf, words } from './words.ts';

/** One round: what is counted in it, by name. */
export interface TrendPoint {
  name: string;
  values: Record<string, number>;
}

const SIZE = { width: 1000, height: 600 } as const;
const PLOT = { left: 90, right: 650, top: 60, bottom: 500 } as const;
const TEXT = 28;
/** The newest rounds that fit beside each other. */
const ROUNDS_SHOWN = 12;
/** Each line has its own colour, its own mark and its own dashes. */
const STYLES = [
  { colour: OKABE_ITO.blue, dashes: '', mark: 'circle' },
  { colour: OKABE_ITO.vermillion, dashes: '16 8', mark: 'square' },
  { colour: OKABE_ITO.green, dashes: '4 9', mark: 'diamond' },
  { colour: OKABE_ITO.black, dashes: '20 7 4 7', mark: 'triangle' },
  { colour: OKABE_ITO.purple, dashes: '10 10', mark: 'circle' },
] as const;

/** Counts over rounds, oldest first, as lines named at their right end. `labels`: what each of the values is called. */
export function trendSvg(rounds: readonly TrendPoint[], labels: Readonly<Record<string, string>>): string {
  const shown = rounds.slice(-ROUNDS_SHOWN);
  const keys = Object.keys(labels).slice(0, STYLES.length);
  const top = ceiling(Math.max(1, ...shown.flatMap((one) => keys.map((key) => one.values[key] ?? 0))));
  const x = (index: number) =>
    shown.length < 2 ? PLOT.right - 40 : PLOT.left + 30 + (index * (PLOT.right - PLOT.left - 70)) / (shown.length - 1);
  const y = (value: number) => PLOT.bottom - (value / top) * (PLOT.bottom - PLOT.top);
  const last = shown.at(-1);
  const ends = apart(keys.map((key) => y(last?.values[key] ?? 0)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" width="${SIZE.width}" height="${SIZE.height}">`,
    `<rect width="100%" height="100%" fill="${PAPER.sea}"/>`,
    ...[0, top / 2, top].map(
      (value) =>
        `<path d="M${PLOT.left} ${y(value)}H${PLOT.right}" stroke="${PAPER.rule}" stroke-width="2"/>${words(PLOT.left - 14, y(value) + 10, String(value), { size: TEXT, anchor: 'end', colour: PAPER.faint })}`,
    ),
    ...keys.map((key, index) =>
      line(
        shown.map((one, at) => [x(at), y(one.values[key] ?? 0)]),
        index,
      ),
    ),
    ...keys.map((key, index) =>
      words(
        PLOT.right + 16,
        (ends[index] ?? 0) + 10,
        fitted(`${labels[key]} ${last?.values[key] ?? 0}`, TEXT, SIZE.width - PLOT.right - 20, true),
        {
          size: TEXT,
          bold: true,
          colour: STYLES[index]?.colour ?? PAPER.ink,
        },
      ),
    ),
    ...names(shown, x),
    '</svg>',
  ].join('');
}

/** The same in words, for whoever cannot see it. */
export function trendAlt(rounds: readonly TrendPoint[], labels: Readonly<Record<string, string>>): string {
  const shown = rounds.slice(-ROUNDS_SHOWN);
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last) return 'Chart: no rounds yet.';
  const values = (key: string) =>
    shown.length === 1 ? `${last.values[key] ?? 0}` : `${first.values[key] ?? 0} then, ${last.values[key] ?? 0} now`;
  const span = shown.length === 1 ? `the round ${last.name}` : `${shown.length} rounds, from ${first.name} to ${last.name}`;
  return `Chart of ${span}. ${Object.entries(labels)
    .map(([key, label]) => `${label}: ${values(key)}`)
    .join('; ')}.`;
}

function line(points: readonly (readonly [number, number])[], index: number): string {
  const style = STYLES[index] ?? STYLES[0];
  const path = points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${Math.round(x)} ${Math.round(y)}`).join('');
  const dashes = style.dashes ? ` stroke-dasharray="${style.dashes}"` : '';
  const marks = points.map(([x, y]) => mark(style.mark, Math.round(x), Math.round(y))).join('');
  return `<path d="${path}" fill="none" stroke="${style.colour}" stroke-width="6" stroke-linejoin="round"${dashes}/><g fill="${style.colour}" stroke="${PAPER.sea}" stroke-width="3">${marks}</g>`;
}

function mark(kind: (typeof STYLES)[number]['mark'], x: number, y: number): string {
  if (kind === 'circle') return `<circle cx="${x}" cy="${y}" r="11"/>`;
  if (kind === 'square') return `<path d="M${x - 10} ${y - 10}h20v20h-20z"/>`;
  if (kind === 'diamond') return `<path d="M${x} ${y - 14}l14 14l-14 14l-14 -14z"/>`;
  return `<path d="M${x} ${y - 13}l13 23h-26z"/>`;
}

/** The rounds' names under the plot, as many as fit beside each other: the last, the first, then from the newest back. */
function names(shown: readonly TrendPoint[], x: (index: number) => number): string[] {
  const room = shown.length < 2 ? 400 : 290;
  const placed: { left: number; right: number }[] = [];
  const order = shown
    .map((_, index) => index)
    .sort((a, b) => (a === 0 ? 1.5 : shown.length + 1 - a) - (b === 0 ? 1.5 : shown.length + 1 - b));
  return order.flatMap((index) => {
    const name = fitted(shown[index]?.name ?? '', TEXT, room);
    const half = widthOf(name, TEXT) / 2;
    const centre = Math.max(x(index), half + 10);
    if (placed.some(({ left, right }) => centre - half < right + 20 && left < centre + half + 20)) return [];
    placed.push({ left: centre - half, right: centre + half });
    return [words(centre, PLOT.bottom + 48, name, { size: TEXT, anchor: 'middle' })];
  });
}

/** Heights for names at the right end, at least a line apart, in the order of their lines. */
function apart(heights: readonly number[]): number[] {
  const order = heights.map((_, index) => index).sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
  const placed = [...heights];
  let free = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    placed[index] = Math.max(heights[index] ?? 0, free);
    free = (placed[index] ?? 0) + TEXT + 8;
  }
  // Pushed past the bottom: all move up together.
  const over = Math.max(0, Math.max(...placed) - PLOT.bottom);
  return placed.map((height) => height - over);
}

/** The next round number above, even, so that half of it is whole. */
function ceiling(value: number): number {
  const step = 10 ** Math.floor(Math.log10(value));
  return (
    [1, 2, 4, 5, 6, 8, 10]
      .map((one) => one * step)
      .map((one) => (one < 2 ? 2 : one % 2 ? one + 1 : one))
      .find((one) => one >= value) ?? value
  );
}
