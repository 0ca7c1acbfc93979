import { DateTime } from 'luxon';
import { say } from '../chat/text.ts';
import { type Block, button, buttons, heading, item, note, text, type View, view } from '../chat/view.ts';
import { digestOffRef, digestOnRef, notPrivatelyRef } from '../members/actions.ts';
import { showRef } from '../practice/actions.ts';
import type { Digest } from './types.ts';

/** A digest as its reader gets it; a channel's has no button to stop it. */
export function digestView(digest: Digest, networkName: string, audience: 'member' | 'channel' | 'preview'): View {
  const opening = audience === 'preview' ? 'If the digest went out now' : `${networkName} this week`;
  return view(
    heading(opening),
    ...digest.sections.flatMap((section): Block[] => [
      text(say`__${section.title}__`),
      ...section.entries.flatMap((one): Block[] => {
        const words = say`${one.words}\n${`Why: ${one.why}`}`;
        return [one.snippetId === undefined ? text(words) : item(words, button(showRef, { snippet: one.snippetId }, 'Read'))];
      }),
    ]),
    audience === 'member' && buttons(button(digestOffRef, {}, 'Stop the digest')),
    audience === 'member' && note(say`Once a week in school hours, and only when there is something new.`),
  );
}

/** When there is nothing to preview. */
export function nothingView(): View {
  return view(text(say`Nothing new for you since the last digest, so none would be sent. Empty weeks stay quiet.`));
}

/** Whether and when the digest comes. */
export function whenView(next: Date | undefined, zone: string, on: boolean, coordinator: boolean, opening?: string): View {
  return view(
    opening !== undefined && text(say`${opening}`),
    text(
      on
        ? say`Your next digest comes **${whenIn(next, zone)}**, in a direct message, if there is something new.`
        : say`You get no private digest. The network's next one goes out **${whenIn(next, zone)}**.`,
    ),
    note(say`Not in school holidays, and not on the first two days of term.`),
    coordinator && note(say`Coordinators change day and time with \`/network settings\`.`),
    buttons(on ? button(digestOffRef, {}, 'Stop the digest') : button(digestOnRef, {}, 'Send it here, privately')),
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

function whenIn(next: Date | undefined, zone: string): string {
  return next ? DateTime.fromJSDate(next, { zone }).setLocale('en-GB').toFormat("cccc d LLLL 'at' HH:mm") : 'after the holidays';
}
