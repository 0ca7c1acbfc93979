import fc from 'fast-check';
import { expect, test } from 'vitest';
import { actionRef } from '../../../src/chat/packed.ts';
import { link, person, plain, say } from '../../../src/chat/text.ts';
import { button, buttons, item, note, quote, text, view } from '../../../src/chat/view.ts';
import { MESSAGE_TEXT } from '../../../src/platforms/discord/limits.ts';
import { discordMessage } from '../../../src/platforms/discord/outgoing.ts';
import type { RichSpan } from '../../../src/sandbox/contract.ts';
import { checked } from '../../../src/sandbox/discord/checks/check.ts';
import { messageInput } from '../../../src/sandbox/discord/checks/message.ts';
import { readMarkdown } from '../../../src/sandbox/discord/shown/markdown.ts';
import type { Component } from '../../../src/sandbox/discord/wire.ts';
import { OUR_LINK, people, spans, views, words } from './nasty.ts';

const ref = actionRef('thing.do', ['id']);
const RUNS = { numRuns: 200 };

function accepted(message: ReturnType<typeof discordMessage>) {
  return checked(messageInput(), JSON.parse(JSON.stringify(message.body)));
}

function textsOf(components: readonly Component[]): string[] {
  return components.flatMap((one) => [...(one.content ? [one.content] : []), ...textsOf(one.components ?? [])]);
}

function spansShown(message: ReturnType<typeof discordMessage>): RichSpan[] {
  const { components, allowed_mentions } = accepted(message);
  const reading = {
    personName: (id: string) => ({ [people.m1]: 'Ann Lee', [people.m2]: 'Bob Hay' })[id],
    channelName: () => 'general',
    roleName: () => 'staff',
    pings: (_kind: string, id?: string) => id !== undefined && (allowed_mentions?.users?.includes(id) ?? false),
  };
  return merged(textsOf(components ?? []).flatMap((content) => readMarkdown(content, reading).flatMap((block) => block.text)));
}

/** A sign that was escaped is a span of its own; neighbours in one style are one run of words. */
function merged(shown: RichSpan[]): RichSpan[] {
  const styleOf = ({ text: _text, ...style }: RichSpan) => JSON.stringify(style);
  const runs: RichSpan[] = [];
  for (const span of shown) {
    const last = runs.at(-1);
    if (last && !span.mention && styleOf(last) === styleOf(span))
      runs[runs.length - 1] = { ...last, text: last.text + span.text };
    else runs.push(span);
  }
  return runs;
}

/** What of typed words can arrive at all: no directions, no controls, one kind of line break, no blank edges. */
function arriving(typed: string): string {
  return (
    typed
      .replace(/\r\n?|[\u2028\u2029]/g, '\n')
      .replace(/\p{Surrogate}/gu, '\ufffd')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u202a-\u202e\u2066-\u2069]|[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .trim()
  );
}

test('whatever stands in a View, Discord takes the message', () => {
  fc.assert(
    fc.property(views, (shown) => {
      const message = discordMessage(shown, people);

      expect(() => accepted(message)).not.toThrow();
      expect(message.files.length).toBe(message.body.attachments.length);
      // Half a character is written as an escape.
      expect(JSON.stringify(message.body)).not.toMatch(/\\ud[89a-f]/i);
    }),
    RUNS,
  );
});

test('nobody is mentioned but those the View names, and notified but those it pings', () => {
  fc.assert(
    fc.property(views, (shown) => {
      const shownSpans = spansShown(discordMessage(shown, people));

      const named = shown.blocks.flatMap((block) => ('text' in block ? block.text : [])).some((span) => span.kind === 'person');
      const mentions = shownSpans.filter((span) => span.mention);
      if (!named) expect(mentions).toEqual([]);
      expect(mentions.filter((span) => !['@Ann Lee', '@Bob Hay'].includes(span.text))).toEqual([]);
      const pinged = new Set((shown.pings ?? []).map((id) => people[id as 'm1']));
      for (const { pings } of shownSpans) if (pings) expect(pinged).toContain(pings.id);
    }),
    RUNS,
  );
});

test('no link is there but those the View has', () => {
  fc.assert(
    fc.property(views, (shown) => {
      const links = spansShown(discordMessage(shown, people)).flatMap((span) => span.link ?? []);

      expect(links.filter((url) => url !== OUR_LINK.replace('(', '%28').replace(')', '%29'))).toEqual([]);
    }),
    RUNS,
  );
});

