/** Discord's epoch, the first moment of 2015, in ms. */
const DISCORD_EPOCH = 1_420_070_400_000n;

/** Makes ids that carry the time they were made at and never go back, even when the clock does. */
export interface Snowflakes {
  next(): string;
  /** The newest id given out, to go on from after a restart. */
  last(): string;
}

/** Ids stamped by `now` (ms), all greater than `after`. */
export function createSnowflakes(now: () => number, after = '0'): Snowflakes {
  let last = BigInt(after);
  return {
    next() {
      const stamped = (BigInt(Math.floor(now())) - DISCORD_EPOCH) << 22n;
      last = stamped > last ? stamped : last + 1n;
      return String(last);
    },
    last: () => String(last),
  };
}

/** Orders ids by age: ids of different lengths are still numbers. */
export function compareIds(left: string, right: string): number {
  return left.length - right.length || (left < right ? -1 : left > right ? 1 : 0);
}

/** Whether a value has the form of an id. */
export function isSnowflake(value: unknown): value is string {
  return typeof value === 'string' && /^\d{1,20}$/.test(value);
}
