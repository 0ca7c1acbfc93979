/** A place: metres on the British National Grid. */
export interface Place {
  easting: number;
  northing: number;
}

/** A place in the picture, in pixels. */
export type Dot = readonly [x: number, y: number];

/** The picture, in pixels: as wide as phones and chats show well, England as large as fits under the title. */
export const FRAME = { width: 1000, height: 1150 } as const;

/** England's corner on the grid and its reach, with the Isles of Scilly and Berwick (the register's own extremes, rounded outwards). */
const ENGLAND = { west: 82_000, east: 658_000, south: 6_000, north: 658_000 } as const;
const MARGIN = { left: 26, top: 66 } as const;
const PIXELS_PER_METRE = (FRAME.width - 2 * MARGIN.left) / (ENGLAND.east - ENGLAND.west);

/** Where a place is in the picture; undefined when it is not in England. */
export function dotOf({ easting, northing }: Place): Dot | undefined {
  if (easting < ENGLAND.west || easting > ENGLAND.east || northing < ENGLAND.south || northing > ENGLAND.north) return undefined;
  return [MARGIN.left + (easting - ENGLAND.west) * PIXELS_PER_METRE, MARGIN.top + (ENGLAND.north - northing) * PIXELS_PER_METRE];
}

/** Kilometres between two places, as the crow flies (the grid's own distortion is under 0.1 %). */
export function kilometres(a: Place, b: Place): number {
  return Math.round(Math.hypot(a.easting - b.easting, a.northing - b.northing) / 1000);
}
