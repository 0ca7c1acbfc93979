import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, FILL_IN, type Lookup, readField } from '../../src/chat/check.ts';
import { type Field, type Fields, LONGEST_DAY, type RawValues } from '../../src/chat/field.ts';
import { keepable, refusedWords, storable } from '../../src/chat/typed.ts';
import { readWords } from '../../src/chat/words.ts';

const about = 'about';
const choices = [
  { value: 'primary', label: 'Primary school' },
  { value: 'secondary', label: 'Secondary school' },
];
const EMPTY = ['', ' ', '\n\t ', '\u200b\u200d\ufeff', '\u2800\u3164\u115f', '\u202e\u2066', '\u0000\u0007', '\ufe0f'];

const lookup: Lookup<undefined> = {
  suggest: async () => [],
  async find(_app, _visitor, typed) {
    if (typed === 'one') return { value: '1', label: 'One' };
    if (typed === 'many')
      return {
        choices: [
          { value: '1', label: 'One' },
          { value: '2', label: 'Two' },
        ],
      };
    return { problem: `nothing for ${typed.length} characters` };
  },
};
const visitor = { caller: { platform: 'p', userId: 'u', displayName: 'u', isAdmin: async () => false } };
const checked = (fields: Fields, raw: RawValues) =>
  check(fields, raw, { school: lookup, topic: lookup, snippet: lookup }, undefined, visitor);
const one = (field: Field, raw: string | string[]) => checked({ it: field }, { it: raw });

describe('every kind of field', () => {
  const kinds: Field[] = [
    { kind: 'text', about },
    { kind: 'longText', about },
    { kind: 'choice', about, choices },
    { kind: 'choices', about, choices },
    { kind: 'school', about },
    { kind: 'topic', about },
    { kind: 'snippet', about },
    { kind: 'person', about },
    { kind: 'channel', about },
    { kind: 'date', about },
    { kind: 'number', about, min: 1, max: 52 },
    { kind: 'yesNo', about },
  ];

  it.each(kinds.map((field) => [field.kind, field] as const))('%s: what nobody can see counts as empty', async (_kind, field) => {
    for (const raw of EMPTY) {
      expect((await one(field, raw)).problems).toEqual({ it: FILL_IN });
      expect((await one(field, [raw])).problems).toEqual({ it: FILL_IN });
      expect(await one({ ...field, optional: true }, raw)).toEqual({ input: {}, problems: {}, choices: {} });
    }
  });

  it.each(kinds.map((field) => [field.kind, field] as const))(
    '%s: any words give a value or a short problem, never an error',
    async (_kind, field) => {
      const raws = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(fc.string()),
        fc.constant('x'.repeat(10_000)),
        fc.constant('\u202eנסיון'),
      );
      await fc.assert(
        fc.asyncProperty(raws, async (raw) => {
          const { input, problems } = await one(field, raw);
          expect('it' in input).not.toBe('it' in problems);
          expect((problems.it ?? '').length).toBeLessThan(250);
        }),
        { numRuns: 50 },
      );
    },
  );
});

describe('words', () => {
  it('are trimmed, and right-to-left text and emoji stay as typed', async () => {
    expect((await one({ kind: 'text', about }, '  נסיון 👩‍🏫 \r\n b ')).input).toEqual({ it: 'נסיון 👩‍🏫 \n b' });
  });

  it('that are too long are counted for the person', async () => {
    const { problems } = await one({ kind: 'text', about, max: 80 }, 'x'.repeat(10_000));

    expect(problems.it).toBe('Please use at most 80 characters; this has 10,000.');
    expect((await one({ kind: 'text', about, max: 80 }, 'x'.repeat(80))).problems).toEqual({});
  });
});

