/** One bit per school, 32 to a word: a question about all schools is answered 32 at a time. */
export type Bits = Int32Array;

export function makeBits(schools: number): Bits {
  return new Int32Array((schools + 31) >>> 5);
}

/** Reads inside the bounds only. */
export function word(bits: Bits, at: number): number {
  return bits[at] as number;
}

export function setBit(bits: Bits, place: number): void {
  bits[place >>> 5] = word(bits, place >>> 5) | (1 << (place & 31));
}

/** The places of the ones in two words: which topics, 0 to 63, a set holds. */
export function placesIn(low: number, high: number): number[] {
  const places: number[] = [];
  for (let bits = low; bits !== 0; bits &= bits - 1) places.push(31 - Math.clz32(bits & -bits));
  for (let bits = high; bits !== 0; bits &= bits - 1) places.push(63 - Math.clz32(bits & -bits));
  return places;
}
