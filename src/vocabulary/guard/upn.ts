import type { Objection } from './finding.ts';

/** The letters a UPN may begin with, in the order of their check values (no I, O, S). */
const CHECK_LETTERS = 'abcdefghjklmnpqrtuvwxyz';
/** A UPN is one letter and twelve characters. */
const AFTER_LETTER = 12;
/** How many separators may stand between two characters of a disguised UPN. */
const MAX_GAP = 3;
/** Digits that must be real digits when O, I or L stand for some. */
const MIN_REAL_DIGITS = 4;
const STAND_INS: Readonly<Record<string, string>> = { o: '0', i: '1', l: '1', '|': '1' };
/** How a UPN is grouped when people space it: authority, school, year, serial number. */
const USUAL_GROUPS = '3-4-2-3';

/**
 * Pupil numbers, permanent and temporary. By shape when it stands in one piece; when it is spaced out or has letters for digits,
 * by its check letter too, since "set A 12 14 15 18" is no pupil number. (Rule of the UPN standard: the digits times their
 * places 2 to 13, modulo 23, give the letter.)
 */
export function findUpns(plain: string): Objection[] {
  const found: Objection[] = [];
  for (let at = 0; at < plain.length; at++) {
    if (!CHECK_LETTERS.includes(plain[at] ?? ' ')) continue;
    const read = readUpn(plain, at);
    if (!read || !isBelieved(plain, at, read)) continue;
    found.push({
      from: at,
      to: read.end,
      kind: 'upn',
      message: messageFor(isCheckLetterRight(plain[at] ?? '', read.characters)),
    });
    at = read.end - 1;
  }
  return found;
}

/** Whether the letter is the one the twelve characters ask for. A temporary UPN's last letter counts by its check value. */
export function isCheckLetterRight(letter: string, characters: string): boolean {
  let sum = 0;
  for (let index = 0; index < AFTER_LETTER; index++) {
    const character = characters[index] ?? '';
    const value = /^[0-9]$/.test(character) ? Number(character) : CHECK_LETTERS.indexOf(character);
    if (value < 0) return false;
    sum += value * (index + 2);
  }
  return CHECK_LETTERS[sum % CHECK_LETTERS.length] === letter;
}

interface ReadUpn {
  /** The twelve characters after the letter, stand-ins replaced. */
  characters: string;
  end: number;
  /** Lengths of the groups after the letter: "12" when in one piece. */
  groups: string;
  /** Every pair of characters has a separator between. */
  allApart: boolean;
  /** A separator other than a space, a dot, a dash or the like, such as a comma or a new line. */
  listLike: boolean;
  standIns: boolean;
}

function readUpn(plain: string, at: number): ReadUpn | undefined {
  let characters = '';
  let realDigits = 0;
  let gaps = 0;
  let group = 0;
  let listLike = false;
  const groups: number[] = [];
  let position = at + 1;
  while (characters.length < AFTER_LETTER) {
    const gapStart = position;
    while (position - gapStart < MAX_GAP && isSeparator(plain[position])) position += 1;
    const gap = plain.slice(gapStart, position);
    if (gap !== '') {
      gaps += 1;
      if (/[,;:\n]/.test(gap)) listLike = true;
      if (group > 0) groups.push(group);
      group = 0;
    }
    const character = plain[position] ?? '';
    const isLast = characters.length === AFTER_LETTER - 1;
    const digit = /^[0-9]$/.test(character) ? character : isLast ? undefined : STAND_INS[character];
    const taken = digit ?? (isLast && CHECK_LETTERS.includes(character || ' ') ? character : undefined);
    if (taken === undefined) return undefined;
    if (taken === character && digit !== undefined) realDigits += 1;
    characters += taken;
    group += 1;
    position += 1;
  }
  if (realDigits < MIN_REAL_DIGITS) return undefined;
  groups.push(group);
  const standIns = realDigits < (/[a-z]$/.test(characters) ? AFTER_LETTER - 1 : AFTER_LETTER);
  return { characters, end: position, groups: groups.join('-'), allApart: gaps === AFTER_LETTER, listLike, standIns };
}

function isBelieved(plain: string, at: number, read: ReadUpn): boolean {
  const before = plain[at - 1];
  const after = plain[read.end];
  const standsAlone = !isWordCharacter(before) && !isWordCharacter(after);
  const right = isCheckLetterRight(plain[at] ?? '', read.characters);
  const inOnePiece = read.groups === String(AFTER_LETTER);
  if (inOnePiece && !read.standIns && standsAlone) return true;
  if (inOnePiece) return right && !/[0-9]/.test(after ?? '');
  if (!standsAlone) return false;
  if (right) return !read.listLike || read.allApart;
  return read.groups === USUAL_GROUPS && !read.standIns;
}

function messageFor(right: boolean): (typed: string) => string {
  const looks = right ? 'is a unique pupil number (UPN)' : 'looks like a unique pupil number (UPN)';
  return (typed) => `“${typed}” ${looks}. Take it out and write “one pupil” or “a Year 8 pupil” instead.`;
}

function isSeparator(character: string | undefined): boolean {
  return character !== undefined && !isWordCharacter(character) && character !== '|';
}

function isWordCharacter(character: string | undefined): boolean {
  return character !== undefined && /^[\p{L}0-9]$/u.test(character);
}
