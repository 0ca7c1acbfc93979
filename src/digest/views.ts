import { DateTime } from 'luxon';
import { plain, say } from '../chat/text.ts';
import { type Block, button, buttons, divider, heading, item, note, quote, text, type View, view } from '../chat/view.ts';
import { digestOffRef, digestOnRef, notPrivatelyRef } from '../members/actions.ts';
import { chooseDigestRef } from './actions.ts';
import type { Digest, Pace, Wish } from './types.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Longer ago than that, a digest says what was missed. */
const MISSED_DAYS = 10;

/** Weekdays a digest can come on, by ISO number. */
export const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'] as const;

/** How often, as people read it. */
export const PACE_WORDS: Readonly<Record<Pace, string>> = {
  weekly: 'Every week',
  fortnightly: 'Every fortnight',
  'half-termly': 'Once a half-term',
};

/** A digest as its reader gets it; a channel's has no button to stop it, and may begin with a coordinator's words. */
export function digestView(
  digest: Digest,
  networkName: string,
  audience: 'member' | 'channel' | 'preview',
  at: Date,
  zone: string,
  words?: string,
): View {
  return view(
    heading(audience === 'preview' ? 'If the digest went out now' : openingWords(digest, networkName, at, zone)),
    words !== undefined && quote(plain(words)),
    ...digestBlocks(digest),
    // Apart from the last item, whose own button is just above.
    audience === 'member' && divider,
    audience === 'member' &&
      buttons(button(chooseDigestRef, {}, 'How often, and when'), button(digestOffRef, {}, 'Stop the digest')),
    audience === 'member' && note(say`In school hours, and only when there is something new.`),
  );
}

/** The sections of a digest: what, why, and the one thing that can be done about it. */
export function digestBlocks(digest: Digest): Block[] {
  return digest.sections.flatMap((section) =>
    section.entries.map((one, index): Block => {
      // A section's name stands in its first item, so that on a small screen it is clear what it belongs to.
      const title = index === 0 ? say`__${section.title}__\n` : plain('');
      const words = say`${title}${one.words}\n${`Why: ${one.why}`}`;
      return one.button ? item(words, one.button) : text(words);
    }),
  );
}

/** When there is nothing to preview. */
export function nothingView(): View {
  return view(text(say`Nothing new for you since the last digest, so none would be sent. Empty weeks stay quiet.`));
}

/** Whether, how often and when the digest comes. */
export function whenView(
  next: Date | undefined,
  zone: string,
  wish: Wish | undefined,
  on: boolean,
  coordinator: boolean,
  opening?: string,
): View {
  const often = wish ? `${PACE_WORDS[wish.every]}, ${WEEKDAYS[wish.weekday - 1]}s at ${wish.time}` : '';
  return view(
    opening !== undefined && text(say`${opening}`),
    text(
      on
        ? say`Your next digest comes **${whenIn(next, zone)}**, in a direct message, if there is something new.`
        : say`You get no private digest. It would come **${whenIn(next, zone)}**.`,
    ),
    on && wish !== undefined && text(say`${often}`),
    note(say`Not while your school is closed, and not on the first two days of term.`),
    coordinator && note(say`Coordinators change the network's day and time with \`/network settings\`.`),
    buttons(
      on ? button(digestOffRef, {}, 'Stop the digest') : button(digestOnRef, {}, 'Send it here, privately'),
      on && button(chooseDigestRef, {}, 'How often, and when'),
    ),
  );
}

/**
 * After stopping the digest: what still comes, and where. `privately`: whether anything else may come privately; null: they never
 * said.
 */
export function stoppedView(privately: boolean | null): View {
  const rest =
    privately === false
      ? say`Nothing else comes privately either; introductions and notices wait for you in the network's channel.`
      : say`The digest only: introductions and notices for you still come${privately ? ' privately' : ''}.`;
  return view(
    text(say`**Stopped.** You will get no more digests. ${rest}`),
    buttons(
      privately !== false && button(notPrivatelyRef, {}, 'Write to me privately about nothing else either'),
      button(digestOnRef, {}, 'Send the digest again'),
    ),
  );
}

/** After a break it says since when, so that nobody thinks they have missed something. */
export function openingWords(digest: Digest, networkName: string, at: Date, zone: string): string {
  if (!digest.since) return `${networkName} this week`;
  const days = (at.getTime() - digest.since.getTime()) / DAY_MS;
  if (days <= MISSED_DAYS) return `${networkName} this week`;
  return `${networkName} since ${DateTime.fromJSDate(digest.since, { zone }).setLocale('en-GB').toFormat('d LLLL')}`;
}

function whenIn(next: Date | undefined, zone: string): string {
  return next ? DateTime.fromJSDate(next, { zone }).setLocale('en-GB').toFormat("cccc d LLLL 'at' HH:mm") : 'after the holidays';
}
