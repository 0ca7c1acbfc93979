import { pastedLines } from '../vocabulary/pasted-lines.ts';

/** One pasted line, read: a school and its group, or why it could not be read. */
export type GroupLine = { line: number; urn: number; group: string | undefined } | { line: number; words: string; why: string };

/** Words that take a school out of its groups instead of naming one. */
const NO_GROUP = /^(none|no group|-)$/i;
const HEADER = /^"?urn"?\s*[,;\t]/i;

/** Reads pasted lines "URN, group" (comma, semicolon or tab, as copied from a spreadsheet). Empty lines and a header line are passed over. */
export function readGroupLines(pasted: string): GroupLine[] {
  return pastedLines(pasted, HEADER).map(({ line, words }): GroupLine => {
    const parts = /^"?(\d{5,7})"?\s*[,;\t]\s*"?(.*?)"?$/.exec(words);
    const [, urn, group = ''] = parts ?? [];
    if (urn === undefined) return { line, words, why: 'it does not begin with a URN (six digits) and a comma' };
    if (group.trim() === '') return { line, words, why: 'the group is missing' };
    if (group.length > 100) return { line, words, why: 'the group has more than 100 characters' };
    return { line, urn: Number(urn), group: NO_GROUP.test(group.trim()) ? undefined : group.trim().replace(/\s+/g, ' ') };
  });
}
