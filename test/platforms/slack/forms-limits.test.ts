import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Field } from '../../../src/chat/field.ts';
import type { Form, FormField } from '../../../src/chat/request.ts';
import { modalFor, packPlace, unpackPlace, valuesOf } from '../../../src/platforms/slack/forms.ts';
import { viewIssues } from '../../../src/sandbox/slack/blocks/check.ts';

const CHOICES = Array.from({ length: 25 }, (_, n) => ({ value: `v${n}`, label: `Choice ${n} ${'x'.repeat(60)}` }));
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.constantFrom(
    'x'.repeat(10_000),
    '\ud83d',
    '<!channel>',
    '   ',
    '\u200b',
    'v3',
    'yes',
    '2026-02-30',
    '2026-12-01',
    '25/11/2026',
    '12',
    'U1ANN',
    'C1GENERAL',
    '1e5',
  ),
);
const field: fc.Arbitrary<Field> = fc
  .tuple(
    fc.constantFrom<Field>(
      { kind: 'text', about: 'a', max: 40 },
      { kind: 'text', about: 'a' },
      { kind: 'longText', about: 'a', max: 3000 },
      { kind: 'choice', about: 'a', choices: CHOICES },
      { kind: 'choice', about: 'a', choices: CHOICES.slice(0, 3) },
      { kind: 'choices', about: 'a', choices: CHOICES, max: 3 },
      { kind: 'school', about: 'a' },
      { kind: 'topic', about: 'a' },
      { kind: 'snippet', about: 'a' },
      { kind: 'person', about: 'a' },
      { kind: 'channel', about: 'a' },
      { kind: 'date', about: 'a' },
      { kind: 'number', about: 'a', min: -5, max: 30 },
      { kind: 'yesNo', about: 'a' },
    ),
    words,
    fc.boolean(),
  )
  .map(([base, about, optional]) => ({ ...base, about, ...(optional && { optional: true as const }) }));
const formField: fc.Arbitrary<Omit<FormField, 'name'>> = fc.record(
  { field, label: words, value: fc.oneof(words, fc.array(words, { maxLength: 4 })), valueLabel: words, problem: words },
  { requiredKeys: ['field', 'label'] },
);
const form: fc.Arbitrary<Form> = fc
  .record({
    id: fc.constant('f1|note%20add|abc|0'),
    title: words,
    submitLabel: words,
    note: words,
    fields: fc.array(formField, { minLength: 1, maxLength: 8 }),
  })
  .map((one) => ({ ...one, fields: one.fields.map((each, index) => ({ ...each, name: `field${index}` })) }));

test('whatever stands in a form, Slack takes the modal', () => {
  fc.assert(
    fc.property(form, (shown) => {
      const modal = JSON.parse(JSON.stringify(modalFor(shown, { channelId: 'C1', direct: false })));

      expect(viewIssues(modal, 'modal')).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['25/11/2026', '2026-11-25'],
  ['Wed 25th November 2026', '2026-11-25'],
  ['2026-11-25', '2026-11-25'],
  ['2026-02-30', undefined],
  ['soon', undefined],
])('a day typed as %s stands in the form as %s', (value, day) => {
  const fields: FormField[] = [{ name: 'day', label: 'Day', field: { kind: 'date', about: 'a' }, value }];
  const { blocks } = modalFor({ id: 'f1', title: 'T', submitLabel: 'S', fields }, { channelId: 'C1', direct: false });

  expect(blocks).toMatchObject([{ element: { type: 'datepicker' } }]);
  expect(JSON.stringify(blocks).match(/"initial_date":"([^"]*)"/)?.[1]).toBe(day);
});

test('where a form was opened survives the journey, and nonsense means the direct messages', () => {
  expect(unpackPlace(packPlace({ channelId: 'C1', direct: false }))).toEqual({ channelId: 'C1', direct: false });
  expect(unpackPlace(packPlace({ direct: true }))).toEqual({ direct: true });
  expect(unpackPlace('nonsense')).toEqual({ direct: true });
  expect(unpackPlace('null')).toEqual({ direct: true });
});

test('empty fields of a submission are left out, and signs come back as typed', () => {
  const values = valuesOf({
    title: { title: { value: 'a & b' } },
    body: { body: { value: null } },
    topic: { topic: { selected_option: { value: 'st peter &amp; paul' } } },
    mood: { mood: { selected_option: null } },
    tags: { tags: { selected_options: [] } },
    day: { day: { selected_date: '2026-12-01' } },
    who: { who: { selected_user: 'U1' } },
    where: { where: { selected_conversation: null } },
  });

  expect(values).toEqual({ title: 'a & b', topic: 'st peter & paul', day: '2026-12-01', who: 'U1' });
});
