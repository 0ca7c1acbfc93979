/**
 * How many characters each of several texts may keep so that all of them fit together: short ones stay whole, the longest are cut to
 * one common length.
 */
export function commonLength(lengths: readonly number[], room: number): number {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (total <= room) return Math.max(0, ...lengths);
  const sorted = [...lengths].sort((one, other) => one - other);
  let left = room;
  for (const [index, length] of sorted.entries()) {
    const share = Math.floor(left / (sorted.length - index));
    if (length > share) return share;
    left -= length;
  }
  return Math.max(0, ...lengths);
}
