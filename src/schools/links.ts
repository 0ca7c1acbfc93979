import { UserError } from '../errors.ts';
import { isoDate, tidy } from './cells.ts';
import { readTable } from './csv-file.ts';
import { urnOf } from './row.ts';

/** One school took another over, as the register's file of links says. */
export interface SuccessorLink {
  from: number;
  to: number;
  /** Year-month-day, when the register says it. */
  since: string | null;
}

const COLUMNS = { urn: 'URN', link: 'LinkURN', type: 'LinkType', since: 'LinkEstablishedDate' } as const;
type Column = keyof typeof COLUMNS;

/**
 * Reads the register's file of links (links_edubasealldata….csv): its successors, and its predecessors the other way round.
 * Throws a UserError in words when it is not that file.
 */
export async function readLinks(file: string): Promise<{ links: SuccessorLink[]; digest: string }> {
  const links: SuccessorLink[] = [];
  const digest = await readTable(file, {
    columns(header) {
      const names = header.map((name) => name.trim().toLowerCase());
      const needed = [COLUMNS.urn, COLUMNS.link, COLUMNS.type];
      const missing = needed.filter((name) => !names.includes(name.toLowerCase()));
      if (missing.length > 0)
        throw new UserError(`This is not the file of links: these columns are missing: ${missing.join(', ')}.`);
      const fields = Object.entries(COLUMNS) as [Column, string][];
      return names.map((name) => fields.find(([, column]) => column.toLowerCase() === name)?.[0] ?? false);
    },
    row(cells) {
      const urn = urnOf(cells.urn);
      const other = urnOf(cells.link);
      if (urn === null || other === null || urn === other) return;
      const type = tidy(cells.type).toLowerCase();
      const since = isoDate(cells.since);
      if (type.startsWith('successor')) links.push({ from: urn, to: other, since });
      else if (type.startsWith('predecessor')) links.push({ from: other, to: urn, since });
    },
  });
  return { links, digest };
}
