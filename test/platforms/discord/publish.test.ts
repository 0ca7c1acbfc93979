import { expect, test } from 'vitest';
import { type Command, definitionsFor } from '../../../src/chat/command.ts';
import { plain } from '../../../src/chat/text.ts';
import { text, view } from '../../../src/chat/view.ts';
import { applicationCommands } from '../../../src/platforms/discord/publish.ts';
import { checked } from '../../../src/sandbox/discord/checks/check.ts';
import { commandList } from '../../../src/sandbox/discord/checks/commands.ts';
import { createTestBot, testDependencies, until } from '../testing.ts';
import { ANN, startBot, startSandbox } from './kit.ts';

const { command, subcommand } = definitionsFor<object>();
const nothing = async () => view(text(plain('x')));

function published(calls: { method: string; path: string }[]): number {
  return calls.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands')).length;
}

test('Discord takes the commands', () => {
  const { conversation } = createTestBot();

  expect(() => checked(commandList, applicationCommands(conversation.commands))).not.toThrow();
});

test('a form asks only for what is looked up as options; without one everything is a typed option, required first', () => {
  const [note] = applicationCommands(createTestBot().conversation.commands);

  const options = (name: string) => {
    const found = note?.options?.find((one) => one.name === name);
    return found && 'options' in found ? (found.options ?? []) : [];
  };
  expect(options('add')).toEqual([
    { name: 'topic', description: 'What is it about?', required: true, type: 3, autocomplete: true, max_length: 100 },
  ]);
  expect(options('find').map(({ name, type, required }) => [name, type, required])).toEqual([
    ['topic', 3, true],
    ['words', 3, false],
    ['limit', 4, false],
    ['mine', 5, false],
    ['who', 6, false],
  ]);
  expect(note).toMatchObject({ contexts: [0, 1], integration_types: [0] });
  expect(note).not.toHaveProperty('default_member_permissions');
});

test('required options come first, whatever the order of the fields', () => {
  const one = subcommand({
    about: 'x',
    fields: { first: { kind: 'text', about: 'x', optional: true }, second: { kind: 'number', about: 'x', min: 2, max: 9 } },
    run: nothing,
  });

  const [made] = applicationCommands([command({ name: 'thing', about: 'x', subcommands: { one } }) as Command<unknown>]);

  expect(made?.options?.[0]).toMatchObject({
    options: [
      { name: 'second', type: 4, required: true, min_value: 2, max_value: 9 },
      { name: 'first', type: 3, required: false, max_length: 150 },
    ],
  });
});

test('the commands are published once, and again only when they changed', async () => {
  const sandbox = await startSandbox();
  const dependencies = testDependencies();
  const first = await startBot(sandbox, dependencies);
  await first.platform.stop();
  expect(published(sandbox.calls())).toBe(1);

  const second = await startBot(sandbox, dependencies);
  await until('it looked', () => second.log.lines.some(({ message }) => message.includes('published')));
  await second.platform.stop();
  expect(published(sandbox.calls())).toBe(1);

  const other = subcommand({ about: 'New', fields: {}, run: nothing });
  const more = command({ name: 'other', about: 'Other', subcommands: { other } }) as Command<unknown>;
  await startBot(sandbox, dependencies, (real) => ({ ...real, commands: [...real.commands, more] }));
  await until('the new one is there', () =>
    sandbox
      .as(ANN)
      .commands()
      .some(({ path }) => path === '/other other'),
  );
  expect(published(sandbox.calls())).toBe(2);
});

test('commands Discord no longer has are published again', async () => {
  const dependencies = testDependencies();
  const first = await startBot(await startSandbox(), dependencies);
  await first.platform.stop();

  const empty = await startSandbox();
  await startBot(empty, dependencies);

  expect(published(empty.calls())).toBe(1);
});
