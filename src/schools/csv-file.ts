import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { CsvError, type InfoRecord, parse } from 'csv-parse';
import { UserError } from '../errors.ts';
import { decoder } from './decode.ts';

/** Told how far a file is read: bytes of the file, gzipped or not. */
export type Progress = (done: number, total: number) => void;

/** The cells of a row, by the names the columns were given. */
type Cells = Partial<Record<string, string>>;

/** How to read a table of a file, row by row. */
export interface Reading {
  /** From the header: our name for each column; false: not read. */
  columns(header: readonly string[]): (string | false)[];
  /** One row; `whole` is false when it has fewer or more cells than the header. */
  row(cells: Cells, line: number, whole: boolean): void;
  onProgress?: Progress;
}

/** No row of the register comes near this; a quote that is never closed does. */
const LONGEST_ROW = 100_000;

/**
 * Reads a CSV file of the register, plain or gzipped, Windows-1252 or UTF-8, and returns the SHA-256 of its bytes.
 * Throws a UserError that says in words what is wrong with a file that is no such table or was not downloaded whole.
 */
export async function readTable(file: string, reading: Reading): Promise<string> {
  const total = sizeOf(file);
  const hash = createHash('sha256');
  let lastIsWhole = true;
  let rows = 0;
  const parser = parse<Cells>({
    bom: true,
    columns: (header: string[]) => reading.columns(header),
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
    on_record: (cells: Cells, info: InfoRecord) => {
      lastIsWhole = info.error === undefined;
      rows += 1;
      reading.row(cells, info.lines, lastIsWhole);
      // Nothing goes on down the stream: the row was dealt with here.
      return null;
    },
  });
  parser.resume();
  try {
    const source = createReadStream(file);
    const gzipped = await startsGzipped(file);
    let done = 0;
    source.on('data', (chunk) => {
      hash.update(chunk);
      done += chunk.length;
      reading.onProgress?.(done, total);
    });
    if (gzipped) await pipeline(source, createGunzip(), decoder(), parser);
    else await pipeline(source, decoder(), parser);
  } catch (error) {
    throw inWords(error, basename(file));
  }
  if (rows === 0) throw new UserError(`${basename(file)} has no rows.`);
  if (!lastIsWhole) throw cutShort(basename(file));
  return hash.digest('hex');
}

function sizeOf(file: string): number {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile()) throw new UserError(`There is no file ${file}.`);
  if (found.size === 0) throw new UserError(`${basename(file)} is empty.`);
  return found.size;
}

async function startsGzipped(file: string): Promise<boolean> {
  for await (const chunk of createReadStream(file, { start: 0, end: 3 })) {
    const bytes = chunk as Buffer;
    if (bytes[0] === 0x50 && bytes[1] === 0x4b) {
      throw new UserError(`${basename(file)} is a zip file: unpack it and give the CSV file inside.`);
    }
    return bytes[0] === 0x1f && bytes[1] === 0x8b;
  }
  return false;
}

function cutShort(name: string): UserError {
  return new UserError(`${name} ends in the middle of a row: it was not downloaded whole. Download it again.`);
}

function inWords(error: unknown, name: string): unknown {
  if (error instanceof CsvError) {
    if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') return cutShort(name);
    return new UserError(`${name} is not a CSV file as the register writes it (line ${error.lines}): ${error.message}`);
  }
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'Z_BUF_ERROR') return cutShort(name);
  if (code?.startsWith('Z_')) return new UserError(`${name} is damaged: it cannot be unpacked. Download it again.`);
  return error;
}
