import type { Dot } from './frame.ts';

/** Side of an area, in pixels: 50 km, and 70 where thousands of lines would fill the picture even so. */
const AREA = { side: 80, crowded: 112, lines: 4000 } as const;

/** A line, as far as gathering goes. */
interface Ends {
  from: Dot;
  to: Dot;
  colours: readonly [string, string];
}

/** Lines that run from one area to another, as one. */
export interface Flow extends Ends {
  lines: number;
}

/**
 * Thousands of lines gathered into those between areas, each from the middle of one area's schools to that of the other's: every line
 * is counted in exactly one flow. An area has one colour: where regions meet there are two. The strongest come last and lie on top.
 */
export function flowsOf(lines: readonly Ends[]): Flow[] {
  const side = lines.length > AREA.lines ? AREA.crowded : AREA.side;
  const areas = new Map<string, { x: number; y: number; ends: number; colour: string }>();
  const counts = new Map<string, number>();
  const enter = ([x, y]: Dot, colour: string): string => {
    const key = `${Math.floor(x / side)} ${Math.floor(y / side)} ${colour}`;
    const area = areas.get(key) ?? { x: 0, y: 0, ends: 0, colour };
    areas.set(key, { x: area.x + x, y: area.y + y, ends: area.ends + 1, colour });
    return key;
  };
  for (const { from, to, colours } of lines) {
    const key = [enter(from, colours[0]), enter(to, colours[1])].sort().join('|');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .flatMap(([key, count]) => {
      const [a, b] = key.split('|').map((area) => areas.get(area));
      return a && b ? [{ from: middle(a), to: middle(b), colours: [a.colour, b.colour] as const, lines: count }] : [];
    })
    .sort((a, b) => a.lines - b.lines);
}

const middle = ({ x, y, ends }: { x: number; y: number; ends: number }): Dot => [x / ends, y / ends];

/** The middle of the ends of each colour: where a gradient shared by many flows begins or stops. */
export function middles(flows: readonly Flow[]): Map<string, Dot> {
  const sums = new Map<string, { x: number; y: number; ends: number }>();
  for (const { from, to, colours, lines } of flows)
    for (const [colour, [x, y]] of [
      [colours[0], from],
      [colours[1], to],
    ] as const) {
      const sum = sums.get(colour) ?? { x: 0, y: 0, ends: 0 };
      sums.set(colour, { x: sum.x + lines * x, y: sum.y + lines * y, ends: sum.ends + lines });
    }
  return new Map([...sums].map(([colour, sum]) => [colour, middle(sum)]));
}
