import type { Objection } from './finding.ts';

/** How far a date may stand from the word that makes it somebody's birth, in characters, before and after. */
const REACH_AFTER = 40;
const REACH_BEFORE = 16;
/** Born before this year is history ("Anne Frank was born on 12 June 1929"), not a pupil and hardly a colleague. */
const OLDEST_BIRTH = 1960;
/** Near "birthday", a date in a later year is more likely the day of the assembly; the youngest pupils of 2026 were born in 2023. */
const NEWEST_BIRTHDAY = 2023;

/** "dob" and "date of birth" name the thing itself; "born" and "birthday" also turn up in ordinary talk. */
const PLAIN_WORD = /(?<![a-z0-9])(?:d[ ._-]{0,2}o[ ._-]{0,2}b|date[ ._-]{1,2}of[ ._-]{1,2}birth|birth[ -]?date)(?![a-z0-9])/g;
const LOOSE_WORD = /(?<![a-z0-9])(?:born|birthday|b'?day)(?![a-z0-9])/g;
/** "summer-born pupils", "foreign-born": a group, not a birth. */
const GROUP_BEFORE = /(?:summer|autumn|spring|winter|first|new|foreign|uk|british|overseas|august|september|still)[ -]$/;

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const SPACE = '[ \\n]{0,2}';
const MARK = `(?:${SPACE}[/.,_\\-]${SPACE}|[ \\n]{1,2})`;
const YEAR = "(?<year>(?:19|20)[0-9]{2}|'?[0-9]{2})";
const DATES = [
  `(?:0?[1-9]|[12][0-9]|3[01])${MARK}(?:0?[1-9]|[12][0-9]|3[01])${MARK}${YEAR}(?![0-9])`,
  `(?<year>(?:19|20)[0-9]{2})${MARK}(?:0?[1-9]|1[0-2])${MARK}(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])`,
  `(?:0?[1-9]|[12][0-9]|3[01]) ?(?:st|nd|rd|th)?(?: of)?[ ,.\\-/]{0,2}${MONTH}[ ,.\\-/']{0,3}${YEAR}(?![0-9])`,
  `${MONTH}[ ,.\\-/]{0,2}(?:0?[1-9]|[12][0-9]|3[01]) ?(?:st|nd|rd|th)?[ ,.\\-/']{1,3}${YEAR}(?![0-9])`,
  '(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?<year>(?:19|20)[0-9]{2})(?![0-9])',
].map((pattern) => new RegExp(`(?<![0-9])${pattern}`));
/** After "dob:" also a day without its year, or eight digits however they are spaced. */
const DAY_ONLY = new RegExp(
  `(?<![0-9])(?:[0-9]{1,2} ?(?:st|nd|rd|th)?(?: of)? ?${MONTH}|[0-9]{1,2}[/.\\-][0-9]{1,2})(?![0-9a-z])`,
);
const APART = /(?<![0-9])[0-9](?:[ /.,_-]{0,3}[0-9]){5,7}(?![0-9])/;

/** Dates of birth: a date close to a word that says it is one. An ordinary lesson date passes. */
export function findDatesOfBirth(plain: string): Objection[] {
  const found: Objection[] = [];
  for (const word of plain.matchAll(PLAIN_WORD)) {
    const date = nearest(plain, word.index, word[0].length, [...DATES, APART, DAY_ONLY], () => true);
    if (date) found.push(date);
  }
  for (const word of plain.matchAll(LOOSE_WORD)) {
    if (GROUP_BEFORE.test(plain.slice(Math.max(0, word.index - 12), word.index))) continue;
    const newest = word[0] === 'born' ? Number.POSITIVE_INFINITY : NEWEST_BIRTHDAY;
    const date = nearest(plain, word.index, word[0].length, DATES, (year) => isBirthYear(year, newest));
    if (date) found.push(date);
  }
  return found;
}

function isBirthYear(typed: string, newest: number): boolean {
  const digits = typed.replace("'", '');
  return digits.length === 2 || (Number(digits) >= OLDEST_BIRTH && Number(digits) <= newest);
}

function nearest(
  plain: string,
  at: number,
  length: number,
  patterns: readonly RegExp[],
  isBirth: (year: string) => boolean,
): Objection | undefined {
  const afterWord = at + length;
  const after = plain.slice(afterWord, afterWord + REACH_AFTER);
  const beforeFrom = Math.max(0, at - REACH_AFTER);
  const before = plain.slice(beforeFrom, at);
  for (const pattern of patterns) {
    const later = pattern.exec(after);
    if (later && !endsSentence(after.slice(0, later.index)) && isBirth(later.groups?.year ?? '')) {
      return objection(afterWord + later.index, later[0].length);
    }
    const earlier = pattern.exec(before);
    const end = earlier ? earlier.index + earlier[0].length : 0;
    const between = before.slice(end);
    if (earlier && between.length <= REACH_BEFORE && !endsSentence(between) && isBirth(earlier.groups?.year ?? '')) {
      return objection(beforeFrom + earlier.index, earlier[0].length);
    }
  }
  return undefined;
}

function objection(from: number, length: number): Objection {
  return { from, to: from + length, kind: 'date-of-birth', message };
}

function message(typed: string): string {
  return `“${typed}” looks like a date of birth. Take it out and give the year group instead, such as “a Year 4 pupil”.`;
}

function endsSentence(between: string): boolean {
  return /[.!?][ \n]+[a-z]|\n\n/.test(between);
}
