import type { Edge, Node } from './node.ts';

/**
 * What can happen next, by the clock:
 * - meet: an outer school's edge becomes tight;
 * - open: an inner blossom's price reaches zero;
 * - low: an outer school's price reaches its limit or its floor.
 */
export type EventKind = 'meet' | 'open' | 'low';

/** A heap of events, the earliest first. Events are never taken back: whoever pops one checks that it still holds. */
export interface Events {
  at: Float64Array;
  kinds: EventKind[];
  nodes: Node[];
  edges: (Edge | null)[];
  size: number;
}

export function makeEvents(): Events {
  return { at: new Float64Array(1 << 12), kinds: [], nodes: [], edges: [], size: 0 };
}

/** Typed arrays and lists read inside their bounds only. */
const read = (cells: Float64Array, place: number): number => cells[place] as number;

function move(events: Events, from: number, to: number): void {
  events.at[to] = read(events.at, from);
  events.kinds[to] = events.kinds[from] as EventKind;
  events.nodes[to] = events.nodes[from] as Node;
  events.edges[to] = events.edges[from] as Edge | null;
}

function put(events: Events, place: number, at: number, kind: EventKind, node: Node, edge: Edge | null): void {
  events.at[place] = at;
  events.kinds[place] = kind;
  events.nodes[place] = node;
  events.edges[place] = edge;
}

export function pushEvent(events: Events, at: number, kind: EventKind, node: Node, edge: Edge | null): void {
  if (events.size === events.at.length) {
    const larger = new Float64Array(2 * events.size);
    larger.set(events.at);
    events.at = larger;
  }
  let place = events.size++;
  while (place > 0) {
    const above = (place - 1) >> 1;
    if (read(events.at, above) <= at) break;
    move(events, above, place);
    place = above;
  }
  put(events, place, at, kind, node, edge);
}

/** The earliest event, or null. */
export function popEvent(events: Events): { at: number; kind: EventKind; node: Node; edge: Edge | null } | null {
  if (events.size === 0) return null;
  const first = {
    at: read(events.at, 0),
    kind: events.kinds[0] as EventKind,
    node: events.nodes[0] as Node,
    edge: events.edges[0] as Edge | null,
  };
  const last = --events.size;
  const at = read(events.at, last);
  const kind = events.kinds[last] as EventKind;
  const node = events.nodes[last] as Node;
  const edge = events.edges[last] as Edge | null;
  let place = 0;
  for (;;) {
    let below = 2 * place + 1;
    if (below >= last) break;
    if (below + 1 < last && read(events.at, below + 1) < read(events.at, below)) below++;
    if (read(events.at, below) >= at) break;
    move(events, below, place);
    place = below;
  }
  if (last > 0) put(events, place, at, kind, node, edge);
  return first;
}
