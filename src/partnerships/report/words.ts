import { daySaid } from '../rounds/dates.ts';
import { groupsCounted, groupsOf } from '../rounds/group-words.ts';
import type { Report, RoundFacts, Section, Share } from './types.ts';

/** The report's sentences, the same in chat and in the file. */

/** What each list is called, and what it means to be in it. */
export const TITLES: Readonly<Record<Section, { title: string; means: string }>> = {
  notmet: { title: 'Not met', means: 'It is day 10 or later, and they said "not yet" or nothing at all.' },
  leftout: { title: 'Left out', means: 'No partner was found for them in this round. They go first in the next.' },
  quiet: { title: 'Gone quiet', means: 'Nothing was heard from them in the last round, or for longer.' },
  overloaded: {
    title: 'Carrying a lot',
    means: 'One person with more than two things at once: a partner school is one, coordinating the network another.',
  },
  isolated: {
    title: 'On their own',
    means: 'Met nobody and exchanged no word in the last seven weeks. Each has a suggestion, by the rules and scores of a round.',
  },
  arranged: { title: 'A date is set', means: 'One of them said that a date is set.' },
  met: { title: 'Met', means: 'One of them said that they met.' },
};

/** "1 pair", "3 pairs". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;
}

/** "42%"; a dash of nothing. */
export function percent({ part, of }: Share): string {
  return of === 0 ? 'none yet' : `${Math.round((100 * part) / of)}%`;
}

/** Where the round is: "day 12 of 43: 98 pairs and 1 trio". */
export function roundLine(report: Report): string {
  const { round, day, days, trios } = report;
  const when = days === null ? `day ${day}` : day > days ? 'over' : `day ${day} of ${days}`;
  return `${when}: ${groupsCounted(round, { pairs: round.pairs - trios, threes: trios })}`;
}

/** How the round's pairs do. */
export function pairsLine({ round, lists, early }: Report): string {
  const arranged = lists.arranged.length;
  return [
    `${lists.met.length} met (${percent({ part: lists.met.length, of: round.pairs })})`,
    ...(arranged > 0 ? [`${arranged} with a date`] : []),
    `${lists.notmet.length} not met`,
    ...(early > 0 ? [`${early} not asked yet`] : []),
  ].join(', ');
}

/** How the schools do; what is nothing is not said. */
export function schoolsLine({ lists }: Report): string {
  const parts = [
    [lists.leftout.length, 'left out'],
    [lists.quiet.length, 'gone quiet'],
    [lists.isolated.length, 'on their own'],
    [lists.overloaded.length, 'carrying a lot'],
  ] as const;
  const said = parts.flatMap(([number, words]) => (number > 0 ? [`${number} ${words}`] : []));
  return said.length === 0 ? 'Nobody is left out, quiet or on their own' : `Schools: ${said.join(', ')}`;
}

/** Reciprocity, in one number that can be said aloud. */
export function reciprocityLine({ reciprocity: { exchanges, returned }, round, trios, trend }: Report): string {
  if (exchanges === 0 && round.groupSize === 3 && trios > 0)
    return 'In threes nobody says whose idea they tried, so nothing is counted here';
  if (exchanges === 0) return 'Nobody has said yet that they tried something of their partner’s';
  const rounds = trend.length === 1 ? '' : ` of the last ${trend.length} rounds`;
  return `In ${returned} of ${count(exchanges, 'exchange')}${rounds} something came back: both tried something of the other’s`;
}

/** How far pairs reach. */
export function spreadLine({ round, spread, metSpread }: Report): string {
  const met =
    metSpread.regions.of === 0 ? '' : ` (of those that met: ${percent(metSpread.regions)}, ${percent(metSpread.governance)})`;
  // "Groups" would be said twice, and mean two things.
  const those = round.groupSize === 3 ? 'introductions' : 'pairs';
  return `${percent(spread.regions)} of the ${those} reach into another region, ${percent(spread.governance)} outside trust and groups${met}`;
}

/** The round that is being prepared, if there is one. */
export function nextLine({ next, now }: Report, zone: string): string | undefined {
  if (!next) return undefined;
  const answers = next.invited > 0 ? `; ${next.answered} of ${count(next.invited, 'school')} answered` : '';
  const closes = next.closesAt ? `, answers until ${daySaid(next.closesAt, zone, now)}` : '';
  return `Next: "${next.name}", ${next.state === 'open' ? `open${closes}` : 'drafted, not published yet'}${answers}`;
}

/** What the chart's lines are called, and a round's values under the same names; as soon as one round was of threes, groups. */
export function trendLabels(trend: readonly RoundFacts[]) {
  const groups = groupsOf(trend.find(({ groupSize }) => groupSize === 3) ?? { groupSize: 2 });
  const named = `${groups.charAt(0).toUpperCase()}${groups.slice(1)}`;
  return { met: `${named} that met`, pairs: `All ${groups}`, leftOut: 'Left out' };
}

/** The rounds as the chart wants them. */
export function trendPoints(trend: readonly RoundFacts[]) {
  return trend.map(({ name, pairs, met, leftOut }) => ({ name, values: { met, pairs, leftOut } }));
}

/** The trend in a line, where there is no picture. */
export function trendLine(trend: readonly RoundFacts[]): string {
  return trend.map((round) => `${round.name} ${percent({ part: round.met, of: round.pairs })}`).join(', ');
}
