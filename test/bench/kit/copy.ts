import pg from 'pg';

/** What pg's connection can do and its types do not say. */
type CopyingConnection = pg.Connection & { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void };

/** COPY … FROM STDIN of rows in the table's column order, by hand: pg speaks the protocol but offers no call for it. */
export async function copyRows(pool: pg.Pool, table: string, rows: readonly (readonly (string | null)[])[]): Promise<void> {
  // A connection of its own: those of the bot send statements ahead, which COPY does not bear.
  const client = new pg.Client({ ...pool.options, pipeline: false });
  await client.connect();
  try {
    await new Promise<void>((resolve, reject) => {
      let failed: Error | undefined;
      client.query({
        submit: (connection: pg.Connection) => connection.query(`COPY ${table} FROM STDIN`),
        handleCopyInResponse(connection: CopyingConnection) {
          for (const chunk of chunks(rows)) connection.sendCopyFromChunk(chunk);
          connection.endCopyFrom();
        },
        handleCommandComplete: () => undefined,
        handleReadyForQuery: () => (failed ? reject(failed) : resolve()),
        handleError(error: Error) {
          failed = error;
        },
      });
    });
  } finally {
    await client.end();
  }
}

const CHUNK = 1_000;

function* chunks(rows: readonly (readonly (string | null)[])[]): Generator<Buffer> {
  for (let from = 0; from < rows.length; from += CHUNK) {
    const lines = rows.slice(from, from + CHUNK).map((row) => `${row.map(cell).join('\t')}\n`);
    yield Buffer.from(lines.join(''));
  }
}

function cell(value: string | null): string {
  return value === null
    ? '\\N'
    : value.replace(/[\\\t\n\r]/g, (letter) => ({ '\\': '\\\\', '\t': '\\t', '\n': '\\n' })[letter] ?? '\\r');
}
