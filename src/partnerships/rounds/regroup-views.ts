import { join, say, type Text } from '../../chat/text.ts';
import { button, buttons, note, text, type View, view } from '../../chat/view.ts';
import { regroupRef } from '../actions.ts';
import { reasonSentence } from '../reasons.ts';
import type { PairCard } from '../types.ts';
import { packChange } from './change-views.ts';
import type { Regrouping } from './types.ts';
import { roundView } from './views.ts';

/** Asks before a published round is changed: what becomes of whom, and how many messages that sends. */
export function askRegroupView(regrouping: Regrouping): View {
  const { round, change, messages } = regrouping;
  const many = `${messages} ${messages === 1 ? 'message' : 'messages'}`;
  const state = { round: round.id, draft: String(round.draft), ...packChange(change) };
  return view(
    text(say`**${round.name} is published, so this writes to the schools concerned, and to nobody else.**`),
    text(whatBecomes(regrouping)),
    buttons(button(regroupRef, state, messages === 0 ? 'Do it' : `Do it and send ${many}`, { style: 'primary' })),
  );
}

/** After it was done. */
export function regroupedView(regrouping: Regrouping): View {
  const { round, messages } = regrouping;
  const done = view(
    text(say`**Done.** ${messages} ${messages === 1 ? 'message is' : 'messages are'} on the way.`),
    text(whatBecomes(regrouping)),
  );
  return { ...done, blocks: [...done.blocks, ...roundView(round).blocks] };
}

/** Tells the coordinators what became of the partners of a school that left by itself. */
export function schoolLeftView(regrouping: Regrouping): View {
  const [school] = regrouping.schools;
  return view(
    text(say`**${school?.name ?? 'A school'} left, in the middle of "${regrouping.round.name}".**`),
    text(whatBecomes(regrouping)),
    note(say`Everybody concerned is written to in school hours. To change it: \`/round change\``),
  );
}

function whatBecomes({ ended, made, joined, alone, change }: Regrouping): Text {
  const lines = [
    ...ended.map((pair) => say`Taken apart: ${namesOf(pair)}`),
    ...made.map((pair) => say`**New:** ${namesOf(pair)}. __${reasonSentence(pair)}__`),
    ...joined.map(({ school, pair }) => say`**${school.name}** joins ${namesOf(pair, school.urn)} as the third`),
    ...alone.map((one) => say`**Nobody for ${one.name}:** it is told so, and comes first next time`),
    ...(change.kind === 'never' ? [say`The two are on the private list and never paired again`] : []),
  ];
  return join(lines, '\n');
}

function namesOf(pair: PairCard, without?: number): string {
  return pair.schools
    .filter((one) => one.urn !== without)
    .map((one) => one.name)
    .join(' + ');
}
