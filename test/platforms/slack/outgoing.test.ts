import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actionRef } from '../../../src/chat/packed.ts';
import { link, person, plain, type Span, say } from '../../../src/chat/text.ts';
import { type Block, button, heading, item, note, quote, select, text, type View, view } from '../../../src/chat/view.ts';
import { MESSAGE_BLOCKS } from '../../../src/platforms/slack/limits.ts';
import { slackMessage } from '../../../src/platforms/slack/outgoing.ts';
import type { RichSpan } from '../../../src/sandbox/contract.ts';
import { isRefusal, readContent, SHORT_TEXT_MAX } from '../../../src/sandbox/slack/content.ts';
import { shownBlocks } from '../../../src/sandbox/slack/shown/blocks.ts';
import { newTeam } from '../../../src/sandbox/slack/team.ts';
import { readMrkdwn } from '../../../src/sandbox/slack/text/mrkdwn.ts';
import type { Fields } from '../../../src/sandbox/slack/types.ts';

const team = newTeam({
  id: 'T1',
  name: 'School',
  people: [
    { id: 'U1ANN', name: 'Ann Lee' },
    { id: 'U2BOB', name: 'Bob Hay' },
  ],
  channels: [{ id: 'C1', name: 'general' }],
});
const people = { m1: 'U1ANN', m2: 'U2BOB' };
const ref = actionRef('thing.do', ['id']);

/** What people type, and what some would like to. */
const NASTY = [
  '@everyone',
  '<!channel>',
  '<!everyone|x>',
  '<@U1ANN>',
  '<#C1>',
  '<https://evil.example|safe>',
  '[safe](https://evil.example)',
  'https://evil.example/?a=1&b=2',
  '```',
  '`*_~',
  '> quoted',
  '&lt;!channel&gt;',
  '&amp;lt;',
  '\u202egnp.exe',
  'مرحبا بكم',
  '\u200b\u200b',
  '\ud83d',
  '👩🏽‍🏫',
  '\u0000\u0007',
  '\r\n\t',
  'x'.repeat(10_000),
  '&'.repeat(5000),
];
const words = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc
    .array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme', maxLength: 10 })), { maxLength: 5 })
    .map((parts) => parts.join(' ')),
);
const span: fc.Arbitrary<Span> = fc.oneof(
  fc.record({
    kind: fc.constant('plain' as const),
    text: words,
    bold: fc.constantFrom(undefined, true as const),
    italic: fc.constantFrom(undefined, true as const),
  }),
  fc.record({ kind: fc.constant('code' as const), text: words }),
  words.map((label) => link(label, 'https://ours.example/a?b=1&c=2')),
  fc.tuple(fc.constantFrom('m1', 'm2', 'm3'), words).map(([id, name]) => person(id, name)),
);
const spans = fc.array(span, { maxLength: 6 });
const pressed = fc.record({ label: words, id: fc.constant('x') }).map(({ label }) => button(ref, { id: 'n1' }, label));
const confirmed = words.map((label) => button(ref, { id: 'n1' }, label, { style: 'danger', confirm: label }));
const options = fc.array(fc.record({ label: words, value: fc.oneof(words, fc.constantFrom('a', 'b')) }), { maxLength: 25 });
const block: fc.Arbitrary<Block> = fc.oneof(
  words.map(heading),
  spans.map(text),
  spans.map(quote),
  spans.map(note),
  fc.constant<Block>({ kind: 'divider' }),
  fc.tuple(spans, pressed).map(([shown, beside]) => item(shown, beside)),
  fc.array(fc.oneof(pressed, confirmed), { maxLength: 5 }).map((list): Block => ({ kind: 'buttons', buttons: list })),
  fc
    .tuple(words, options, fc.boolean())
    .map(([placeholder, list, several]) => select(ref, { id: 'n1' }, placeholder, list, several)),
);
const views = fc
  .tuple(fc.array(block, { maxLength: 70 }), fc.constantFrom<(string[] | undefined)[]>(undefined, ['m1'], ['m1', 'm2']))
  .map(([blocks, pings]): View => ({ ...view(...blocks), ...(pings && { pings }) }));

function spansShown(blocks: unknown[]): RichSpan[] {
  const place = { team, reading: { names: namesOf(), notifies: true }, fileUrl: () => '' };
  return shownBlocks(blocks as Fields[], place).flatMap((one) => ('text' in one ? one.text : []));
}

function namesOf() {
  return { person: (id: string) => team.people.get(id)?.name, channel: (id: string) => team.channels.get(id)?.name };
}

