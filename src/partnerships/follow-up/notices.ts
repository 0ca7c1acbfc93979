import { join, person, plain, say, type Text } from '../../chat/text.ts';
import { button, buttons, item, note, quote, text, type View, view } from '../../chat/view.ts';
import { askChangeRef, reportRef, reportWriteRef } from '../actions.ts';
import { groupOf, groupsOf } from '../rounds/group-words.ts';
import type { SchoolName } from '../types.ts';
import { placeOf } from '../views.ts';
import type { PairAbout } from './types.ts';
import { places } from './views.ts';

/** Lines shown one by one in a notice; with a button each they must fit one message on either platform. */
export const SHOWN = 8;

/** Why nothing was heard from a school of a quiet pair. */
export interface QuietSchool {
  school: SchoolName;
  heard: boolean;
  /** Whom a coordinator can write to. */
  contacts: { id: string; name: string }[];
  /** Why they could not be asked, where that is known. */
  reason?: string;
}

/** A pair in which nothing, or only one side, was heard. */
export interface QuietPair {
  groupId: string;
  schools: readonly QuietSchool[];
}

/** The round they are of. */
export interface QuietRound {
  name: string;
  groupSize: number;
}

/** Tells a coordinator which pairs are silent after being asked twice: how many, and the first of them. */
export function quietView(round: QuietRound, pairs: readonly QuietPair[], count: number): View {
  const more = count - pairs.length;
  return view(
    text(say`**"${round.name}": ${count === 1 ? `1 ${groupOf(round)} is` : `${count} ${groupsOf(round)} are`} quiet so far**`),
    text(say`Asked on day 10 whether they have met, and no word since. A line from you often helps more than one from me:`),
    pairs.map((pair) =>
      item(
        quietLine(pair.schools),
        button(reportWriteRef, { about: `g${pair.groupId}` }, pair.schools.length > 2 ? 'Write to all three' : 'Write to both'),
      ),
    ),
    more > 0 && note(say`And ${more} more.`),
    buttons(button(reportRef, {}, 'See the whole round')),
  );
}

function quietLine(pair: readonly QuietSchool[]): Text {
  return join(pair.map(schoolLine), '\n');
}

function schoolLine(one: QuietSchool): Text {
  const people = join(
    one.contacts.map((contact) => say`${person(contact.id, contact.name)}`),
    ', ',
  );
  const who = one.contacts.length === 0 ? say`no contact` : people;
  if (one.heard) return say`**${one.school.name}** has written or answered (${who})`;
  return one.reason === undefined
    ? say`**${one.school.name}:** no word (${who})`
    : say`**${one.school.name}:** no word (${who}: ${one.reason})`;
}

/** Tells a coordinator, in private, that a pair is not working. */
export function troubleView(
  pair: PairAbout & { roundId: string; draft: number },
  from: { id: string; name: string },
  words: string | undefined,
): View {
  const { mine, others, roundId, draft } = pair;
  const [other] = others;
  const part = { round: roundId, draft: String(draft), what: 'bar', a: String(mine.urn), b: String(other?.urn ?? '') };
  return view(
    text(say`**In private: ${placeOf(pair.mine)} says that its partnership with ${places(pair.others)} is not working.**`),
    words !== undefined && text(say`${person(from.id, from.name)} writes:`),
    words !== undefined && quote(plain(words)),
    words === undefined && text(say`${person(from.id, from.name)} said so, without more words.`),
    text(
      say`${mine.name} will not be brought together with them again. For now nothing else changes, and only coordinators were told.`,
    ),
    buttons(
      button(reportWriteRef, { about: `s${mine.urn}` }, 'Write to the school', { style: 'primary' }),
      // In a trio there is a choice to make first: /round change.
      others.length === 1 && button(askChangeRef, part, 'See what parting them means'),
    ),
    note(say`Round "${pair.roundName}". To change it: \`/round change\``),
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
