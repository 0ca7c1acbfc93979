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
