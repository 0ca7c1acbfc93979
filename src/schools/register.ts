import { type Progress, readTable } from './csv-file.ts';
import { type Cells, type Field, type Layout, layoutOf } from './layout.ts';
import { type RegisterSchool, readRow, urnOf } from './row.ts';

/** A row that could not be read; the school it names, if any, is left as it was. */
export interface RefusedRow {
  line: number;
  urn: number | null;
  reason: string;
}

/** A register file, read and checked, nothing of it stored yet. */
export interface Register {
  /** Every school in England that is open or closed, each once. */
  schools: RegisterSchool[];
  refused: RefusedRow[];
  skipped: { proposed: number; notInEngland: number };
  /** The columns the file has: what is missing stays as it was. */
  has: ReadonlySet<Field>;
  /** SHA-256 of the file's bytes. */
  digest: string;
}

/**
 * Reads the register's download (or the file shipped with Staffroom), plain or gzipped.
 * Throws a UserError in words when it is not that file or was not downloaded whole.
 */
export async function readRegister(file: string, onProgress?: Progress): Promise<Register> {
  const schools = new Map<number, RegisterSchool>();
  const refused: RefusedRow[] = [];
  const skipped = { proposed: 0, notInEngland: 0 };
  let layout: Layout | undefined;

  const digest = await readTable(file, {
    columns(header) {
      layout = layoutOf(header);
      return layout.columns;
    },
    row(cells: Cells, line, whole) {
      if (!whole) {
        refused.push({ line, urn: urnOf(cells.urn), reason: 'it has the wrong number of columns' });
        return;
      }
      const row = readRow(cells);
      if (row.kind === 'refused') refused.push({ line, urn: row.urn, reason: row.reason });
      else if (row.kind === 'skipped') skipped[row.why === 'proposed' ? 'proposed' : 'notInEngland'] += 1;
      else if (schools.has(row.school.urn)) refused.push({ line, urn: row.school.urn, reason: 'its URN is in the file twice' });
      else schools.set(row.school.urn, row.school);
    },
    onProgress,
  });
  return { schools: [...schools.values()], refused, skipped, has: layout?.has ?? new Set(), digest };
}
