import { createReadStream, existsSync } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import type pg from 'pg';
import { applyMigrations } from '../../src/database/migrate.ts';
import { openDatabase } from '../../src/database/open.ts';
import { projectFile } from '../../src/database/project-files.ts';
import { importRegister } from '../../src/schools/import.ts';
import { startPostgres } from '../kit/postgres-server.ts';
import { copyRows } from './kit/copy.ts';

/** Enough for a median that one slow moment does not move. */
const ROUNDS = 5;
/** The register's own download, where it lies beside the project; else the smaller file that is shipped. */
const DOWNLOAD = projectFile('..', 'shared', 'data', 'edubasealldata20260130.csv.gz');
const SHIPPED = projectFile('prisma', 'data', 'schools.csv.gz');

/**
 * The register import against the least that could be done: reading and parsing the same file, and a bare COPY of the same rows
 * into the same table with its indexes. Both on a PostgreSQL server, in turns, in the same run.
 */
export async function run(): Promise<object> {
  const file = existsSync(DOWNLOAD) ? DOWNLOAD : SHIPPED;
  const server = await startPostgres();
  const database = await openDatabase({ url: server.url });
  try {
    await applyMigrations(database);
    const { pool } = database;
    const again = await importAll(pool, file);
    const rows = await storedRows(pool);
    const ours: number[] = [];
    const parsing: number[] = [];
    const copying: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await empty(pool);
      ours.push(await seconds(() => importAll(pool, file)));
      await empty(pool);
      parsing.push(await seconds(() => justParse(file)));
      copying.push(await seconds(() => copyRows(pool, '"School"', rows)));
    }
    return report(basename(file), again, median(ours), median(parsing), median(copying));
  } finally {
    await database.close();
    await server.stop();
  }
}

async function importAll(pool: pg.Pool, file: string): Promise<number> {
  const { added } = await importRegister(pool, { file, now: new Date() });
  return added;
}

async function empty(pool: pg.Pool): Promise<void> {
  await pool.query('TRUNCATE "School", "RegisterImport" CASCADE');
}

async function justParse(file: string): Promise<void> {
  const parser = parse({ on_record: () => null });
  parser.resume();
  await pipeline(createReadStream(file), createGunzip(), parser);
}

async function storedRows(pool: pg.Pool): Promise<(string | null)[][]> {
  const { rows } = await pool.query<(string | null)[]>({
    text: 'SELECT * FROM "School"',
    rowMode: 'array',
    types: { getTypeParser: () => String },
  });
  return rows;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function report(file: string, rows: number, ours: number, parsing: number, copying: number): object {
  const rate = (time: number) => Math.round(rows / time);
  const ratio = (parsing + copying) / ours;
  console.log(`${file}: ${rows} schools, median of ${ROUNDS}`);
  console.table({
    'register import': { seconds: ours.toFixed(2), 'rows per second': rate(ours) },
    'parse + bare COPY': { seconds: (parsing + copying).toFixed(2), 'rows per second': rate(parsing + copying) },
    '  parse': { seconds: parsing.toFixed(2), 'rows per second': rate(parsing) },
    '  COPY': { seconds: copying.toFixed(2), 'rows per second': rate(copying) },
  });
  console.log(`The import reaches ${ratio.toFixed(2)} of parse + COPY (aim: at least 0.5).`);
  return { file, rows, rowsPerSecond: rate(ours), bareRowsPerSecond: rate(parsing + copying), ratio: Number(ratio.toFixed(3)) };
}
