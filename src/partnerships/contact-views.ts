import { join, say } from '../chat/text.ts';
import { note, text, type View, view } from '../chat/view.ts';
import type { Contactless } from './contacts.ts';
import { placeOf } from './views.ts';

/** Names shown one by one; the rest is counted. */
const SHOWN = 15;

/** To somebody who is now first contact of their school: a colleague handed over, or the first contact has gone. */
export function firstContactView(first: { school: string; by?: string; instead?: string }): View {
  return view(
    first.by !== undefined
      ? text(say`**${first.by} made you first contact of ${first.school}.**`)
      : text(
          say`**You are now first contact of ${first.school}**, because ${first.instead ?? ''} can no longer be reached there.`,
        ),
    text(
      say`Invitations to rounds and introductions come to you. A colleague can be second contact: they type \`/partner join\`.`,
    ),
    note(say`Not for you? \`/partner status\` hands it over, or takes your school out.`),
  );
}

/** To coordinators: schools that have nobody to write to any more. */
export function contactlessView(schools: readonly Contactless[]): View {
  const [only] = schools;
  const one = schools.length === 1 && only;
  return view(
    text(
      one ? say`**Nobody to write to at ${placeOf(one.school)}**` : say`**${schools.length} schools have nobody to write to**`,
    ),
    one ? undefined : text(contactlessLines(schools)),
    text(
      say`${one ? 'It takes part, but its contacts have' : 'They take part, but their contacts have'} left. Anybody of the school can type \`/partner join\`; or take it out with \`/partner leave\`.`,
    ),
    note(say`Until then it can be paired, but no invitation or introduction reaches it.`),
  );
}

/** These schools, a line each, and how many more. */
export function contactlessLines(schools: readonly Contactless[]) {
  const more = schools.length - SHOWN;
  const lines = schools.slice(0, SHOWN).map((one) => say`${placeOf(one.school)}`);
  return join([...lines, ...(more > 0 ? [say`and ${more} more`] : [])], '\n');
}
