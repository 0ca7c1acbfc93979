import { DateTime } from 'luxon';
import { plain, say, type Text } from '../chat/text.ts';
import { button, buttons, file, note, quote, select, text, type View, view } from '../chat/view.ts';
import { editionFileRef, holdEditionRef, leaveOutRef, noteEditionRef, putBackRef } from './actions.ts';
import type { Digest, EditionCard } from './types.ts';
import { digestBlocks } from './views.ts';

/** The next network digest as its coordinator sees it, with what can be done before it goes. */
export function editionView(card: EditionCard, zone: string, opening?: string): View {
  const { week, digest, held, note: words } = card;
  const entries = digest?.sections.flatMap((section) => section.entries) ?? [];
  return view(
    opening !== undefined && text(say`**${opening}**`),
    text(say`${whenWords(card, zone)}`),
    words !== null && quote(plain(words)),
    ...(digest ? digestBlocks(digest) : []),
    entries.length > 0 &&
      select(
        leaveOutRef,
        { week },
        'Leave something out …',
        entries.map((one) => ({ label: firstLine(one.words), value: one.about })),
      ),
    buttons(
      button(noteEditionRef, { week }, words === null ? 'Add a note' : 'Change the note'),
      held
        ? button(holdEditionRef, { week, held: 'no' }, 'Let it go out', { style: 'primary' })
        : button(holdEditionRef, { week, held: 'yes' }, 'Hold it back this week'),
      card.leftOut > 0 && button(putBackRef, { week }, `Put back what was left out (${card.leftOut})`),
      digest !== undefined && button(editionFileRef, { week }, 'As a file to print'),
    ),
    note(say`Private digests go out by themselves, to each member their own.`),
  );
}

/** The same as Markdown, for printing or a newsletter. */
export function editionFileView(card: EditionCard, networkName: string): View {
  const lines = [
    `# ${networkName}`,
    '',
    ...(card.note === null ? [] : [card.note, '']),
    ...(card.digest ? markdownOf(card.digest) : ['Nothing new.']),
  ];
  return view(
    text(plain('For printing, or for a newsletter.')),
    file(`digest-${card.week}.md`, 'text/markdown', `${lines.join('\n')}\n`),
  );
}

/** Sections as Markdown; members' words cannot make any markup of their own. */
export function markdownOf(digest: Digest): string[] {
  return digest.sections.flatMap((section) => [
    `## ${section.title}`,
    '',
    ...section.entries.flatMap((one) => [`- ${markdown(one.words).replace(/\n/g, '  \n  ')}  `, `  *${escaped(one.why)}*`]),
    '',
  ]);
}

function whenWords(card: EditionCard, zone: string): string {
  const { due, held, channels, digest } = card;
  if (channels === 0) return 'No channel is chosen yet, so it goes nowhere: /network settings';
  if (!due) return 'In the holidays no digest goes out.';
  const when = DateTime.fromJSDate(due, { zone }).setLocale('en-GB').toFormat("cccc d LLLL 'at' HH:mm");
  if (held) return `Held back: nothing goes to the channels on ${when}. What is new then comes a week later.`;
  if (!digest && card.note === null) return `Nothing new so far, so nothing would go out on ${when}.`;
  return `The network digest goes out on ${when}, to ${channels === 1 ? 'one channel' : `${channels} channels`}. As it stands:`;
}

function firstLine(words: Text): string {
  const all = words.map((span) => ('text' in span ? span.text : 'name' in span ? span.name : span.label)).join('');
  const [line = ''] = all.split('\n');
  return line.length > 75 ? `${line.slice(0, 74)}…` : line || 'Item';
}

function markdown(words: Text): string {
  return words
    .map((span) => {
      if (span.kind === 'plain') return span.bold ? `**${escaped(span.text)}**` : escaped(span.text);
      return escaped('text' in span ? span.text : 'name' in span ? span.name : span.label);
    })
    .join('');
}

function escaped(words: string): string {
  return words.replace(/[\\`*_{}[\]<>#|~!]/g, '\\$&').replace(/\n(?=\s*([-+]|\d+\.))/g, '\n\\');
}
