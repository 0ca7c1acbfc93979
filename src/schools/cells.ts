import { REGIONS } from '../vocabulary/regions.ts';

/** Words the register writes where it means nothing. */
const NOTHING = new Set([
  'not applicable',
  'does not apply',
  'not recorded',
  'not known',
  'unknown',
  'not under a federation',
  'supp',
  'z',
  'c',
  'x',
  'u',
  '-',
  'n/a',
]);

/** What makes a cell untidy; nearly every cell is tidy, and one look is cheaper than three replacements. */
const UNTIDY = /[^ -~]|`| {2}|^ | $/;

/** A cell as people would write it: no odd spaces or control characters, straight apostrophes. */
export function tidy(cell: string | undefined): string {
  if (!cell) return '';
  if (!UNTIDY.test(cell)) return cell;
  return cell
    .replace(/[’‘`´]/g, "'")
    .replace(/[\s\u00a0\p{Cc}]+/gu, ' ')
    .trim();
}

/** A cell, or null when it is empty or says in words that there is nothing. */
export function textOrNull(cell: string | undefined): string | null {
  const text = tidy(cell);
  return text === '' || NOTHING.has(text.toLowerCase()) ? null : text;
}

/** A whole number of at most seven digits, else null: suppressed figures are letters. */
export function wholeNumber(cell: string | undefined): number | null {
  const text = tidy(cell).replace(/,/g, '');
  return /^\d{1,7}$/.test(text) ? Number(text) : null;
}

/** A percentage from 0 to 100, else null. */
export function percentage(cell: string | undefined): number | null {
  const text = tidy(cell).replace(/%$/, '');
  if (!/^\d{1,3}(\.\d+)?$/.test(text)) return null;
  const value = Number(text);
  return value <= 100 ? value : null;
}

/** Metres on the British National Grid; the register also writes 0 for "not known". */
export function gridMetres(cell: string | undefined): number | null {
  return wholeNumber(cell) || null;
}

/** A postcode in capitals with its one space, else null. */
export function postcodeOf(cell: string | undefined): string | null {
  const match = /^([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})$/.exec(tidy(cell).toUpperCase().replace(/ /g, ''));
  return match ? `${match[1]} ${match[2]}` : null;
}

/** The register's day-month-year as year-month-day, else null. */
export function isoDate(cell: string | undefined): string | null {
  const match = /^(\d{1,2})[-/](\d{1,2})[-/](\d{4})$/.exec(tidy(cell));
  if (!match) return null;
  const iso = `${match[3]}-${match[2]?.padStart(2, '0')}-${match[1]?.padStart(2, '0')}`;
  return Number.isNaN(Date.parse(iso)) ? null : iso;
}

/** One of the nine regions in one spelling ("Yorkshire and The Humber" is written two ways), else null: not England. */
export function regionOf(cell: string | undefined): string | null {
  const name = tidy(cell).toLowerCase();
  return REGIONS.find(({ label }) => label.toLowerCase() === name)?.label ?? null;
}
