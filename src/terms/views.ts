import { DateTime } from 'luxon';
import { join, say, type Text } from '../chat/text.ts';
import { button, heading, item, note, text, type View, view } from '../chat/view.ts';
import type { SchoolHoliday } from '../vocabulary/school-holidays.ts';
import { forgetTermsRef } from './actions.ts';
import type { TermsSaved, TermYear } from './types.ts';

/** Lines of trouble shown one by one; the rest are counted. */
const TROUBLE_SHOWN = 12;
/** Known years shown one by one. */
const YEARS_SHOWN = 20;

/** What was kept, as it will be used, with every line that was not understood. `unused`: what else was given and not used. */
export function termsSavedView(saved: TermsSaved, unused?: string): View {
  const trouble = saved.notUnderstood.slice(0, TROUBLE_SHOWN);
  const more = saved.notUnderstood.length - trouble.length;
  return view(
    text(say`**Saved for ${saved.whose}.** Nothing is sent to its members while their school is closed.`),
    ...saved.years.flatMap(({ startYear, holidays, kept }) => [
      text(say`**Closed in ${schoolYear(startYear)}**\n${join(holidays.map(holidayLine), '\n')}`),
      ...(kept.length > 0 ? [note(say`Not mentioned, so the usual dates stay: ${kept.map((one) => one.name).join(', ')}.`)] : []),
    ]),
    trouble.length > 0 &&
      text(
        say`**Not understood (${saved.notUnderstood.length}), nothing was done with these:**\n${join(
          trouble.map((one) => say`Line ${one.line}, "${one.words.slice(0, 80)}": ${one.why}`),
          '\n',
        )}`,
      ),
    more > 0 && note(say`And ${more} more lines.`),
    saved.passedOver > 0 &&
      note(
        saved.passedOver === 1
          ? say`One other event of the calendar is about something else and was passed over.`
          : say`${saved.passedOver} other events of the calendar are about something else and were passed over.`,
      ),
    unused !== undefined && note(say`${unused}`),
    note(say`Bank holidays are known already. To mend something, give the whole year again.`),
  );
}

/** Whose dates are known, each with a button to forget them. */
export function termsListView(years: readonly TermYear[], opening?: string): View {
  return view(
    opening !== undefined && text(say`${opening}`),
    heading('Term dates'),
    years.length === 0
      ? text(
          say`None are set, so the usual dates of England hold. Set a school's or a local authority's with \`/network terms\`.`,
        )
      : text(say`Where nothing is set, the usual dates of England hold.`),
    ...years.slice(0, YEARS_SHOWN).map(({ whose, scope, startYear, holidays }) =>
      item(
        say`**${whose}**, ${schoolYear(startYear)}\n${holidays.map((one) => one.name).join(', ')}`,
        button(forgetTermsRef, { scope, year: String(startYear) }, 'Forget', {
          confirm: `${whose}: the dates of ${schoolYear(startYear)} are forgotten, and the usual ones hold. Go on?`,
        }),
      ),
    ),
    years.length > YEARS_SHOWN && note(say`And ${years.length - YEARS_SHOWN} more.`),
  );
}

function holidayLine({ name, from, to }: SchoolHoliday): Text {
  return from === to ? say`• ${name}: ${day(from)}` : say`• ${name}: ${day(from)} to ${day(to)}`;
}

function day(isoDate: string): string {
  return DateTime.fromISO(isoDate, { zone: 'utc', locale: 'en-GB' }).toFormat('ccc d LLL yyyy');
}

function schoolYear(startYear: number): string {
  return `${startYear}/${String((startYear + 1) % 100).padStart(2, '0')}`;
}
