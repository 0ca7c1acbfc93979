import type { Server } from 'node:http';
import { join } from 'node:path';
import pino from 'pino';
import { configOrExit } from './config.ts';
import { isNewFolder } from './database/embedded.ts';
import { applyMigrations } from './database/migrate.ts';
import { openDatabase } from './database/open.ts';
import { UserError } from './errors.ts';
import { watchFaults } from './faults.ts';
import { type Behind, startHttp } from './http.ts';
import { readShippedRegister } from './schools/ensure.ts';

const say = (line: string) => console.log(line);
const config = configOrExit();
const log = pino(
  { level: config.logLevel, redact: { paths: ['*.token', '*.authorization', '*.headers'], remove: true } },
  pino.destination(2),
);
const stops: (() => Promise<unknown> | unknown)[] = [];
let stopping: Promise<void> | undefined;

watchFaults({ log, stop: stopAll });

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    say('Stopping …');
    void stopAll().then(() => process.exit(0));
  });
}

try {
  await start();
} catch (error) {
  // Stopped in the middle of starting, what broke off for it is nobody's trouble, and whoever stopped it ends the process.
  if (!stopping) {
    console.error(error instanceof UserError ? error.message : error);
    await stopAll();
    process.exit(1);
  }
}

async function start(): Promise<void> {
  // First of all, and empty: that the port is taken should not be found out after the register was read.
  const behind: Behind = {};
  const server = await startHttp(config.host, config.port, behind);
  stops.push(() => new Promise((resolve) => server.close(resolve)).finally(() => server.closeAllConnections()));

  // The sandbox has an embedded database of its own, so that the demo network never stands beside a real one.
  const dataDir = config.sandbox ? join(config.dataDir, 'sandbox', 'postgres') : join(config.dataDir, 'postgres');
  // Where a new database must be made, another process does it meanwhile.
  const register = !config.databaseUrl && isNewFolder(dataDir) ? readShippedRegister() : undefined;
  const opening = openDatabase({ url: config.databaseUrl, dataDir });
  // Watched from here on: it may fail while the program below is still being read.
  const opened = opening.catch(() => undefined);
  stops.push(async () => (await opened)?.close());
  // The rest of the program, two SDKs and the sandbox among it, is read while the database opens.
  const { serve } = await import('./serve.ts');
  const database = await opening;
  await applyMigrations(database);
  await serve({ config, log, database, register, dataDir, say, stops, behind, port: portOf(server) });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : config.port;
}

function stopAll(): Promise<void> {
  stopping ??= (async () => {
    for (const stop of stops.reverse())
      await Promise.resolve(stop()).catch((error) => log.error({ name: (error as Error).name }, 'stopping failed'));
  })();
  return stopping;
}
