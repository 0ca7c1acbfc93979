/** Pairs worth considering; a pair may be noted twice. */
export interface Pairs {
  seats: number;
  a: number[];
  b: number[];
  scores: number[];
}

export function makePairs(seats: number): Pairs {
  return { seats, a: [], b: [], scores: [] };
}

export function addPair(pairs: Pairs, a: number, b: number, score: number): void {
  pairs.a.push(a);
  pairs.b.push(b);
  pairs.scores.push(score);
}

/** Each seat's partners, each once, in a stretch of one long list: those of seat s lie from first[s] to end[s]. */
export interface Neighbours {
  seats: number;
  first: Int32Array;
  end: Int32Array;
  partners: Int32Array;
  scores: Float64Array;
}

export function neighboursOf({ seats, a, b, scores }: Pairs): Neighbours {
  const first = new Int32Array(seats + 1);
  for (const list of [a, b]) for (const seat of list) first[seat + 1] = (first[seat + 1] ?? 0) + 1;
  for (let seat = 0; seat < seats; seat++) first[seat + 1] = (first[seat + 1] ?? 0) + (first[seat] ?? 0);
  const end = first.slice(0, seats);
  const partners = new Int32Array(2 * a.length);
  const values = new Float64Array(2 * a.length);
  const enter = (from: number, to: number, score: number) => {
    const place = end[from] ?? 0;
    end[from] = place + 1;
    partners[place] = to;
    values[place] = score;
  };
  scores.forEach((score, at) => {
    const [one, other] = [a[at] ?? 0, b[at] ?? 0];
    enter(one, other, score);
    enter(other, one, score);
  });
  const neighbours = { seats, first, end, partners, scores: values };
  dropRepeats(neighbours);
  return neighbours;
}

function dropRepeats({ seats, first, end, partners, scores }: Neighbours): void {
  const seenBy = new Int32Array(seats).fill(-1);
  for (let seat = 0; seat < seats; seat++) {
    let kept = first[seat] ?? 0;
    for (let at = kept; at < (end[seat] ?? 0); at++) {
      const partner = partners[at] ?? 0;
      if (seenBy[partner] === seat) continue;
      seenBy[partner] = seat;
      partners[kept] = partner;
      scores[kept++] = scores[at] ?? 0;
    }
    end[seat] = kept;
  }
}
