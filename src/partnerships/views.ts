import { join, person, plain, say, type Text } from '../chat/text.ts';
import { button, buttons, heading, note, quote, text, type View, view } from '../chat/view.ts';
import { subjectBySlug } from '../vocabulary/subjects.ts';
import { topicInSentence } from '../vocabulary/topics.ts';
import { writeRef } from './actions.ts';
import { reasonSentence, sharedTopics } from './reasons.ts';
import type { Contact } from './rounds/recipients.ts';
import type { PairCard, SchoolName, Unreached } from './types.ts';

/** Names shown one by one in a list of the unreached. */
const UNREACHED_SHOWN = 15;

/** Introduces the schools of a pair to one of their contacts, with something to begin with. */
export function introductionView(pair: PairCard, contacts: readonly Contact[], reader: Contact, roundName: string): View {
  const others = pair.schools.filter((one) => one.urn !== reader.urn);
  return view(
    heading(`Meet ${others.map((one) => one.name).join(' and ')}`),
    text(
      say`In the round "${roundName}" your school ${others.length > 1 ? 'meets' : 'is paired with'} ${join(
        others.map((one) => say`**${placeOf(one)}**`),
        ' and ',
      )}.`,
    ),
    text(say`**Why you:** ${reasonSentence(pair)}.`),
    text(
      join(
        others.map((one) => contactLine(one, contacts)),
        '\n',
      ),
    ),
    text(say`**To begin with,** each of you writes a line or two on:\n${join(prompts(pair), '\n')}`),
    text(say`Then find 25 minutes for a call in the next few weeks.`),
    buttons(button(writeRef, { group: pair.id, to: '' }, 'Write to them', { style: 'primary' })),
    note(say`What you write reaches them in Slack or Discord, wherever they are. No pupils' names, please.`),
  );
}

/** A member's words to the other schools of their pair; the answer reaches them too, contact or not. */
export function noteView(from: { id: string; name: string; school: string }, words: string, group: string): View {
  return view(
    text(say`**${from.name}**, ${from.school}, writes to you:`),
    quote(plain(words)),
    buttons(button(writeRef, { group, to: from.id }, 'Answer', { style: 'primary' })),
  );
}

/** Whom an introduction did not reach, with the reason. */
export function unreachedView(roundName: string, unreached: readonly Unreached[]): View {
  const more = unreached.length - UNREACHED_SHOWN;
  return view(
    text(say`**"${roundName}": ${unreached.length} ${unreached.length === 1 ? 'person was' : 'people were'} not reached**`),
    text(join(unreached.slice(0, UNREACHED_SHOWN).map(unreachedLine), '\n')),
    more > 0 && note(say`And ${more} more: \`/round show\``),
    note(say`A colleague can become the second contact with \`/partner join\`.`),
  );
}

/** One unreached person in a line. */
export function unreachedLine(one: Unreached): Text {
  return say`${one.name}, ${one.school}: ${one.reason}`;
}

/** A school with its place. */
export function placeOf(school: SchoolName): string {
  return `${school.name}${school.town === null ? '' : `, ${school.town}`} (${school.region})`;
}

function contactLine(school: SchoolName, contacts: readonly Contact[]): Text {
  const theirs = contacts.filter((one) => one.urn === school.urn);
  if (theirs.length === 0) return say`**${school.name}** has no contact at the moment; a coordinator knows.`;
  const people = theirs.map((one) => say`${person(one.id, one.name)} (${subjectBySlug(one.subject)?.label ?? one.subject})`);
  return say`**At ${school.name}:** ${join(people, ', ')}`;
}

/** Three things to say, from what the article's speed networking asked (domain.md 5.1), with their shared topic where there is one. */
function prompts(pair: PairCard): Text[] {
  const [shared] = sharedTopics(pair.reasons);
  const about = shared === undefined ? 'teaching here' : topicInSentence(shared);
  return [
    say`1. One thing we are trying in ${about}, and with whom`,
    say`2. How we would know whether it makes a difference`,
    say`3. One thing of yours we could try in the next four weeks`,
  ];
}
