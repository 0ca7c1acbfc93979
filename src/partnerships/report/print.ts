import { mapAlt } from '../map/said.ts';
import { mapSvg } from '../map/svg.ts';
import type { RoundMap } from '../map/types.ts';
import { reasonSentence } from '../reasons.ts';
import { daySaid } from '../rounds/dates.ts';
import { placeOf } from '../views.ts';
import { trendSvgOf } from './chart.ts';
import { SECTIONS } from './rules.ts';
import type { Line, Reciprocity, Report, Suggestion } from './types.ts';
import { nextLine, pairsLine, percent, reciprocityLine, roundLine, schoolsLine, spreadLine, TITLES } from './words.ts';

/** Lines of one list in the file; a national list is for the table. */
const MOST_LINES = 500;

/** The whole page as Markdown, to print or to keep: every list in full, the trend, and the round's map. Draws: not for a transaction. */
export function reportMarkdown(
  report: Report,
  suggestions: ReadonlyMap<number, Suggestion>,
  zone: string,
  map: RoundMap,
): string {
  const next = nextLine(report, zone);
  return [
    `# ${escaped(report.network)}: ${daySaid(report.now, zone, report.now)}`,
    `**${escaped(report.round.name)}**, ${roundLine(report)}`,
    [pairsLine(report), schoolsLine(report), reciprocityLine(report), spreadLine(report), next ?? '']
      .filter(Boolean)
      .map((line) => `- ${escaped(line)}`)
      .join('\n'),
    picture(mapSvg(map), mapAlt(map)),
    '## Round by round',
    trendTable(report),
    picture(trendSvgOf(report), 'The same as a chart'),
    exactly(report.reciprocity),
    ...SECTIONS.flatMap((section) => {
      const lines = report.lists[section];
      if (lines.length === 0) return [];
      const shown = lines.slice(0, MOST_LINES).map((line) => listLine(line, suggestions));
      const rest = lines.length - shown.length;
      return [
        `## ${TITLES[section].title}: ${lines.length}`,
        TITLES[section].means,
        shown.join('\n'),
        ...(rest > 0 ? [`And ${rest} more.`] : []),
      ];
    }),
    '',
  ].join('\n\n');
}

function listLine(line: Line, suggestions: ReadonlyMap<number, Suggestion>): string {
  const [school, ...others] = line.schools;
  const suggestion = school && others.length === 0 ? suggestions.get(school.urn) : undefined;
  const could =
    school && suggestion
      ? ` Could meet ${placeOf(suggestion.school)}: ${reasonSentence({ reasons: suggestion.reasons, schools: [school, suggestion.school] })}.`
      : '';
  return `- **${escaped(line.schools.map(placeOf).join(' + '))}**: ${escaped(`${line.why}.${could}`)}`;
}

function trendTable({ trend }: Report): string {
  const rows = trend.map(
    (one) =>
      `| ${escaped(one.name)} | ${one.pairs} | ${one.met} | ${percent({ part: one.met, of: one.pairs })} | ${one.silent} | ${one.leftOut} |`,
  );
  return ['| Round | Introductions | Met | Share | Silent schools | Left out |', '|---|---|---|---|---|---|', ...rows].join('\n');
}

/** The two measures as they are defined (domain.md 5.4), for whoever compares networks. */
function exactly({ dyads, arcs }: Reciprocity): string {
  if (dyads === null || arcs === null) return '';
  return `Reciprocity over these rounds: ${dyads.toFixed(2)} of the exchanges (dyads), ${arcs.toFixed(2)} of the single gifts (arcs). Where three schools meet nothing is counted: nobody says whose idea it was.`;
}

/** A picture within the file itself, so that it is one file. */
function picture(svg: string, alt: string): string {
  return `![${escaped(alt)}](data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')})`;
}

/** Words that Markdown takes as they are: names of schools and rounds are typed by people. */
function escaped(words: string): string {
  return words.replace(/[\\`*_[\]<>|#]/g, '\\$&').replaceAll('\n', ' ');
}
