import { cut, plain, say, type Text } from '../../chat/text.ts';
import { type Block, type Button, button, buttons, heading, item, note, select, text, type View, view } from '../../chat/view.ts';
import {
  mapRef,
  reportFileRef,
  reportIntroduceRef,
  reportListRef,
  reportPageRef,
  reportPauseRef,
  reportRef,
  reportRoundsRef,
  reportSchoolRef,
  reportWriteRef,
} from '../actions.ts';
import { reasonSentence } from '../reasons.ts';
import { daySaid } from '../rounds/dates.ts';
import { placeOf } from '../views.ts';
import { SECTIONS } from './rules.ts';
import type { Line, Report, SchoolCard, SchoolFacts, Section, Suggestion } from './types.ts';
import {
  count,
  nextLine,
  pairsLine,
  reciprocityLine,
  roundLine,
  schoolsLine,
  spreadLine,
  TITLES,
  trendLabels,
  trendLine,
} from './words.ts';

export { chartOf } from './chart.ts';
export { doneView, introducedView, pausedView, printedView, tableView } from './done.ts';
export { reportMarkdown } from './print.ts';

/** Lines on one page: each has a button, which is three of the forty parts of a message (platforms.md 2.1). */
export const LINES_PER_PAGE = 5;
/** Names in the summary of a list. */
const NAMES = 3;
/** Longest name of a school on a button or in a menu, which hold 75 characters (platforms.md 1.4). */
const NAME = 50;

/** A picture ready to be shown. */
export interface Picture {
  alt: string;
  base64: string;
}

/** The page: five lines, the chart, and a line with its button for each list that is not empty. */
export function reportView(report: Report, zone: string, chart?: Picture): View {
  const next = nextLine(report, zone);
  return view(
    heading(`${report.network}: ${daySaid(report.now, zone, report.now)}`),
    text(
      say`**${report.round.name}**, ${roundLine(report)}\n${pairsLine(report)}\n${schoolsLine(report)}\n${reciprocityLine(report)}\n${spreadLine(report)}`,
    ),
    next !== undefined && text(say`${next}`),
    chart && { kind: 'image', alt: chart.alt, file: { name: 'trend.png', mimeType: 'image/png', base64: chart.base64 } },
    !chart && report.trend.length > 1 && note(say`${trendLabels(report.trend).met}, round by round: ${trendLine(report.trend)}`),
    ...SECTIONS.filter((section) => report.lists[section].length > 0).map((section) => listItem(report, section)),
    buttons(
      !chart && button(reportRef, {}, 'See it with the chart'),
      button(mapRef, { round: report.round.id, draft: String(report.round.draft) }, 'See the map'),
      button(reportFileRef, {}, 'The page as a file'),
      button(reportRoundsRef, {}, 'All rounds as a table'),
    ),
  );
}

function listItem(report: Report, section: Section): Block {
  const lines = report.lists[section];
  const names = lines.slice(0, NAMES).map((line) => line.schools.map((school) => school.name).join(' + '));
  const more = lines.length - names.length;
  return item(
    say`**${TITLES[section].title}: ${lines.length}**\n${names.join('; ')}${more > 0 ? ` and ${more} more` : ''}`,
    button(
      reportListRef,
      { section },
      lines.length === 1 ? 'Look at it' : `See ${lines.length === 2 ? 'both' : `all ${lines.length}`}`,
    ),
  );
}

/** One list, a page at a time: each line with the button that helps most, and a menu for everything else. */
export function listView(report: Report, section: Section, page: number, suggestions: ReadonlyMap<number, Suggestion>): View {
  const all = report.lists[section];
  const { title, means } = TITLES[section];
  if (all.length === 0)
    return view(text(say`**${title}:** nobody. ${means}`), buttons(button(reportRef, {}, 'Back to the page')));
  const pages = Math.ceil(all.length / LINES_PER_PAGE);
  const shown = Math.min(page, pages - 1);
  const lines = all.slice(shown * LINES_PER_PAGE, (shown + 1) * LINES_PER_PAGE);
  const turn = (to: number, label: string) => button(reportPageRef, { section, page: String(to) }, label);
  const rest = all.length - shown * LINES_PER_PAGE - lines.length;
  return view(
    heading(`${title}: ${all.length}`),
    note(plain(means)),
    ...lines.map((line) => lineItem(line, suggestionOf(line, suggestions))),
    menu(lines),
    buttons(shown > 0 && turn(shown - 1, '‹ Back'), rest > 0 && turn(shown + 1, 'More ›')),
    rest > 0 && note(say`And ${rest} more, all of them in the page as a file (\`/round report\`).`),
  );
}

