import { plain, say } from '../../chat/text.ts';
import { button, buttons, note, quote, text, type View, view } from '../../chat/view.ts';
import { backRef, reportAnswerRef, reportWriteRef } from '../actions.ts';
import { daySaid } from '../rounds/dates.ts';

/** What schools and coordinators get from each other. */

/** A coordinator's words to a school's contacts; the answer reaches that coordinator. */
export function coordinatorWords(from: { id: string; name: string }, network: string, words: string): View {
  return view(
    text(say`**${from.name}**, who coordinates ${network}, writes to you:`),
    quote(plain(words)),
    buttons(button(reportAnswerRef, { to: from.id }, 'Answer', { style: 'primary' })),
  );
}

/** A contact's answer to a coordinator. */
export function answeredView(from: { name: string; school: string; urn: number }, words: string): View {
  return view(
    text(say`**${from.name}**, ${from.school}, answers you:`),
    quote(plain(words)),
    buttons(button(reportWriteRef, { about: `s${from.urn}` }, 'Write to the school', { style: 'primary' })),
  );
}

/** Tells a contact, kindly, that their school has a rest. */
export function pausedLetter(
  coordinator: { id: string; name: string },
  school: string,
  until: Date,
  zone: string,
  now: Date,
): View {
  return view(
    text(say`**${school} has a rest from rounds until ${daySaid(until, zone, now)}.**`),
    text(
      say`${coordinator.name} set this up so that nothing is asked of you for a while. Nothing is lost: your school stays in the network.`,
    ),
    buttons(
      button(backRef, {}, 'We are back already', { style: 'primary' }),
      button(reportAnswerRef, { to: coordinator.id }, `Write to ${coordinator.name.slice(0, 40)}`),
    ),
    note(say`After that day your school is paired again by itself.`),
  );
}
