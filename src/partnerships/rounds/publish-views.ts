import { say } from '../../chat/text.ts';
import { button, buttons, note, text, type View, view } from '../../chat/view.ts';
import { publishRef } from '../actions.ts';
import type { PairCard, RoundCard } from '../types.ts';
import { momentSaid } from './dates.ts';
import type { Recipients } from './recipients.ts';

const NAMES_SHOWN = 10;

/** Asks before publishing: how many messages, who has nobody to write to, and whether schools may still answer. */
export function askPublishView(round: RoundCard, recipients: Recipients, at: { zone: string; now: Date }): View {
  const { messages, silent, gone, resting, apart } = recipients;
  const many = `${messages.toLocaleString('en-GB')} ${messages === 1 ? 'message' : 'messages'}`;
  const send = button(publishRef, { round: round.id, draft: String(round.draft) }, `Send ${many}`, { style: 'primary' });
  return view(
    text(say`**This sends ${many}. Send?**`),
    text(say`One introduction to each contact of the schools, in school hours, in Slack or Discord.`),
    silent.length > 0 && text(say`**Nobody to write to at:** ${names(silent)}`),
    gone.length > 0 && text(say`**No longer taking part:** ${names(gone)}. Please draft again first.`),
    apart.length > 0 && text(say`**May no longer meet:** ${some(apart.map(together), '; ')}. Please draft again first.`),
    resting.length > 0 && text(say`**Having a rest, so not written to:** ${names(resting)}`),
    round.closesAt !== null &&
      round.closesAt > at.now &&
      text(
        say`**Schools may still answer** until ${momentSaid(round.closesAt, at.zone)}, and were told to hear after that. Once this is sent, nobody is asked any more.`,
      ),
    gone.length + apart.length === 0 && buttons(send),
  );
}

/** After publishing. */
export function publishedView(round: RoundCard, messages: number): View {
  return view(
    text(say`**Published: ${round.name}.** ${messages.toLocaleString('en-GB')} introductions are on their way.`),
    note(say`If somebody cannot be reached, you get a direct message; \`/round show\` lists them too.`),
  );
}

function names(list: readonly { name: string }[]): string {
  return some(
    list.map((one) => one.name),
    ', ',
  );
}

/** The first of a list: what is shown must stay readable, and fit, when there are hundreds. */
function some(words: readonly string[], between: string): string {
  const more = words.length - NAMES_SHOWN;
  return `${words.slice(0, NAMES_SHOWN).join(between)}${more > 0 ? ` and ${more.toLocaleString('en-GB')} more` : ''}`;
}

function together(pair: PairCard): string {
  return pair.schools.map((school) => school.name).join(' and ');
}
