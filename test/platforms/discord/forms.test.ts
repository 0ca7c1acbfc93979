import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Field } from '../../../src/chat/field.ts';
import type { FormField } from '../../../src/chat/request.ts';
import { modalOf } from '../../../src/platforms/discord/forms.ts';
import { readInteraction } from '../../../src/platforms/discord/incoming.ts';
import { checked } from '../../../src/sandbox/discord/checks/check.ts';
import { modal } from '../../../src/sandbox/discord/checks/modal.ts';
import { words } from './nasty.ts';

const many = Array.from({ length: 40 }, (_, at) => ({ value: `v${at}`, label: `Label ${at}` }));
const formOf = (...fields: FormField[]) => ({ id: 'f1|x|o|0', title: '/note add', submitLabel: 'Send', fields });
const one = (field: Field, more: Partial<FormField> = {}): FormField => ({ name: 'it', field, label: 'It', ...more });

function sent(components: unknown) {
  const raw = {
    id: '1',
    application_id: '2',
    token: 't',
    type: 5,
    user: { id: '3' },
    data: { custom_id: 'f1|x|o|0', components },
  };
  const incoming = readInteraction(raw, () => undefined);
  return incoming?.kind === 'request' && incoming.request.did.kind === 'submit' ? incoming.request.did.values : undefined;
}

test('a line above the fields is shown where there is room for it', () => {
  const fields = Array.from({ length: 5 }, (_, at) => one({ kind: 'text', about: 'x' }, { name: `it${at}` }));
  const types = (count: number) =>
    modalOf({ ...formOf(...fields.slice(0, count)), note: 'Seen here' }).components.map((c) => c.type);

  expect(types(4)).toEqual([10, 18, 18, 18, 18]);
  expect(types(5)).toEqual([18, 18, 18, 18, 18]);
});

test('whatever was typed before, Discord takes the form', () => {
  const fields: Field[] = [
    { kind: 'text', about: 'x', max: 80 },
    { kind: 'longText', about: 'x', optional: true },
    { kind: 'choice', about: 'x', choices: many.slice(0, 3) },
    { kind: 'choice', about: 'x', choices: many.slice(0, 25) },
    { kind: 'choices', about: 'x', choices: many.slice(0, 6), max: 2 },
    { kind: 'choices', about: 'x', choices: many },
    { kind: 'number', about: 'x', min: 1, max: 30 },
    { kind: 'date', about: 'x' },
    { kind: 'yesNo', about: 'x' },
    { kind: 'person', about: 'x' },
    { kind: 'channel', about: 'x', optional: true },
    { kind: 'file', about: 'x', endings: ['csv'] },
    { kind: 'file', about: 'x', endings: ['csv'], optional: true },
  ];
  const value = fc.oneof(
    words,
    fc.constantFrom('v1', 'v2', '910000000000000011'),
    fc.array(fc.oneof(words, fc.constantFrom('v1', 'v2', 'v3'))),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...fields),
      fc.option(value, { nil: undefined }),
      words,
      words,
      (field, given, label, problem) => {
        const filled = formOf(one(field, { value: given, label, problem: problem === '' ? undefined : problem }));
        const form = { ...filled, ...(problem !== '' && { note: problem }) };

        expect(() => checked(modal, JSON.parse(JSON.stringify(modalOf(form))))).not.toThrow();
      },
    ),
    { numRuns: 500 },
  );
});

test('a list of more than 25 is two menus, and one value again when it was sent', () => {
  const form = modalOf(formOf(one({ kind: 'choices', about: 'x', choices: many }, { value: ['v3', 'v30'] })));

  const menus = form.components.map((label) => ('component' in label ? label.component : undefined));
  expect(menus).toMatchObject([
    { custom_id: 'it', required: false },
    { custom_id: 'it~2', required: false },
  ]);
  const chosen = menus.map((menu) => (menu && 'options' in menu ? menu.options.filter((option) => 'default' in option) : []));
  expect(chosen).toEqual([
    [{ label: 'Label 3', value: 'v3', default: true }],
    [{ label: 'Label 30', value: 'v30', default: true }],
  ]);
  expect(
    sent([
      { type: 18, component: { type: 3, custom_id: 'it', values: ['v3'] } },
      { type: 18, component: { type: 3, custom_id: 'it~2', values: ['v30', 'v31'] } },
    ]),
  ).toEqual({ it: ['v3', 'v30', 'v31'] });
});

test('what was left empty is not there, and a tick is yes', () => {
  expect(
    sent([
      { type: 18, component: { type: 3, custom_id: 'menu', values: [] } },
      { type: 18, component: { type: 21, custom_id: 'radio', value: null } },
      { type: 18, component: { type: 23, custom_id: 'box', value: true } },
      { type: 18, component: { type: 4, custom_id: 'words', value: 'hello' } },
    ]),
  ).toEqual({ box: 'yes', words: 'hello' });
});

test('a problem stands in the place of the help', () => {
  const form = modalOf(formOf(one({ kind: 'text', about: 'Name it' }, { problem: 'That title is taken.' })));

  expect(form.components[0]).toMatchObject({ label: 'It', description: '⚠ That title is taken.' });
});
