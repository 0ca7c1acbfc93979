import { describe, expect, it } from 'vitest';
import { messageBlockIssues, suggestionIssues, viewIssues } from '../../../src/sandbox/slack/blocks/check.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const x = (length: number) => 'x'.repeat(length);
const many = <T>(count: number, make: (at: number) => T) => Array.from({ length: count }, (_, at) => make(at));
const button = (more: object = {}) => ({ type: 'button', text: plain('Go'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const option = (value: string) => ({ text: plain('A'), value });
const select = (more: object = {}) => ({ type: 'static_select', placeholder: plain('Pick'), options: [option('a')], ...more });
const beside = (accessory: object) => ({ type: 'section', text: mrkdwn('x'), accessory });

const TOO_MUCH: [string, object[], string][] = [
  ['section text', [{ type: 'section', text: mrkdwn(x(3001)) }], '/blocks/0/text/text'],
  ['empty text', [{ type: 'section', text: mrkdwn('') }], '/blocks/0/text/text'],
  ['section fields', [{ type: 'section', fields: many(11, () => mrkdwn('x')) }], '/blocks/0/fields'],
  ['a field', [{ type: 'section', fields: [mrkdwn(x(2001))] }], '/blocks/0/fields/0/text'],
  ['neither text nor fields', [{ type: 'section' }], '/blocks/0'],
  ['header', [{ type: 'header', text: plain(x(151)) }], '/blocks/0/text/text'],
  ['mrkdwn in a header', [{ type: 'header', text: mrkdwn('x') }], '/blocks/0/text/type'],
  ['context elements', [{ type: 'context', elements: many(11, () => mrkdwn('x')) }], '/blocks/0/elements'],
  ['a button in a context', [{ type: 'context', elements: [button()] }], '/blocks/0/elements/0/type'],
  ['actions', [actions(...many(26, (at) => button({ action_id: `a${at}` })))], '/blocks/0/elements'],
  ['no actions', [actions()], '/blocks/0/elements'],
  ['button text', [actions(button({ text: plain(x(76)) }))], '/blocks/0/elements/0/text/text'],
  ['button value', [actions(button({ value: x(2001) }))], '/blocks/0/elements/0/value'],
  ['button url', [actions(button({ url: `https://x.org/${x(3000)}` }))], '/blocks/0/elements/0/url'],
  ['a url that is none', [actions(button({ url: 'x.org' }))], '/blocks/0/elements/0/url'],
  ['a javascript url', [actions(button({ url: 'javascript:alert(1)' }))], '/blocks/0/elements/0/url'],
  ['button style', [actions(button({ style: 'secondary' }))], '/blocks/0/elements/0/style'],
  ['action_id', [actions(button({ action_id: x(256) }))], '/blocks/0/elements/0/action_id'],
  ['action_id twice in a block', [actions(button({ action_id: 'a' }), button({ action_id: 'a' }))], '/blocks/0'],
  ['block_id', [{ type: 'divider', block_id: x(256) }], '/blocks/0/block_id'],
  ['block_id twice', many(2, () => ({ type: 'divider', block_id: 'b' })), '/blocks/1/block_id'],
  [
    'confirm title',
    [actions(button({ confirm: { title: plain(x(101)), text: plain('x'), confirm: plain('x'), deny: plain('x') } }))],
    '/blocks/0/elements/0/confirm/title/text',
  ],
  ['option text', [beside(select({ options: [{ text: plain(x(76)), value: 'a' }] }))], '/blocks/0/accessory/options/0/text/text'],
  ['option value', [beside(select({ options: [option(x(151))] }))], '/blocks/0/accessory/options/0/value'],
  ['options', [beside(select({ options: many(101, (at) => option(`o${at}`)) }))], '/blocks/0/accessory/options'],
  ['no options', [beside(select({ options: undefined }))], '/blocks/0/accessory'],
  ['an initial option that is none', [beside(select({ initial_option: option('b') }))], '/blocks/0/accessory/initial_option'],
  ['placeholder', [beside(select({ placeholder: plain(x(151)) }))], '/blocks/0/accessory/placeholder/text'],
  ['overflow', [beside({ type: 'overflow', options: many(6, (at) => option(`o${at}`)) })], '/blocks/0/accessory/options'],
  ['checkboxes', [beside({ type: 'checkboxes', options: many(11, (at) => option(`o${at}`)) })], '/blocks/0/accessory/options'],
  ['an input beside words', [beside({ type: 'plain_text_input' })], '/blocks/0/accessory/type'],
  ['image alt', [{ type: 'image', image_url: 'https://x.org/a.png', alt_text: x(2001) }], '/blocks/0/alt_text'],
  ['no image', [{ type: 'image', alt_text: 'x' }], '/blocks/0'],
  ['two tables', many(2, () => ({ type: 'table', rows: [[{ type: 'raw_text', text: 'x' }]] })), '/blocks'],
  ['table columns', [{ type: 'table', rows: [many(21, () => ({ type: 'raw_text', text: 'x' }))] }], '/blocks/0/rows/0'],
  ['markdown together', many(2, () => ({ type: 'markdown', text: x(7000) })), '/blocks'],
  [
    'rich text style',
    [
      {
        type: 'rich_text',
        elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text: 'x', style: { loud: true } }] }],
      },
    ],
    '/blocks/0/elements/0/elements/0/style',
  ],
  ['blocks', many(51, () => ({ type: 'divider' })), '/blocks'],
];

