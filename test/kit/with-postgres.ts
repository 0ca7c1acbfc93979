import { spawn } from 'node:child_process';
import { startPostgres } from './postgres-server.ts';

/**
 * Runs a command beside a throw-away PostgreSQL server whose address it finds in TEST_DATABASE_URL, and ends as it ends:
 * npx tsx test/kit/with-postgres.ts npm test
 */
const [command, ...words] = process.argv.slice(2);
if (command === undefined) {
  console.error('Please say which command to run.');
  process.exit(2);
}

const server = await startPostgres();
const child = spawn(command, words, { stdio: 'inherit', env: { ...process.env, TEST_DATABASE_URL: server.url } });
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
const code = await new Promise<number>((resolve) => {
  child.once('error', (error) => {
    console.error(`${command} could not be started: ${error.message}`);
    resolve(127);
  });
  child.once('exit', (status) => resolve(status ?? 1));
});
await server.stop();
process.exit(code);
