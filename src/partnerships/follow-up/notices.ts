import { join, person, plain, say, type Text } from '../../chat/text.ts';
import { note, quote, text, type View, view } from '../../chat/view.ts';
import type { SchoolName } from '../types.ts';
import { placeOf } from '../views.ts';
import type { PairAbout } from './types.ts';
import { places } from './views.ts';

/** Lines shown one by one in a notice. */
const SHOWN = 12;

/** Why nothing was heard from a school of a quiet pair. */
export interface QuietSchool {
  school: SchoolName;
  heard: boolean;
  /** Whom a coordinator can write to. */
  contacts: { id: string; name: string }[];
  /** Why they could not be asked, where that is known. */
  reason?: string;
}

/** Tells a coordinator which pairs are silent after being asked twice. */
export function quietView(roundName: string, pairs: readonly (readonly QuietSchool[])[]): View {
  const more = pairs.length - SHOWN;
  return view(
    text(say`**"${roundName}": ${pairs.length === 1 ? '1 pair is' : `${pairs.length} pairs are`} silent so far**`),
    text(say`Asked to begin, and asked again on day 10. A word from you often helps more than one from me:`),
    text(join(pairs.slice(0, SHOWN).map(quietLine), '\n')),
    more > 0 && note(say`And ${more} more.`),
    note(say`\`/round show\` has the round.`),
  );
}

function quietLine(pair: readonly QuietSchool[]): Text {
  return say`• ${join(pair.map(schoolLine), '; ')}`;
}

function schoolLine(one: QuietSchool): Text {
  const people = join(
    one.contacts.map((contact) => say`${person(contact.id, contact.name)}`),
    ', ',
  );
  const who = one.contacts.length === 0 ? say`no contact` : people;
  if (one.heard) return say`**${one.school.name}** has answered or written (${who})`;
  return one.reason === undefined
    ? say`nothing from **${one.school.name}** (${who})`
    : say`nothing from **${one.school.name}** (${who}: ${one.reason})`;
}

/** Tells a coordinator, in private, that a pair is not working. */
export function troubleView(pair: PairAbout, from: { id: string; name: string }, words: string | undefined): View {
  return view(
    text(say`**In private: ${placeOf(pair.mine)} says that its pair with ${places(pair.others)} is not working.**`),
    words !== undefined && text(say`${person(from.id, from.name)} writes:`),
    words !== undefined && quote(plain(words)),
    words === undefined && text(say`${person(from.id, from.name)} said so, without more words.`),
    text(say`They will not be paired again. For now the pair stands, and the other side was told nothing.`),
    note(say`Round "${pair.roundName}".`),
  );
}

/** Tells a coordinator which schools are no longer drawn. */
export function becameInactiveView(roundName: string, schools: readonly SchoolName[], silentRounds: number): View {
  const more = schools.length - SHOWN;
  return view(
    text(
      say`**"${roundName}" is over. ${schools.length === 1 ? '1 school has' : `${schools.length} schools have`} been silent for ${silentRounds} rounds** and will not be drawn in the next ones:`,
    ),
    text(
      join(
        schools.slice(0, SHOWN).map((one) => say`• ${placeOf(one)}`),
        '\n',
      ),
    ),
    more > 0 && note(say`And ${more} more.`),
    note(say`Their contacts got a kind word and a button to come back.`),
  );
}