function suggestionOf(line: Line, suggestions: ReadonlyMap<number, Suggestion>): Suggestion | undefined {
  const [only, ...others] = line.schools;
  return only && others.length === 0 ? suggestions.get(only.urn) : undefined;
}

function lineItem(line: Line, suggestion: Suggestion | undefined): Block {
  const who = line.schools.map(placeOf).join('  +  ');
  const [school] = line.schools;
  if (!school || !suggestion) return item(say`**${who}**\n${line.why}`, writeButton(line));
  return item(
    say`**${who}**\n${line.why}\n${suggestionText(school, suggestion)}`,
    introduceButton(school, suggestion.school, 'Introduce them'),
  );
}

function suggestionText(school: SchoolFacts, { school: other, reasons }: Suggestion): Text {
  return say`Could meet ${placeOf(other)}. __${reasonSentence({ reasons, schools: [school, other] })}__`;
}

function writeButton(line: Pick<Line, 'about' | 'schools'>): Button {
  const label = line.schools.length === 1 ? 'Write to them' : line.schools.length === 2 ? 'Write to both' : 'Write to all three';
  return button(reportWriteRef, { about: line.about }, label);
}

function introduceButton(school: SchoolFacts, other: SchoolFacts, label: string): Button {
  return button(reportIntroduceRef, { urn: String(school.urn), other: String(other.urn) }, label, {
    confirm: `The contacts of ${cut(school.name, NAME)} and ${cut(other.name, NAME)} are introduced to each other. Go on?`,
  });
}

function menu(lines: readonly Line[]): Block {
  const schools = new Map(lines.flatMap((line) => line.schools.map((school) => [school.urn, school])));
  const options = [...schools.values()].map((school) => ({
    label: cut(`${school.name}${school.town === null ? '' : `, ${school.town}`}`, 75),
    value: String(school.urn),
  }));
  return select(reportSchoolRef, {}, 'More about one of them …', options);
}

/** One school with everything that can be done for it. */
export function schoolView({ school, pairs, suggestion }: SchoolCard, zone: string, now: Date): View {
  const contacts = school.contacts.map((one) => one.name).join(' and ');
  const resting = school.pausedUntil !== null && school.pausedUntil > now ? school.pausedUntil : undefined;
  return view(
    heading(school.name),
    text(
      say`${placeOf(school)}${school.trust === null ? '' : `, ${school.trust}`}\n**Contacts:** ${contacts || 'nobody. A colleague can type /partner join'}`,
    ),
    school.left && text(say`No longer takes part.`),
    resting && text(say`Has a rest from rounds until ${daySaid(resting, zone, now)}.`),
    school.inactiveSince !== null && text(say`No longer paired after three silent rounds, until it says it is back.`),
    school.silentRounds > 0 && text(say`Nothing heard for ${count(school.silentRounds, 'round')} in a row.`),
    ...pairs.map((pair) => text(say`**Now with** ${pair.schools.map(placeOf).join(' and ')}\n${pair.how}`)),
    suggestion && text(suggestionText(school, suggestion)),
    buttons(
      school.contacts.length > 0 && writeButton({ about: `s${school.urn}`, schools: [school] }),
      suggestion && introduceButton(school, suggestion.school, `Introduce to ${cut(suggestion.school.name, NAME)}`),
      school.active &&
        button(reportPauseRef, { urn: String(school.urn) }, 'Pause for 13 weeks', {
          confirm: `${cut(school.name, NAME)} is not paired for 13 weeks, and its contacts are told kindly. Go on?`,
        }),
      button(reportRef, {}, 'Back to the page'),
    ),
  );
}
