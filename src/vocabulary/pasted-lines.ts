/** A line of pasted text, trimmed, and its number in what was pasted. */
export interface PastedLine {
  line: number;
  words: string;
}

/** The lines of a pasted table. Empty ones are passed over, and a heading before all others. */
export function pastedLines(pasted: string, heading: RegExp): PastedLine[] {
  const lines = pasted
    .split(/\r?\n/)
    .map((words, index) => ({ line: index + 1, words: words.trim() }))
    .filter(({ words }) => words !== '');
  return lines[0] && heading.test(lines[0].words) ? lines.slice(1) : lines;
}
