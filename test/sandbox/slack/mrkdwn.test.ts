import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { markdownBlocks, mrkdwnBlocks, wordsOf } from '../../../src/sandbox/slack/text/lines.ts';
import type { Reading } from '../../../src/sandbox/slack/text/mrkdwn.ts';
import { readMrkdwn } from '../../../src/sandbox/slack/text/mrkdwn.ts';

const reading: Reading = {
  names: { person: (id) => (id === 'U1' ? 'Ann Lee' : undefined), channel: (id) => (id === 'C1' ? 'maths' : undefined) },
  notifies: true,
};
const read = (text: string, change: Partial<Reading> = {}) => readMrkdwn(text, { ...reading, ...change });

describe('mrkdwn as a person sees it', () => {
  it.each([
    ['plain', [{ text: 'plain' }]],
    [
      '*bold* and _it_ and ~gone~',
      [
        { text: 'bold', bold: true },
        { text: ' and ' },
        { text: 'it', italic: true },
        { text: ' and ' },
        { text: 'gone', strike: true },
      ],
    ],
    [
      '*bold _both_*',
      [
        { text: 'bold ', bold: true },
        { text: 'both', bold: true, italic: true },
      ],
    ],
    ['2*3*4 and snake_case_name', [{ text: '2*3*4 and snake_case_name' }]],
    ['* not bold *', [{ text: '* not bold *' }]],
    ['`*code*`', [{ text: '*code*', code: true }]],
    ['```a\nb```', [{ text: 'a\nb', code: true }]],
    ['a &lt;b&gt; &amp;amp;', [{ text: 'a <b> &amp;' }]],
    ['<https://x.org/?a=1&amp;b=2|the page>', [{ text: 'the page', link: 'https://x.org/?a=1&b=2' }]],
    ['see https://x.org/a.', [{ text: 'see ' }, { text: 'https://x.org/a', link: 'https://x.org/a' }, { text: '.' }]],
    ['<#C1|old-name>', [{ text: '#maths', mention: true }]],
    ['<!date^1700000000^{date}|that day>', [{ text: 'that day' }]],
  ])('reads %j', (text, spans) => {
    expect(read(text)).toEqual(spans);
  });

  it('says whom a mention reaches', () => {
    expect(read('<@U1>')).toEqual([{ text: '@Ann Lee', mention: true, pings: { kind: 'person', id: 'U1' } }]);
    expect(read('<!channel>')).toEqual([{ text: '@channel', mention: true, pings: { kind: 'channel' } }]);
    expect(read('<!here>')[0]?.pings).toEqual({ kind: 'channel' });
    expect(read('<!everyone>')[0]?.pings).toEqual({ kind: 'everyone' });
    expect(read('<!subteam^S1|@heads>')[0]).toEqual({ text: '@heads', mention: true, pings: { kind: 'role', id: 'S1' } });
  });

  it('reaches nobody in a form or an ephemeral message, nor a stranger, nor by a typed @channel', () => {
    expect(read('<@U1> <!channel>', { notifies: false }).some((span) => span.pings)).toBe(false);
    expect(read('<@U404>')).toEqual([{ text: '@unknown user', mention: true }]);
    expect(read('@channel')).toEqual([{ text: '@channel' }]);
    expect(read('@channel', { linksNames: true })[0]?.pings).toEqual({ kind: 'channel' });
  });

  it('lets nothing through that was escaped', () => {
    const sign = fc.constantFrom('<', '>', '&', '!', '@', '#', '|', 'channel', 'U1', 'https:', ' ', 'a', '*', '_', '`', '~');
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 30 }), (signs) => {
        const typed = signs.join('');
        const spans = read(typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'), { verbatim: true });

        expect(spans.some((span) => span.pings || span.link || span.mention)).toBe(false);
        expect(wordsOf(spans).replace(/[*_`~]/g, '')).toBe(typed.replace(/[*_`~]/g, ''));
      }),
    );
  });

  it('shows quotes and standard Markdown', () => {
    expect(mrkdwnBlocks('&gt; said\n&gt; twice\nanswer', reading)).toEqual([
      { type: 'text', text: [{ text: 'said\ntwice' }], quote: true },
      { type: 'text', text: [{ text: 'answer' }] },
    ]);
    expect(markdownBlocks('# Title\n**bold** [page](https://x.org)\n- one', reading)).toEqual([
      { type: 'heading', text: [{ text: 'Title' }] },
      {
        type: 'text',
        text: [{ text: 'bold', bold: true }, { text: ' ' }, { text: 'page', link: 'https://x.org' }, { text: '\n• one' }],
      },
    ]);
  });
});