describe('reading one value', () => {
  const number: Field = { kind: 'number', about, min: 1, max: 52 };
  const date: Field = { kind: 'date', about };
  const yesNo: Field = { kind: 'yesNo', about };
  const choice: Field = { kind: 'choice', about, choices };
  const several: Field = { kind: 'choices', about, choices, max: 2 };
  const person: Field = { kind: 'person', about };

  it.each<[Field, string | string[], unknown]>([
    [number, '4', 4],
    [number, '+52', 52],
    [date, '2026-02-28', '2026-02-28'],
    [date, '2028-02-29', '2028-02-29'],
    [date, '25/11/2026', '2026-11-25'],
    [date, 'Wed 25th November 2026', '2026-11-25'],
    [date, LONGEST_DAY, '2026-09-30'],
    [yesNo, 'yes', true],
    [yesNo, 'No', false],
    [choice, 'primary', 'primary'],
    [choice, ' primary SCHOOL ', 'primary'],
    [several, ['primary', 'Secondary school', 'primary'].slice(0, 2), ['primary', 'secondary']],
    [several, 'primary', ['primary']],
    [several, ['primary', 'primary'], ['primary']],
    [person, 'U012ABCDEF', 'U012ABCDEF'],
    [person, '123456789012345678', '123456789012345678'],
  ])('takes %j from %j', (field, raw, value) => {
    expect(readField(field, raw)).toEqual({ value });
  });

  it.each<[Field, string | string[]]>([
    [number, '0'],
    [number, '53'],
    [number, '4.5'],
    [number, '0x10'],
    [number, '1e1'],
    [number, 'four'],
    [number, '9'.repeat(400)],
    [date, '2026-02-29'],
    [date, '2026-13-01'],
    [date, '11/25/2026'],
    [date, '25 November'],
    [date, 'tomorrow'],
    [yesNo, 'maybe'],
    [choice, 'nursery'],
    [several, ['primary', 'nursery']],
    [several, ['primary', 'secondary', 'primary']],
    [person, '@ann'],
    [person, '<@U012ABCDEF>'],
  ])('refuses in words: %j, %j', (field, raw) => {
    expect(readField(field, raw)).toEqual({ problem: expect.stringMatching(/^(Please|")/) });
  });
});

describe('looked-up fields', () => {
  it('give the value of the only match', async () => {
    expect((await one({ kind: 'school', about }, 'one')).input).toEqual({ it: '1' });
  });

  it('hand back the choices when several match', async () => {
    const { choices: offered, problems } = await one({ kind: 'school', about }, 'many');

    expect(offered.it).toHaveLength(2);
    expect(problems.it).toBeDefined();
  });

  it('look up no more than a field takes', async () => {
    expect((await one({ kind: 'topic', about }, 'x'.repeat(10_000))).problems.it).toBe('nothing for 100 characters');
  });
});

it('checks all fields at once, so that all problems are shown at once', async () => {
  const fields: Fields = { a: { kind: 'text', about }, b: { kind: 'yesNo', about }, c: { kind: 'school', about } };

  expect(Object.keys((await checked(fields, { b: 'maybe', c: 'none' })).problems)).toEqual(['a', 'b', 'c']);
});

describe('words after a command', () => {
  const fields: Fields = {
    words: { kind: 'text', about },
    topic: { kind: 'topic', about },
    tags: { kind: 'choices', about, choices },
    who: { kind: 'person', about },
  };

  it.each<[string, RawValues]>([
    ['exit tickets', { words: 'exit tickets' }],
    ['exit tickets topic:oracy', { words: 'exit tickets', topic: 'oracy' }],
    ['topic: classroom talk tags:primary, secondary,', { topic: 'classroom talk', tags: ['primary', 'secondary'] }],
    ['topic:oracy words:a b', { topic: 'oracy', words: 'a b' }],
    ['who:<@U012ABCDEF|ann>', { who: 'U012ABCDEF' }],
    ['who:<@!12345678>', { who: '12345678' }],
    ['see https://example.org at 15:45', { words: 'see https://example.org at 15:45' }],
    ['nothing:here', { words: 'nothing:here' }],
    ['constructor:x __proto__:y', { words: 'constructor:x __proto__:y' }],
    ['topic:', {}],
    ['   ', {}],
  ])('%s', (typed, values) => {
    expect(readWords(fields, typed)).toEqual(values);
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (typed) => void readWords(fields, typed)));
  });
});

describe('what people typed', () => {
  it('loses what a database cannot hold, and nothing else', () => {
    expect(storable({ a: 'x\u0000\ud800y', b: ['\udc00', 'נ 👩‍🏫\n\t'] })).toEqual({ a: 'xy', b: ['', 'נ 👩‍🏫\n\t'] });
  });

  it('is kept without what the guard refuses, disguised or not', () => {
    const values = {
      title: 'Exit tickets',
      email: 'write to ann@gmail.com or ring 07700 900123, in the morning',
      upn: 'H8012\u000000001001',
      said: 'Ring 07700 900123. She said her dad hits her when he is drunk',
      several: ['oracy', 'ann@gmail.com'],
      school: '137077',
    };

    expect(Object.keys(refusedWords(values))).toEqual(['email', 'upn', 'said', 'several']);
    expect(keepable(values)).toEqual({
      title: 'Exit tickets',
      email: 'write to … or ring …, in the morning',
      upn: '…',
      several: ['oracy', '…'],
      school: '137077',
    });
  });

  it('is never kept with anything in it that the guard refuses', () => {
    const pieces = [
      'H801200001001',
      'born 03/05/2015',
      'ann@gmail.com',
      '07700 900123',
      ' at ',
      ' ',
      '.',
      '@',
      'uk',
      '0',
      'A',
      'ann',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 12 }), (typed) => {
        const kept = keepable({ words: typed.join('') });

        expect(refusedWords(kept)).toEqual({});
      }),
    );
  });
});
