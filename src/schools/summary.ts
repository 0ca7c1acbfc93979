import type { ImportSummary } from './import.ts';

/** So many schools or rows are named one by one; the rest are counted. */
const NAMED = 10;

/** What an import did, in sentences for the person who started it. */
export function summaryLines(summary: ImportSummary): string[] {
  if (summary.known) return [`${summary.file} is what was imported last: nothing has changed.`];
  const { open, added, changed, closed, followed, stranded, refused, skipped } = summary;
  const moved = followed.filter(({ members, snippets, entries }) => members + snippets + entries > 0);
  return [
    `${summary.file}: ${count(open, 'open school')}. ${number(added)} added, ${number(changed)} changed, ${number(closed.length)} closed.`,
    ...(followed.length > 0 ? [`${count(followed.length, 'closed school')} followed to the school that took over.`] : []),
    ...named(moved, (move) => `  ${move.from} → ${move.to}: ${parts(move)} moved.`),
    ...named(
      stranded,
      ({ urn, name, members }) =>
        `  ${name} (${urn}) is closed, no successor is known, and ${count(members, 'member')} still belong to it.`,
    ),
    ...(skipped.proposed > 0 ? [`${count(skipped.proposed, 'proposed school')} left out: not open yet.`] : []),
    ...(skipped.notInEngland > 0 ? [`${count(skipped.notInEngland, 'school')} left out: not in England.`] : []),
    ...(refused.length > 0 ? [`${count(refused.length, 'row')} could not be read and changed nothing:`] : []),
    ...named(refused, ({ line, reason }) => `  line ${number(line)}: ${reason}`),
  ];
}

function parts({ members, snippets, entries }: ImportSummary['followed'][number]): string {
  const some = [
    members > 0 && count(members, 'member'),
    snippets > 0 && count(snippets, 'snippet'),
    entries > 0 && count(entries, 'place in partnering', 'places in partnering'),
  ].filter((part) => part !== false);
  return some.join(', ');
}

function named<T>(items: readonly T[], line: (item: T) => string): string[] {
  const rest = items.length - NAMED;
  return [...items.slice(0, NAMED).map(line), ...(rest > 0 ? [`  … and ${number(rest)} more`] : [])];
}

function count(amount: number, one: string, many = `${one}s`): string {
  return `${number(amount)} ${amount === 1 ? one : many}`;
}

function number(amount: number): string {
  return amount.toLocaleString('en-GB');
}