describe('Block Kit', () => {
  it.each(TOO_MUCH)('refuses %s', (_what, blocks, at) => {
    expect(messageBlockIssues(blocks).map((issue) => issue.at)).toContain(at);
  });

  it('takes everything that is within the limits', () => {
    const blocks = [
      { type: 'header', text: { ...plain(x(150)), emoji: true }, block_id: 'h' },
      { type: 'section', text: { ...mrkdwn(x(3000)), verbatim: true }, fields: many(10, () => mrkdwn(x(2000))) },
      beside(select({ options: many(100, (at) => option(`o${at}`)), initial_option: option('o5'), action_id: 'same' })),
      beside({
        type: 'multi_static_select',
        action_id: 'same',
        options: [option('a')],
        initial_options: [option('a')],
        max_selected_items: 1,
      }),
      beside({ type: 'overflow', options: [{ ...option('a'), url: 'https://x.org' }] }),
      beside({ type: 'image', image_url: 'https://x.org/a.png', alt_text: '' }),
      { type: 'context', elements: [mrkdwn('x'), plain('y'), { type: 'image', slack_file: { id: 'F1' }, alt_text: 'x' }] },
      actions(
        button({ style: 'danger', value: x(2000), confirm: { text: mrkdwn('sure?'), confirm: plain('Yes'), deny: plain('No') } }),
        { type: 'users_select' },
      ),
      { type: 'image', image_url: 'https://x.org/a.png', alt_text: 'x', title: plain('x') },
      { type: 'markdown', text: x(12_000) },
      {
        type: 'table',
        rows: [
          [
            { type: 'raw_text', text: 'x' },
            { type: 'raw_number', value: 3, text: '3' },
          ],
        ],
        column_settings: [{ align: 'right' }],
      },
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'user', user_id: 'U1' },
              { type: 'text', text: ' x', style: { bold: true } },
              { type: 'link', url: 'https://x.org' },
            ],
          },
          { type: 'rich_text_list', style: 'bullet', indent: 1, elements: [{ type: 'rich_text_section', elements: [] }] },
        ],
      },
      { type: 'divider' },
    ];

    expect(messageBlockIssues(blocks)).toEqual([]);
  });

  it('checks the App Home, which has neither title nor submit', () => {
    expect(
      viewIssues({ type: 'home', blocks: [{ type: 'divider' }], private_metadata: x(3000), callback_id: 'h' }, 'home'),
    ).toEqual([]);
    expect(viewIssues({ type: 'home', blocks: [], title: plain('x') }, 'home').map(({ message }) => message)).toEqual([
      'no fewer than 1 items allowed',
      'invalid additional property: title',
    ]);
    expect(
      viewIssues({ type: 'modal', title: plain('x'), blocks: many(101, () => ({ type: 'divider' })) }, 'modal'),
    ).toHaveLength(1);
  });

  it('checks suggestions: up to a hundred, or none', () => {
    expect(suggestionIssues({ options: [] })).toEqual([]);
    expect(suggestionIssues({ option_groups: [{ label: plain('x'), options: [option('a')] }] })).toEqual([]);
    expect(suggestionIssues({ options: many(101, (at) => option(`o${at}`)) })).toHaveLength(1);
    expect(suggestionIssues({})).toHaveLength(1);
  });
});
