/** A text as bare words with one space between, a comma after a pause and " . " between sentences; each word knows where it stood. */
export interface Sentences {
  line: string;
  /** For each word: where it begins in `line`, and its stretch in the undisguised text. */
  words: readonly { at: number; from: number; to: number }[];
}

const PART =
  /(?<word>[\p{L}0-9](?:[\p{L}0-9']*[\p{L}0-9])?)|(?<stop>[.!?;]+(?=[^\p{L}0-9]|$)|\n[ \n]*\n)|(?<pause>[,:()"\n]|(?<= )-{1,2}(?= ))/gu;

/** Reads a text into words and sentences, so that hyphens, quotation marks, spaces and line ends hide nothing. */
export function readSentences(plain: string): Sentences {
  const pieces: string[] = [];
  const words: { at: number; from: number; to: number }[] = [];
  let length = 0;
  for (const match of plain.matchAll(PART)) {
    if (match.groups?.pause !== undefined) {
      const last = pieces.length - 1;
      if (last < 0 || /[.,]$/.test(pieces[last] ?? '')) continue;
      pieces[last] += ',';
      length += 1;
      continue;
    }
    const piece = match.groups?.word === undefined ? '.' : match[0].replace(/'/g, '');
    if (piece !== '.') words.push({ at: length, from: match.index, to: match.index + match[0].length });
    pieces.push(piece);
    length += piece.length + 1;
  }
  return { line: `${pieces.join(' ')} .`, words };
}

/** The stretch of the undisguised text behind `line.slice(from, to)`, to whole words. */
export function stretchOf(sentences: Sentences, from: number, to: number): { from: number; to: number } {
  const { words } = sentences;
  const first = Math.max(0, firstFrom(words, from + 1) - 1);
  const last = Math.max(first, firstFrom(words, to) - 1);
  return { from: words[first]?.from ?? 0, to: words[last]?.to ?? 0 };
}

/** The sentence round a place, at most `reach` characters to either side. */
export function sentenceRound(line: string, from: number, to: number, reach: number): string {
  const before = line.slice(Math.max(0, from - reach), from);
  const after = line.slice(to, to + reach);
  const start = before.lastIndexOf(' . ');
  const end = after.indexOf(' .');
  return (start < 0 ? before : before.slice(start + 3)) + line.slice(from, to) + (end < 0 ? after : after.slice(0, end));
}

/** How many words begin before this place in the line (binary search). */
function firstFrom(words: Sentences['words'], place: number): number {
  let low = 0;
  let high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((words[middle]?.at ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
