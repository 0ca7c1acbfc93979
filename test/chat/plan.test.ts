import { describe, expect, it } from 'vitest';
import { packAction, unpackForm } from '../../src/chat/packed.ts';
import type { FormAbilities } from '../../src/chat/plan.ts';
import { reopenRef } from '../../src/chat/plan.ts';
import type { Plan, Request } from '../../src/chat/request.ts';
import {
  LOOKS_NOTHING_UP,
  LOOKS_UP,
  lendRef,
  openLibrary,
  press,
  renameRef,
  request,
  stampRef,
  submit,
  tidyRef,
  typed,
  words,
} from './bot.ts';

const { conversation } = openLibrary();
const planned = (did: Request['did'], abilities: FormAbilities = LOOKS_UP): Plan => conversation.plan(request(did), abilities);
/** What the form shows, and what it carries unseen. */
const formOf = (did: Request['did'], abilities: FormAbilities = LOOKS_UP) => {
  const plan = planned(did, abilities);
  if (plan.do !== 'open') return plan.do;
  const shown = Object.fromEntries(plan.form.fields.map((one) => [one.name, one.value]));
  return { shown, carried: unpackForm(plan.form.id)?.values };
};

describe('words after a command', () => {
  it.each<[string, string | object]>([
    ['find', 'run'],
    ['find maps of old', 'run'],
    ['FIND maps', 'run'],
    ['put', { shown: { shelf: undefined, title: undefined, story: undefined }, carried: {} }],
    ['put maps title:Atlas', { shown: { shelf: 'maps', title: 'Atlas', story: undefined }, carried: {} }],
    ['rule', { shown: { title: undefined }, carried: {} }],
    ['edit', 'fill'],
    ['burn', 'run'],
    ['', 'run'],
  ])('/library %s', (rest, expected) => {
    const found = formOf(words(rest));

    if (typeof expected === 'string') expect(found).toBe(expected);
    else expect(found).toEqual(expected);
  });
});

describe('typed options', () => {
  it.each<[string, Record<string, string>, string | object]>([
    ['find', {}, 'run'],
    ['find', { title: 'maps' }, 'run'],
    ['put', { shelf: 'maps' }, { shown: { title: undefined, story: undefined }, carried: { shelf: 'maps' } }],
    ['edit', {}, 'fill'],
    ['burn', {}, 'run'],
  ])('/library %s %j', (subcommand, values, expected) => {
    const found = formOf(typed(subcommand, values), LOOKS_NOTHING_UP);

    if (typeof expected === 'string') expect(found).toBe(expected);
    else expect(found).toEqual(expected);
  });

  it('too long to be carried by a form are looked up first', () => {
    expect(planned(typed('put', { shelf: 'x'.repeat(90) }), LOOKS_NOTHING_UP)).toEqual({ do: 'run', answer: 'new' });
  });
});

describe('buttons, menus and forms', () => {
  it.each<[string, Request['did'], string]>([
    ['a button', press(packAction(tidyRef, {})), 'run'],
    ['a button with a value', press(packAction(lendRef, { book: 'b1' })), 'run'],
    ['a button that asks', press(packAction(stampRef, { book: 'b1' })), 'open'],
    ['a menu that answers the question', press(packAction(stampRef, { book: 'b1' }), ['red']), 'run'],
    ['a button whose form is filled', press(packAction(renameRef, { book: 'b1' })), 'fill'],
    ['the way back to a form', press(packAction(reopenRef, { draft: 'd1' })), 'fill'],
    ['a form', submit('f1|library put|o|0', {}), 'run'],
    ['a button of an older version', press('a0|library.tidy'), 'run'],
    ['a button with a value too few', press('a1|library.lend'), 'run'],
    ['a form of nothing', submit('f1|library burn|o|0', {}), 'run'],
  ])('%s', (_what, did, expected) => {
    expect(planned(did).do).toBe(expected);
  });

  it('a form remembers the request that opened it, not the words typed', () => {
    const id = (did: Request['did'], requestId: string) => {
      const plan = conversation.plan(request(did, 'teacher', requestId), LOOKS_UP);
      return plan.do === 'open' ? plan.form.id : undefined;
    };

    expect(id(words('put title:Secret'), 'one')).toBe(id(words('put'), 'one'));
    expect(id(words('put'), 'one')).not.toBe(id(words('put'), 'two'));
    expect(id(words('put title:Secret'), 'one')).not.toContain('Secret');
  });
});

it('titles and labels are there without being declared', () => {
  const plan = planned(words('put'));

  expect(plan.do === 'open' && [plan.form.title, ...plan.form.fields.map((one) => one.label)]).toEqual([
    '/library put',
    'Shelf',
    'Title',
    'Story',
  ]);
});
