/** Longer than any label or word; what is typed beyond it cannot help to find one. */
export const LONGEST_WORD = 100;

/**
 * Letters added, dropped, changed or swapped with their neighbour between two words of LONGEST_WORD at most; where it is more than
 * `most`, any number above it (a search looks at hundreds of words, nearly all of them far off).
 */
export function slips(a: string, b: string, most: number): number {
  let [before, last, now] = ROWS;
  for (let column = 0; column <= b.length; column += 1) last[column] = column;
  let leastBefore = 0;
  for (let row = 1; row <= a.length; row += 1) {
    const letter = a.charCodeAt(row - 1);
    now[0] = row;
    let least = row;
    for (let column = 1; column <= b.length; column += 1) {
      const other = b.charCodeAt(column - 1);
      let best = Math.min(at(last, column) + 1, at(now, column - 1) + 1, at(last, column - 1) + (letter === other ? 0 : 1));
      const swapped = row > 1 && column > 1 && letter === b.charCodeAt(column - 2) && a.charCodeAt(row - 2) === other;
      if (swapped) best = Math.min(best, at(before, column - 2) + 1);
      now[column] = best;
      least = Math.min(least, best);
    }
    // A swap looks two rows back.
    if (least > most && leastBefore > most) return most + 1;
    leastBefore = least;
    [before, last, now] = [last, now, before];
  }
  return at(last, b.length);
}

function at(row: Uint8Array, column: number): number {
  return row[column] ?? 0;
}

/** Words are no longer than what is typed. */
const ROWS = [new Uint8Array(LONGEST_WORD + 1), new Uint8Array(LONGEST_WORD + 1), new Uint8Array(LONGEST_WORD + 1)] as const;
