import { beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/contract.ts';
import { startDiscordSandbox } from '../../../src/sandbox/discord/index.ts';
import { APPLICATION, call, cast, GENERAL } from './kit.ts';

const V2 = 1 << 15;
const many = <T>(count: number, make: (index: number) => T): T[] => Array.from({ length: count }, (_, index) => make(index));
const text = (length: number): string => 'x'.repeat(length);
const button = (more = {}) => ({ type: 2, style: 1, label: 'Press', custom_id: 'press', ...more });
const row = (...components: unknown[]) => ({ type: 1, components });
const words = (content: string) => ({ type: 10, content });
const select = (more = {}) => ({ type: 3, custom_id: 'choose', options: [{ label: 'A', value: 'a' }], ...more });

let local: Sandbox;

beforeAll(async () => {
  local = await startDiscordSandbox({ cast: cast(), rateLimits: false });
  return () => local.close();
});

/** Every path at which something is wrong, with the code of it. */
function told(errors: unknown, path: string[] = []): string[] {
  if (typeof errors !== 'object' || errors === null) return [];
  return Object.entries(errors).flatMap(([name, value]) => {
    if (name !== '_errors') return told(value, [...path, name]);
    return (value as { code: string }[]).map(({ code }) => `${path.join('.')} ${code}`);
  });
}

describe('messages that are refused', () => {
  test.each<[string, unknown, string]>([
    ['content over 2,000', { content: text(2001) }, 'content BASE_TYPE_MAX_LENGTH'],
    ['a misspelt property', { content: 'x', componets: [] }, 'componets UNKNOWN_FIELD'],
    ['eleven embeds', { embeds: many(11, () => ({ title: 'x' })) }, 'embeds BASE_TYPE_BAD_LENGTH'],
    ['embeds over 6,000 in all', { embeds: many(2, () => ({ description: text(3001) })) }, 'embeds MAX_EMBED_SIZE_EXCEEDED'],
    ['an embed title over 256', { embeds: [{ title: text(257) }] }, 'embeds.0.title BASE_TYPE_MAX_LENGTH'],
    ['a nonce over 25', { content: 'x', nonce: text(26) }, 'nonce BASE_TYPE_MAX_LENGTH'],
    ['six rows', { components: many(6, (n) => row(button({ custom_id: `b${n}` }))) }, 'components BASE_TYPE_BAD_LENGTH'],
    [
      'six buttons in a row',
      { components: [row(...many(6, (n) => button({ custom_id: `b${n}` })))] },
      'components.0.components BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a select beside a button',
      { components: [row(button(), select())] },
      'components.0.components COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    ],
    [
      'a custom_id over 100',
      { components: [row(button({ custom_id: text(101) }))] },
      'components.0.components.0.custom_id BASE_TYPE_BAD_LENGTH',
    ],
    [
      'a custom_id twice',
      { components: [row(button(), button())] },
      'components.0.components.1.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    ],
    [
      'a button label over 80',
      { components: [row(button({ label: text(81) }))] },
      'components.0.components.0.label BASE_TYPE_MAX_LENGTH',
    ],
    [
      'a button without words',
      { components: [row(button({ label: '' }))] },
      'components.0.components.0.label BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED',
    ],
    [
      'a link button with a custom_id',
      { components: [row(button({ style: 5, url: 'https://example.org' }))] },
      'components.0.components.0.custom_id BUTTON_COMPONENT_CUSTOM_ID_AND_URL',
    ],
    [
      'a link that is none',
      { components: [row({ type: 2, style: 5, label: 'x', url: 'javascript:alert(1)' })] },
      'components.0.components.0.url URL_TYPE_INVALID_URL',
    ],
    [
      '26 options',
      { components: [row(select({ options: many(26, (n) => ({ label: 'x', value: `${n}` })) }))] },
      'components.0.components.0.options BASE_TYPE_BAD_LENGTH',
    ],
    [
      'an option value twice',
      { components: [row(select({ options: many(2, () => ({ label: 'x', value: 'x' })) }))] },
      'components.0.components.0.options.1.value SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
    ],
    [
      'an option label over 100',
      { components: [row(select({ options: [{ label: text(101), value: 'x' }] }))] },
      'components.0.components.0.options.0.label BASE_TYPE_BAD_LENGTH',
    ],
    ['Components V2 without the flag', { components: [words('x')] }, 'components.0.type UNION_TYPE_CHOICES'],
    [
      'content beside Components V2',
      { flags: V2, content: 'x', components: [words('x')] },
      'content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    ],
    [
      '41 components, nested ones counted',
      { flags: V2, components: [{ type: 17, components: many(40, () => words('x')) }] },
      'components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    ],
    [
      'texts over 4,000 in all',
      { flags: V2, components: [words(text(2001)), words(text(2000))] },
      'components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    ],
    [
      'a section without accessory',
      { flags: V2, components: [{ type: 9, components: [words('x')] }] },
      'components.0.accessory.type UNION_TYPE_CHOICES',
    ],
    [
      'a container in a container',
      { flags: V2, components: [{ type: 17, components: [{ type: 17, components: [words('x')] }] }] },
      'components.0.components.0.type UNION_TYPE_CHOICES',
    ],
    [
      'a file that was not sent',
      { flags: V2, components: [{ type: 13, file: { url: 'attachment://report.pdf' } }] },
      'components UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
    ],
    [
      'a text input in a message',
      { components: [row({ type: 4, custom_id: 'x', style: 1, label: 'x' })] },
      'components.0.components.0.type UNION_TYPE_CHOICES',
    ],
    ['an ephemeral message that answers nothing', { content: 'x', flags: 64 }, 'flags BASE_TYPE_CHOICES'],
    [
      'users both parsed and listed',
      { content: 'x', allowed_mentions: { parse: ['users'], users: ['123456'] } },
      'allowed_mentions.parse MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    ],
  ])('%s', async (_name, body, expected) => {
    const { status, body: answer } = await call(local, 'POST', `/channels/${GENERAL}/messages`, body);

    expect({ status, code: answer.code, errors: told(answer.errors) }).toEqual({ status: 400, code: 50035, errors: [expected] });
  });

  test('an empty message has its own code', async () => {
    expect(await call(local, 'POST', `/channels/${GENERAL}/messages`, { content: '  ' })).toMatchObject({
      status: 400,
      body: { code: 50006 },
    });
  });
});

describe('messages that are just within', () => {
  test.each<[string, unknown]>([
    ['content of 2,000, counted in characters', { content: '🎓'.repeat(2000) }],
    ['embeds of 6,000', { embeds: many(2, () => ({ description: text(3000) })) }],
    [
      'five rows of five buttons',
      { components: many(5, (r) => row(...many(5, (b) => button({ custom_id: `${r}${b}`, label: text(80) })))) },
    ],
    ['40 components', { flags: V2, components: [{ type: 17, components: many(39, () => words('x')) }] }],
    ['4,000 characters of text', { flags: V2, components: [words(text(2000)), words(text(2000))] }],
    ['a custom_id of 100', { components: [row(button({ custom_id: text(100) }))] }],
  ])('%s', async (_name, body) => {
    expect((await call(local, 'POST', `/channels/${GENERAL}/messages`, body)).status).toBe(200);
  });
});

describe('commands that are refused', () => {
  const command = (more = {}) => ({ name: 'find', description: 'Find practice', ...more });
  const option = (more = {}) => ({ type: 3, name: 'words', description: 'What', ...more });
  test.each<[string, unknown, string]>([
    ['a name with capitals', [command({ name: 'Find' })], '0.name APPLICATION_COMMAND_INVALID_NAME'],
    ['a name with a space', [command({ name: 'find it' })], '0.name APPLICATION_COMMAND_INVALID_NAME'],
    ['a description over 100', [command({ description: text(101) })], '0.description BASE_TYPE_BAD_LENGTH'],
    ['no description', [{ name: 'find' }], '0.description BASE_TYPE_REQUIRED'],
    ['26 options', [command({ options: many(26, (n) => option({ name: `o${n}` })) })], '0.options BASE_TYPE_BAD_LENGTH'],
    [
      '26 choices',
      [command({ options: [option({ choices: many(26, (n) => ({ name: `c${n}`, value: `${n}` })) })] })],
      '0.options.0.choices BASE_TYPE_BAD_LENGTH',
    ],
    [
      'required behind optional',
      [command({ options: [option(), option({ name: 'b', required: true })] })],
      '0.options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    ],
    [
      'subcommands beside options',
      [command({ options: [option(), { type: 1, name: 's', description: 'x' }] })],
      '0.options APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    [
      'a choice value of the wrong type',
      [command({ options: [option({ type: 4, choices: [{ name: 'one', value: 'one' }] })] })],
      '0.options.0.choices.0.value NUMBER_TYPE_COERCE',
    ],
    [
      'choices with autocomplete',
      [command({ options: [option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] })],
      '0.options.0.autocomplete APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES',
    ],
    ['the same name twice', [command(), command()], '1 APPLICATION_COMMANDS_DUPLICATE_NAME'],
    [
      'over 8,000 characters',
      [
        command({
          options: many(25, (n) =>
            option({ name: `o${n}`, choices: many(4, (c) => ({ name: text(40) + c, value: text(40) + c })) }),
          ),
        }),
      ],
      '0 APPLICATION_COMMAND_TOO_LARGE',
    ],
    [
      'a subcommand in a subcommand',
      [command({ options: [{ type: 1, name: 's', description: 'x', options: [{ type: 1, name: 't', description: 'x' }] }] })],
      '0.options.0.options.0.type APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
    ],
    ['an unknown locale', [command({ name_localizations: { tlh: 'x' } })], '0.name_localizations.tlh BASE_TYPE_CHOICES'],
  ])('%s', async (_name, body, expected) => {
    const { status, body: answer } = await call(local, 'PUT', `/applications/${APPLICATION}/commands`, body);

    expect({ status, code: answer.code, errors: told(answer.errors) }).toEqual({ status: 400, code: 50035, errors: [expected] });
  });

  test('101 commands', async () => {
    const commands = many(101, (n) => command({ name: `c${n}` }));

    expect(await call(local, 'PUT', `/applications/${APPLICATION}/commands`, commands)).toMatchObject({
      status: 400,
      body: { code: 30032 },
    });
    expect(await call(local, 'PUT', `/applications/${APPLICATION}/commands`, commands.slice(1))).toMatchObject({ status: 200 });
  });
});
