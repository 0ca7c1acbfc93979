import { pastedLines } from '../vocabulary/pasted-lines.ts';
import { readDay } from '../vocabulary/read-day.ts';
import type { DatesRead, Span } from './types.ts';

const HEADER = /^"?(name|term|holiday|title|event|subject|summary|description)"?\s*[,;\t]/i;
/** A table of term dates has a dozen lines a year, and a school's whole calendar some 200; trying every form of a date takes its time. */
export const MOST_LINES = 500;
const BETWEEN = /\s+(?:to|until|–|—|-)\s+|\s*[–—]\s*/i;

/**
 * Reads pasted lines "name, first day, last day" (comma, semicolon or tab, as copied from a spreadsheet) or "name: first day to last
 * day", as councils write them. Empty lines and a header line are passed over.
 */
export function readLines(pasted: string): DatesRead {
  const read: DatesRead = { spans: [], notUnderstood: [] };
  for (const { line, words } of pastedLines(pasted, HEADER)) {
    if (line > MOST_LINES) {
      read.notUnderstood.push({ line, words, why: `only the first ${MOST_LINES} lines are read` });
      break;
    }
    const span = readLine(words);
    if ('why' in span) read.notUnderstood.push({ line, words, why: span.why });
    else read.spans.push(span);
  }
  return read;
}

function readLine(words: string): Span | { why: string } {
  const [name = '', ...days] = partsOf(words);
  const [first, last = first] = days;
  if (first === undefined || last === undefined) return { why: 'it needs a name, a first day and a last day' };
  const from = readDay(first);
  const to = readDay(last);
  if (from === undefined) return { why: `"${first}" is not a date like 26 October 2026 or 26/10/2026` };
  if (to === undefined) return { why: `"${last}" is not a date like 26 October 2026 or 26/10/2026` };
  if (to < from) return { why: 'the last day comes before the first' };
  return { name, from, to };
}

function partsOf(words: string): string[] {
  const quoted = words.includes('"');
  const separator = words.includes('\t') ? '\t' : words.includes(';') ? ';' : words.includes(':') && !quoted ? ':' : ',';
  const [name = '', ...rest] = (quoted ? cellsOf(words, separator) : words.split(separator)).map((part) => part.trim());
  const days = rest.flatMap((part) => part.split(BETWEEN)).filter((part) => part !== '');
  // "Monday, 26 October 2026": the comma after a weekday parts nothing.
  return [name, ...days.filter((part) => !/^(mon|tues|wednes|thurs|fri|satur|sun)day$/i.test(part))];
}

/** The cells of a line of a CSV file (RFC 4180): within quotes a separator parts nothing. */
function cellsOf(line: string, separator: string): string[] {
  const cells = [''];
  let inQuotes = false;
  for (const sign of line) {
    if (sign === '"') inQuotes = !inQuotes;
    else if (sign === separator && !inQuotes) cells.push('');
    else cells.push((cells.pop() ?? '') + sign);
  }
  return cells;
}
