import type { Objection } from './finding.ts';
import { OTHER } from './normalise.ts';

/** How many characters a number may be stretched over, and the separators between two of its digits. */
const MAX_LENGTH = 60;
const MAX_GAP = 3;
/** Digits that must be real ones when O or L stand for some. */
const MIN_REAL_DIGITS = 6;
const STAND_INS: Readonly<Record<string, string>> = { o: '0', l: '1' };
/** What may stand between two digits of a number. */
const SEPARATOR = /^[ .\-()_*~'/]$/;

/** United Kingdom telephone numbers: 07…, 01…, 02…, and the same after +44, 0044 or 44. */
export function findPhones(plain: string): Objection[] {
  const found: Objection[] = [];
  for (let at = 0; at < plain.length; at++) {
    if (!mayStart(plain, at)) continue;
    const end = readNumber(plain, at);
    if (end === undefined) continue;
    found.push({ from: at, to: end, kind: 'phone', message });
    at = end - 1;
  }
  return found;
}

function message(typed: string): string {
  return `“${typed}” looks like a phone number. Take it out; people can reach each other through this bot instead.`;
}

function mayStart(plain: string, at: number): boolean {
  const character = plain[at] ?? '';
  if (character !== '0' && character !== '+' && character !== '4' && character !== 'o') return false;
  const before = plain[at - 1] ?? ' ';
  if (/[0-9]/.test(before)) return false;
  if (/[.,:-]/.test(before) && /[0-9]/.test(plain[at - 2] ?? ' ')) return false;
  // "tel07700…" is a number; "grade4…", "too 7…" and the platforms' own ids ("C0123456789") are not.
  if (!/[a-z]/.test(before)) return true;
  return /[a-z]/.test(plain[at - 2] ?? ' ') && /^0[127][0-9]{8,9}(?![0-9])/.test(plain.slice(at, at + 12));
}

/** Where the number that begins here ends, taking the longest that has the right digits and stops where the digits stop. */
function readNumber(plain: string, at: number): number | undefined {
  const groups: string[] = [];
  let digits = '';
  let real = 0;
  let gap = 0;
  let end: number | undefined;
  let position = plain[at] === '+' ? at + 1 : at;
  for (; position < Math.min(plain.length, at + MAX_LENGTH) && digits.length < 16; position++) {
    const character = plain[position] ?? '';
    const digit = /^[0-9]$/.test(character) ? character : STAND_INS[character];
    if (digit === undefined) {
      gap += 1;
      if (!(character === OTHER || SEPARATOR.test(character)) || gap > MAX_GAP) break;
      continue;
    }
    if (digit === character) real += 1;
    if (gap > 0 || groups.length === 0) groups.push('');
    groups.push((groups.pop() ?? '') + digit);
    digits += digit;
    gap = 0;
    const next = plain[position + 1] ?? ' ';
    if (/[a-z0-9]/.test(next) && STAND_INS[next] === undefined) continue;
    if (real >= MIN_REAL_DIGITS && isNumber(digits, groups, plain[at] === '+')) end = position + 1;
  }
  return end;
}

function isNumber(digits: string, groups: readonly string[], plus: boolean): boolean {
  const abroad = /^(?:00)?44(0?)([1237][0-9]{8,9})$/.exec(digits);
  if (abroad && (plus || digits.startsWith('0044') || isMobileAbroad(digits, groups))) return true;
  if (plus || looksLikeDate(groups)) return false;
  if (/^07[0-9]{9}$/.test(digits)) return true;
  // An area code has three digits or more, so that "01 02 03 04 05" and "01-02-2024 10" pass; every digit apart is a disguise.
  const apart = groups.every((group) => group.length === 1);
  return /^0[12][0-9]{8,9}$/.test(digits) && (apart || (groups[0] ?? '').length >= 3);
}

/** "447700900123", "44 7700 900123" without the plus. */
function isMobileAbroad(digits: string, groups: readonly string[]): boolean {
  return /^447[0-9]{9}$/.test(digits) && (groups.length === 1 || groups[0] === '44');
}

/** "07.01.2024 230 pupils" begins like a mobile number. */
function looksLikeDate(groups: readonly string[]): boolean {
  const [day = '', month = '', year = ''] = groups;
  return day.length === 2 && month.length <= 2 && /^(?:19|20)[0-9]{2}$/.test(year);
}
