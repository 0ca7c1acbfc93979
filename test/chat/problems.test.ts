import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { type Command, definitionsFor, type Runnable, type RunnableAction } from '../../src/chat/command.ts';
import type { Field, Fields } from '../../src/chat/field.ts';
import { actionRef } from '../../src/chat/packed.ts';
import { problemsOf, RESERVED_NAMES } from '../../src/chat/problems.ts';
import { view } from '../../src/chat/view.ts';

const { command, subcommand, action } = definitionsFor<unknown>();
const run = async () => view();
const about = 'About';
const text: Field = { kind: 'text', about };
const longText: Field = { kind: 'longText', about };
const topic: Field = { kind: 'topic', about };
const choices = (count: number) => Array.from({ length: count }, (_, index) => ({ value: `v${index}`, label: `Label ${index}` }));
const many = (count: number, field: Field = text): Fields =>
  Object.fromEntries(
    'abcdefghijklmnopqrstuvwxyz'
      .repeat(2)
      .slice(0, count)
      .split('')
      .map((_, index) => [letters(index), field]),
  );
const letters = (index: number) => String.fromCharCode(97 + Math.floor(index / 26)) + String.fromCharCode(97 + (index % 26));

const sub = (fields: Fields, more: Partial<Runnable<unknown>> = {}): Runnable<unknown> => ({
  ...subcommand({ about, fields, run }),
  ...more,
});
const one = (subcommands: Command<unknown>['subcommands'], more: Partial<Command<unknown>> = {}): Command<unknown>[] => [
  command({ name: 'thing', about, subcommands, ...more }),
];
const button = (fields: Fields, state: string[] = [], more: Partial<RunnableAction<unknown>> = {}): Command<unknown>[] =>
  one({}, { actions: [{ ...action(actionRef('thing.do', state), { fields, run }), title: 'Do it', ...more }] });

it('the real commands have no problems', () => {
  expect(problemsOf(commands as readonly Command<unknown>[])).toEqual([]);
});

it('a command within every limit has none', () => {
  const fields = { ...many(5), topic };
  expect(problemsOf(one({ go: sub(fields, { ask: 'form' }), look: sub(many(25)) }))).toEqual([]);
  expect(problemsOf(button(many(5), ['a', 'b', 'c']))).toEqual([]);
});

describe('each rule can fail', () => {
  it.each<[RegExp, Command<unknown>[]]>([
    [/^\/Thing: names/, one({}, { name: 'Thing' })],
    [/^\/help: Slack reserves/, one({}, { name: 'help' })],
    [/\/thing: about has 101/, one({}, { about: 'x'.repeat(101) })],
    [/\/thing Go: names/, one({ Go: sub({}) })],
    [/at most 25 subcommands/, one(Object.fromEntries(Array.from({ length: 26 }, (_, at) => [letters(at), sub({})])))],
    [/\/thing go: about has 101/, one({ go: sub({}, { about: 'x'.repeat(101) }) })],
    [/\/thing go: title has 25/, one({ go: sub({}, { title: 'x'.repeat(25) }) })],
    [/\/thing abcdefghijklmnopqrs: title has 26/, one({ abcdefghijklmnopqrs: sub({}) })],
    [/go: only reads, so it asks for no form/, one({ go: sub({ a: text }, { reads: true, ask: 'form' }) })],
    [/go: only reads, so it asks for no form and keeps no name/, one({ go: sub({}, { reads: true, keepsName: true }) })],
    [/go, key_stage: field names/, one({ go: sub({ key_stage: text }) })],
    [/go, a: label has 46/, one({ go: sub({ a: { ...text, label: 'x'.repeat(46) } }) })],
    [/go, a: about has 101/, one({ go: sub({ a: { ...text, about: 'x'.repeat(101) } }) })],
    [/go, a: at most 25 choices/, one({ go: sub({ a: { kind: 'choice', about, choices: choices(26) } }) })],
    [/go, a: at most 50 choices/, one({ go: sub({ a: { kind: 'choices', about, choices: choices(51) } }, { ask: 'form' }) })],
    [/choice label has 76/, one({ go: sub({ a: { kind: 'choice', about, choices: [{ value: 'v', label: 'x'.repeat(76) }] } }) })],
    [/choice value has 76/, one({ go: sub({ a: { kind: 'choice', about, choices: [{ value: 'x'.repeat(76), label: 'l' }] } }) })],
    [/at most 3,000 characters/, one({ go: sub({ a: { ...text, max: 3001 } }) })],
    [/at most 25 fields/, one({ go: sub(many(26)) })],
    [/a form holds 5 fields besides/, one({ go: sub(many(6), { ask: 'form' }) })],
    [
      /a form holds 5 fields besides/,
      one({ go: sub({ ...many(4), list: { kind: 'choices', about, choices: choices(26) } }, { ask: 'form' }) }),
    ],
    [/need ask: 'form'/, one({ go: sub({ a: longText }) })],
    [/need ask: 'form'/, one({ go: sub({ a: { kind: 'choices', about, choices: choices(2) } }) })],
    [/\/thing is there twice/, [...one({}), ...one({})]],
    [/action thing\.do: title has 25/, button(many(1), [], { title: 'x'.repeat(25) })],
    [/action thing\.do: a Discord form has no looking up/, button({ topic })],
    [/action thing\.do: a form holds 5/, button(many(6))],
    [/action thing\.do: its form's id/, button(many(1), 'abcdefgh'.split(''))],
    [/the action thing\.do is there twice/, [...button({}), ...one({}, { name: 'other', actions: button({})[0]?.actions })]],
  ])('%s', (expected, wrong) => {
    expect(problemsOf(wrong).join('\n')).toMatch(expected);
  });

  it('every name that Slack reserves is refused', () => {
    for (const name of RESERVED_NAMES) expect(problemsOf(one({}, { name }))).not.toEqual([]);
  });
});
