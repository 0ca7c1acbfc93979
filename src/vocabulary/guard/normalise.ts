/**
 * A text with its disguises taken off: lower case, plain digits and letters, nothing invisible.
 * Each character of `plain` knows which stretch of the original it stands for.
 */
export interface Undisguised {
  plain: string;
  /** Where the character at this index of `plain` begins in the original. */
  starts: readonly number[];
  /** Where it ends in the original (exclusive). */
  ends: readonly number[];
}

/** What stands in `plain` for a character without a plain counterpart: never a letter, digit, space or punctuation mark. */
export const OTHER = '\u0001';

/** Takes the disguises off, one character after another, in time proportional to the length. Never throws. */
export function undisguise(text: string): Undisguised {
  const parts: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of text) {
    const end = at + character.length;
    for (const plain of plainOf(character)) {
      parts.push(plain);
      starts.push(at);
      ends.push(end);
    }
    at = end;
  }
  return { plain: parts.join(''), starts, ends };
}

/** The stretch of the original behind `plain.slice(from, to)`. */
export function originalSpan(undisguised: Undisguised, from: number, to: number): { start: number; end: number } {
  return { start: undisguised.starts[from] ?? 0, end: undisguised.ends[to - 1] ?? 0 };
}

const ASCII = /^[\x20-\x7e\n]$/;
/** Zero-width and direction characters, joiners, accents on their own, soft hyphens: what nobody sees. */
const INVISIBLE = /^[\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}]$/u;

function plainOf(character: string): string {
  if (ASCII.test(character)) return character.toLowerCase();
  if (INVISIBLE.test(character)) return '';
  const alike = LOOKALIKES.get(character) ?? framedLetter(character);
  if (alike !== undefined) return alike;
  // Compatibility forms: full-width, circled, mathematical letters and digits; accents fall off with the marks.
  const decomposed = character.normalize('NFKD').replace(/\p{M}+/gu, '');
  return Array.from(decomposed, plainOfDecomposed).join('');
}

function plainOfDecomposed(character: string): string {
  if (ASCII.test(character)) return character.toLowerCase();
  const alike = LOOKALIKES.get(character);
  if (alike !== undefined) return alike;
  if (character === '\r' || character === '\u2028' || character === '\u2029') return '\n';
  if (/^[\s\u2800\u3164]$/u.test(character)) return ' ';
  if (/^[\p{Pd}\u2212]$/u.test(character)) return '-';
  if (/^[‘’ʼ′`´]$/u.test(character)) return "'";
  if (/^[“”„«»″]$/u.test(character)) return '"';
  if (/^\p{Nd}$/u.test(character)) return digitValue(character);
  const lower = character.toLowerCase();
  return lower.length === 1 && /^\p{L}$/u.test(lower) ? lower : OTHER;
}

/** Letters in squares and circles (🅰, 🅐) and flag letters (🇦), which compatibility forms leave alone. */
function framedLetter(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  const start = [0x1f150, 0x1f170, 0x1f1e6].find((first) => code >= first && code < first + 26);
  return start === undefined ? undefined : String.fromCharCode(97 + code - start);
}

/** Digits of other scripts come in runs of ten, zero first; Unicode keeps the runs in whole tens. */
function digitValue(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let first = code;
  while (/^\p{Nd}$/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return String((code - first) % 10);
}

/** Letters of other alphabets that look like one of ours, capital and small as they look. */
const LOOKALIKES = new Map([
  // Cyrillic
  ...pairs('АВЕЗКМНОРСТУХІЈЅԚԜҮҺ', 'abe3kmhopctyxijsqwyh'),
  ...pairs('авекмнорстухіјѕԛԝԁһүӏ', 'abekmhopctyxijsqwdhyl'),
  // Greek
  ...pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'abezhikmnoptyx'),
  ...pairs('αικνορτυχ', 'aikvoptux'),
  // Cherokee, Armenian, Latin letters beyond the alphabet
  ...pairs('ᎪᎠᎬᎻᎫᏦᏞᎷᏢᏒᎢᏙᎳᏃᏴᏟ', 'adehjklmprtvwzbc'),
  ...pairs('ոսօհցɡɩıłøđ', 'nuohggiilod'),
]);

function pairs(from: string, to: string): [string, string][] {
  return Array.from(from, (letter, index) => [letter, to[index] ?? OTHER]);
}
