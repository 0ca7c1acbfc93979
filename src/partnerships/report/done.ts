import { cut, plain, say, type Text } from '../../chat/text.ts';
import { button, buttons, file, text, type View, view } from '../../chat/view.ts';
import { reportRef } from '../actions.ts';
import { daySaid } from '../rounds/dates.ts';
import type { RoundsTable } from './table.ts';
import { count } from './words.ts';

/** What was done, in a sentence, and the way back. */
export function doneView(words: Text): View {
  return view(text(words), buttons(button(reportRef, {}, 'Back to the page')));
}

/** Two schools were introduced. */
export function introducedView({ schools, messages }: { schools: string[]; messages: number }): View {
  return doneView(
    say`**${schools.join(' and ')}** are introduced: ${count(messages, 'message')} on the way, in school hours. They are a pair of this round now, and are asked how it went like all others.`,
  );
}

/** A school has a rest. */
export function pausedView(done: { school: string; until: Date; told: number }, zone: string, now: Date): View {
  const { school, until, told } = done;
  return doneView(
    say`**${school}** has a rest from rounds until ${daySaid(until, zone, now)}. ${told === 0 ? 'It has no contact to tell.' : `${count(told, 'contact')} will read it, kindly, in school hours.`}`,
  );
}

/** All rounds as a file for the network's own spreadsheet. */
export function tableView({ csv, rounds, tooOld }: RoundsTable): View {
  const older = tooOld > 0 ? ` The ${count(tooOld, 'oldest')} would make the file too large.` : '';
  return view(
    text(
      plain(cut(`${count(rounds, 'round')}: a line for every school of every pair, and for every school left out.${older}`, 300)),
    ),
    file('rounds.csv', 'text/csv', csv),
  );
}

/** The page as a file. */
export function printedView(markdown: string): View {
  return view(
    text(
      say`The page with every list in full, the chart and the map, to print or to keep. Any editor that knows Markdown shows it.`,
    ),
    file('report.md', 'text/markdown', markdown),
  );
}
