/** Pairs worth considering, each once. */
export interface Pairs {
  seats: number;
  known: Set<number>;
  a: number[];
  b: number[];
  scores: number[];
}

export function makePairs(seats: number): Pairs {
  return { seats, known: new Set(), a: [], b: [], scores: [] };
}

export function addPair(pairs: Pairs, a: number, b: number, score: number): void {
  const key = a < b ? a * pairs.seats + b : b * pairs.seats + a;
  if (pairs.known.has(key)) return;
  pairs.known.add(key);
  pairs.a.push(a);
  pairs.b.push(b);
  pairs.scores.push(score);
}

/** Each seat's partners in one stretch of a long list: those of seat s lie from first[s] to first[s + 1]. */
export interface Neighbours {
  seats: number;
  first: Int32Array;
  partners: Int32Array;
  scores: Float64Array;
}

export function neighboursOf({ seats, a, b, scores }: Pairs): Neighbours {
  const first = new Int32Array(seats + 1);
  for (const list of [a, b]) for (const seat of list) first[seat + 1] = (first[seat + 1] ?? 0) + 1;
  for (let seat = 0; seat < seats; seat++) first[seat + 1] = (first[seat + 1] ?? 0) + (first[seat] ?? 0);
  const next = first.slice();
  const partners = new Int32Array(2 * a.length);
  const values = new Float64Array(2 * a.length);
  const enter = (from: number, to: number, score: number) => {
    const place = next[from] ?? 0;
    next[from] = place + 1;
    partners[place] = to;
    values[place] = score;
  };
  scores.forEach((score, at) => {
    const [one, other] = [a[at] ?? 0, b[at] ?? 0];
    enter(one, other, score);
    enter(other, one, score);
  });
  return { seats, first, partners, scores: values };
}
