import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCheckLetterRight } from '../../src/vocabulary/guard/upn.ts';
import { guard, guardAll } from '../../src/vocabulary/guard.ts';
import { DISCLOSURES, ORDINARY, REFUSED } from './guard-examples.ts';

const LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';

/** A permanent UPN with the right check letter. */
const upn = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 }).map((digits) => {
  const sum = digits.reduce((total, digit, index) => total + digit * (index + 2), 0);
  return `${LETTERS[sum % 23]}${digits.join('')}`;
});

/** Ways of writing one digit or letter so that a person still reads it. */
const disguisedCharacter = (character: string) => {
  const code = character.charCodeAt(0);
  const full = String.fromCharCode(code + 0xfee0);
  const mathematical = /[0-9]/.test(character)
    ? String.fromCodePoint(0x1d7ce + code - 48)
    : String.fromCodePoint(0x1d400 + code - 65);
  return fc.constantFrom(character, character.toLowerCase(), full, mathematical, `${character}\u0301`, `${character}\ufe0f`);
};

const disguisedUpn = fc
  .tuple(upn, fc.constantFrom('', '', ' ', '-', '.', '\u200b', '\u202e', '\u00a0', ' - ', '_'))
  .chain(([number, gap]) => fc.tuple(...Array.from(number, disguisedCharacter)).map((characters) => characters.join(gap)));

describe.each(REFUSED)('%s in "%s"', (kind, text, span) => {
  it('is found, named as typed, and answered with what to write instead', () => {
    const [finding, ...others] = guard(text);

    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      kind,
      span: { text: span, start: text.indexOf(span), end: text.indexOf(span) + span.length },
    });
    expect(finding?.message).toContain(span);
    expect(finding?.message).toMatch(/instead/);
  });
});

it.each(DISCLOSURES)('"%s" is for the DSL', (text) => {
  const [finding] = guard(`We changed the seating plan. ${text} We will go on next term.`);

  expect(finding?.kind).toBe('safeguarding');
  expect(finding?.message).toMatch(/^Do not share it here\. Speak to your DSL now\..* 999\./);
  expect(finding?.message).not.toContain(finding?.span.text);
});

it.each(ORDINARY)('"%s" may pass', (text) => {
  expect(guard(text)).toEqual([]);
});

it('a disclosure comes before everything else in the text', () => {
  expect(guard('jo@school.org: her dad hit her, ring 07700 900123').map((finding) => finding.kind)).toEqual([
    'safeguarding',
    'email',
    'phone',
  ]);
});

it('several texts are read with the names of their fields', () => {
  const findings = guardAll({ title: 'All well', topics: ['a', 'b H801200001001'], note: 'dob 12/03/2014' });

  expect(findings.map(({ field, kind }) => [field, kind])).toEqual([
    ['topics', 'upn'],
    ['note', 'date-of-birth'],
  ]);
});

it('the check letter follows the published rule', () => {
  expect(isCheckLetterRight('h', '801200001001')).toBe(true);
  expect(isCheckLetterRight('x', '00180001701a')).toBe(true);
  expect(isCheckLetterRight('t', '100000001001')).toBe(false);
});

describe('whatever is typed', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({
      unit: fc.constantFrom(
        '0',
        '7',
        '4',
        '+',
        ' ',
        '-',
        '.',
        '@',
        'a',
        'H',
        'dob ',
        ' at ',
        ' dot ',
        'he hit her ',
        '\u200b',
        '０',
      ),
      maxLength: 80,
    }),
  );

  it('a disguised pupil number is found and named exactly as typed', () => {
    fc.assert(
      fc.property(
        disguisedUpn,
        fc.constantFrom('', 'Pupil ', 'upn:', '(', '«'),
        fc.constantFrom('', ' did well', ')', '.'),
        (typed, before, after) => {
          const text = before + typed + after;

          const found = guard(text).filter((finding) => finding.kind === 'upn');

          expect(found).toHaveLength(1);
          // An accent after the last digit is part of no digit, so the span may end before it.
          expect(found[0]?.span.start).toBe(before.length);
          expect(typed.startsWith(found[0]?.span.text ?? '-')).toBe(true);
          expect(typed.length - (found[0]?.span.text.length ?? 0)).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('a span is the stretch of the text it says it is, and nothing is thrown', () => {
    fc.assert(
      fc.property(anything, (text) => {
        for (const { span } of guard(text)) {
          expect(text.slice(span.start, span.end)).toBe(span.text);
          expect(span.end).toBeGreaterThan(span.start);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('a refused text stays refused inside a longer one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...REFUSED), fc.lorem({ maxCount: 20, mode: 'words' }), ([kind, text], around) => {
        expect(guard(`${around}.\n\n${text}\n\n${around}.`).map((finding) => finding.kind)).toContain(kind);
      }),
    );
  });

  it.each([
    'a',
    '0 ',
    '07',
    'a@',
    'a.a',
    '(@ ',
    'H8-',
    'born 1 1 ',
    'dob ',
    'a at a dot a ',
    'he hit ',
    'he has had ',
    'child a ',
    "a''''",
    'self ',
  ])('a hundred thousand characters of "%s" are read to the end', (piece) => {
    const long = piece.repeat(Math.ceil(100_000 / piece.length));

    const found = guard(`${long} . \n\n H801200001001 jo@school.org`);

    expect(found.map((finding) => finding.kind)).toEqual(expect.arrayContaining(['upn', 'email']));
  });
});
