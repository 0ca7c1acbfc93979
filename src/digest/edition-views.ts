import { DateTime } from 'luxon';
import { join, plain, say, type Text } from '../chat/text.ts';
import { type Block, button, buttons, file, note, quote, select, text, type View, view } from '../chat/view.ts';
import { editionFileRef, holdEditionRef, leaveOutRef, leaveWhatOutRef, noteEditionRef, putBackRef } from './actions.ts';
import type { Digest, DigestEntry, EditionCard } from './types.ts';
import { digestBlocks } from './views.ts';

/** The next network digest as its coordinator sees it, with what can be done before it goes. */
export function editionView(card: EditionCard, zone: string, opening?: string): View {
  const { week, digest, held, note: words } = card;
  return view(
    opening !== undefined && text(say`**${opening}**`),
    text(say`${whenWords(card, zone)}`),
    words !== null && quote(plain(words)),
    ...(digest ? digestBlocks(digest) : []),
    menuOf(card),
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

/** What coordinators are sent the day before it goes: what, when, and three buttons, on one screen of a phone. */
export function aheadView(card: EditionCard & { due: Date }, networkName: string, zone: string): View {
  const { week, due, channels, note: words } = card;
  const lines = entriesOf(card).map((one) => say`• ${firstLine(one.words)}`);
  return view(
    text(
      say`**The digest of ${networkName} goes to ${channels === 1 ? 'its channel' : `${channels} channels`} on ${whenItGoes(due, zone)}.**`,
    ),
    words !== null && quote(plain(words)),
    lines.length > 0 && text(join(lines, '\n')),
    buttons(
      button(noteEditionRef, { week }, words === null ? 'Add a note' : 'Change the note'),
      lines.length > 0 && button(leaveWhatOutRef, { week }, 'Leave something out'),
      button(holdEditionRef, { week, held: 'yes' }, 'Hold it back this week'),
    ),
    note(say`Do nothing, and it goes. What is shared until then is added. All of it: \`/digest network\``),
  );
}

/** Asks what to leave out of it. */
export function leaveOutView(card: EditionCard): View {
  const menu = menuOf(card);
  return view(text(menu ? say`**What shall stay out?**` : say`There is nothing in it that could be left out.`), menu);
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

function entriesOf({ digest }: EditionCard): DigestEntry[] {
  return digest?.sections.flatMap((section) => section.entries) ?? [];
}

function menuOf(card: EditionCard): Block | undefined {
  const options = entriesOf(card).map((one) => ({ label: firstLine(one.words), value: one.about }));
  return options.length > 0 ? select(leaveOutRef, { week: card.week }, 'Leave something out …', options) : undefined;
}

function whenItGoes(due: Date, zone: string): string {
  return DateTime.fromJSDate(due, { zone }).setLocale('en-GB').toFormat("cccc d LLLL 'at' HH:mm");
}

function whenWords(card: EditionCard, zone: string): string {
  const { due, held, channels, digest } = card;
  if (channels === 0) return 'No channel is chosen yet, so it goes nowhere: /network settings';
  if (!due) return 'In the holidays no digest goes out.';
  const when = whenItGoes(due, zone);
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