test('words arrive as they were typed: nothing in them becomes a heading, a list, a quotation, code or any style', () => {
  fc.assert(
    fc.property(
      words.filter((typed) => arriving(typed).length < 1500),
      (typed) => {
        const shown = spansShown(discordMessage(view(text(plain(typed))), people));

        const wanted = arriving(typed).replace(/^\n+|\n+$/g, '');
        if (!/[^\s\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/u.test(wanted)) return;
        expect(shown.map((span) => span.text).join('')).toBe(wanted);
        expect(shown.filter(({ text: _text, ...styles }) => Object.keys(styles).length > 0)).toEqual([]);
      },
    ),
    { numRuns: 1000 },
  );
});

test('styles hold what they were put around and nothing else', () => {
  fc.assert(
    fc.property(spans, (shown) => {
      const blocks = spansShown(discordMessage(view(text(shown)), people));

      if (!shown.some((span) => span.kind === 'plain' && span.bold)) expect(blocks.filter((span) => span.bold)).toEqual([]);
      if (!shown.some((span) => span.kind === 'plain' && span.italic)) expect(blocks.filter((span) => span.italic)).toEqual([]);
      if (!shown.some((span) => span.kind === 'code')) expect(blocks.filter((span) => span.code)).toEqual([]);
      expect(blocks.filter((span) => span.strike)).toEqual([]);
    }),
    { numRuns: 400 },
  );
});

test('bold, italic, code, links and people are shown as such, side by side', () => {
  const shown = spansShown(
    discordMessage(
      view(text(say`**a*b**__c_d__\`e\` ${link('f[g]', 'https://example.org/x')}**${'1. h'}** ${person('m1', 'Ann')}`)),
      people,
    ),
  );

  const find = (words: string) => shown.find((span) => span.text === words);
  expect(find('a*b')).toMatchObject({ bold: true });
  expect(find('c_d')).toMatchObject({ italic: true });
  expect(find('e')).toMatchObject({ code: true });
  expect(find('f[g]')).toMatchObject({ link: 'https://example.org/x' });
  expect(find('1. h')).toMatchObject({ bold: true });
  expect(find('@Ann Lee')).toMatchObject({ mention: true });
  expect(find('@Ann Lee')?.pings).toBeUndefined();
});

test('a quotation and small print hold every line of their words', () => {
  const { body } = discordMessage(view(quote(plain('one\n\n# two')), note(plain('three\nfour'))), {});

  expect(textsOf(body.components as Component[])).toEqual(['> one\n> \n> \\# two', '-# three\n-# four']);
});

test('of words that are too long the longest are cut, and the short ones stay whole', () => {
  const { body } = discordMessage(view(text(plain('short')), text(plain('*'.repeat(9000))), text(plain('y'.repeat(9000)))), {});

  const [short, stars, letters] = textsOf(body.components as Component[]);
  expect(short).toBe('short');
  expect(stars).toMatch(/^(\\\*)+…$/);
  expect(letters).toMatch(/^y+…$/);
  const total = [short, stars, letters].join('').length;
  expect(total).toBeLessThanOrEqual(MESSAGE_TEXT);
  expect(total).toBeGreaterThan(MESSAGE_TEXT - 20);
});

test('a message with too many parts keeps its beginning and the buttons at its end', () => {
  const items = Array.from({ length: 30 }, (_, at) => item(plain(`Item ${at}`), button(ref, { id: String(at) }, 'Open')));
  const last = buttons(button(ref, { id: 'next' }, 'Next page'));

  const { components = [] } = accepted(discordMessage(view(...items, last), {}));

  expect(textsOf(components ?? [])[0]).toBe('Item 0');
  expect(components?.at(-1)?.components?.[0]?.custom_id).toBe('a1|thing.do|next');
});

test('two buttons that do the same have custom ids of their own', () => {
  const same = () => button(ref, { id: 'n1' }, 'Open');

  const { components = [] } = accepted(discordMessage(view(item(plain('a'), same()), item(plain('b'), same())), {}));

  expect(components?.map((one) => one.accessory?.custom_id)).toEqual(['a1|thing.do|n1', 'a1|thing.do|n1#2']);
});

test('a file that is too large, and the eleventh, are named instead of sent', () => {
  const small = { name: 'ä b.csv', mimeType: 'text/csv', base64: 'YQ==' };
  const large = { ...small, name: 'large.csv', base64: Buffer.alloc(11 * 1024 * 1024).toString('base64') };
  const files = [large, ...Array.from({ length: 11 }, () => small)].map((file) => ({ kind: 'file' as const, file }));

  const message = discordMessage(view(...files), {});

  expect(message.files).toHaveLength(10);
  expect(new Set(message.files.map((file) => file.name)).size).toBe(10);
  expect(textsOf(message.body.components as Component[])).toEqual([
    '-# large.csv is too large for Discord.',
    '-# ä b.csv is one file too many for one message.',
  ]);
  expect(() => accepted(message)).not.toThrow();
});