test('whatever stands in a View, Slack takes the message', () => {
  fc.assert(
    fc.property(views, (shown) => {
      const { text: fallback, blocks } = slackMessage(shown, { people });

      const content = readContent({ text: fallback, blocks: JSON.parse(JSON.stringify(blocks)) }, SHORT_TEXT_MAX);
      expect(isRefusal(content) ? content : 'taken').toBe('taken');
      // As the library sends it: a lone half of a character would not even be encoded.
      expect(() => encodeURIComponent(fallback)).not.toThrow();
    }),
    { numRuns: 300 },
  );
});

test('nobody is mentioned but those the View names, and in a channel only those it pings', () => {
  fc.assert(
    fc.property(views, (shown) => {
      const { text: fallback, blocks } = slackMessage(shown, { people, mention: shown.pings ?? [] });

      const allowed = (shown.pings ?? []).map((id) => people[id as 'm1' | 'm2']);
      const reached = spansShown(blocks).flatMap((one) => (one.pings ? [one.pings] : []));
      for (const ping of reached) {
        expect(ping.kind).toBe('person');
        expect(allowed).toContain(ping.id);
      }
      expect(readMrkdwn(fallback, { names: namesOf(), notifies: true }).filter((one) => one.mention)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('no link is there but those the View has', () => {
  fc.assert(
    fc.property(views, (shown) => {
      const { blocks } = slackMessage(shown, { people });

      const links = spansShown(blocks).flatMap((one) => (one.link ? [one.link] : []));
      expect(links.filter((url) => url !== 'https://ours.example/a?b=1&c=2')).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('words in paragraphs arrive as they were typed, marks and all', () => {
  const typed = '*not bold* _nor this_ `nor code` <@U1ANN> & &amp; > <https://evil.example|safe>';

  const { blocks } = slackMessage(view(text(say`**${typed}**`)), { people });

  const shown = spansShown(blocks);
  expect(shown.map((one) => one.text).join('')).toBe(typed);
  expect(shown.every((one) => one.bold && !one.link && !one.mention)).toBe(true);
});

test('words beside a button keep every sign that could be markup, and addresses stay words', () => {
  const typed = 'a & b < c > d <!channel> https://evil.example';

  const { blocks } = slackMessage(view(item(plain(typed), button(ref, { id: '1' }, 'Go'))), { people });

  const shown = spansShown(blocks);
  expect(shown.map((one) => one.text).join('')).toBe(typed);
  expect(shown.some((one) => one.link || one.mention)).toBe(false);
});

test('the longest words give way first, and short ones stay whole', () => {
  const shown = view(text(plain('short and whole')), ...Array.from({ length: 9 }, () => text(plain('x'.repeat(10_000)))));

  const { blocks } = slackMessage(shown, { people });

  const texts = blocks.map((one) =>
    spansShown([one])
      .map((part) => part.text)
      .join(''),
  );
  expect(texts[0]).toBe('short and whole');
  expect(texts[1]).toMatch(/^x+…$/);
  expect(texts.join('').length).toBeLessThanOrEqual(12_000);
});

test('more blocks than a message may have: paragraphs are joined and the last buttons stay', () => {
  const shown = view(
    ...Array.from({ length: 80 }, (_, index) => [
      text(plain(`line ${index}`)),
      item(plain('x'), button(ref, { id: '1' }, 'Go')),
    ]).flat(),
    { kind: 'buttons', buttons: [button(ref, { id: '2' }, 'Next page')] },
  );

  const { blocks } = slackMessage(shown, { people });

  expect(blocks.length).toBeLessThanOrEqual(MESSAGE_BLOCKS);
  expect(JSON.stringify(blocks.at(-1))).toContain('Next page');
});

test('a person without an account here is their name; with one they are mentioned', () => {
  const shown = view(text(say`${person('m1', 'Ann Lee')} and ${person('m9', 'Cy <!channel>')}`));

  const { blocks, text: fallback } = slackMessage(shown, { people });

  expect(spansShown(blocks).map((one) => one.text)).toEqual(['@Ann Lee', ' and ', 'Cy <!channel>']);
  expect(fallback).toBe('Ann Lee and Cy &lt;!channel&gt;');
});

test('a link that is none is only words', () => {
  const { blocks } = slackMessage(view(text([link('click', 'javascript:alert(1)')])), { people });

  expect(spansShown(blocks)).toEqual([{ text: 'click' }]);
});
