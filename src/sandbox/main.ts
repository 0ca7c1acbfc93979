import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { startSandboxes } from './index.ts';
import { discordCast, slackCast } from './small-cast.ts';

/**
 * The sandbox alone, for a bot that is started elsewhere: npm run sandbox. With the file of a Slack app manifest behind it
 * (npm run sandbox -- manifest.json) the local Slack knows the app's commands and offers them; Discord apps register theirs.
 */
const port = Number(process.env.PORT || 3000);
if (!Number.isInteger(port) || port < 1 || port > 65_533)
  giveUp(`PORT must be a number from 1 to 65533, not "${process.env.PORT}".`);

const stateDir = join(process.env.DATA_DIR || 'data', 'sandbox-alone');
const [manifestFile] = process.argv.slice(2);
const sandboxes = await startSandboxes({
  slackCast,
  discordCast,
  stateDir,
  manifest: manifestFile ? readJson(manifestFile) : undefined,
  ports: { slack: port + 1, discord: port + 2 },
}).catch((error: Error) => giveUp(`The sandbox could not start (it uses the ports ${port} to ${port + 2}): ${error.message}`));
const { slack, discord, page } = sandboxes;

const server = createServer((request, response) => {
  if (!page.handle(request, response)) response.writeHead(404, { 'content-type': 'text/plain' }).end('There is nothing here.\n');
});
server.on('upgrade', (request, socket, head) => {
  if (!page.upgrade(request, socket, head)) socket.destroy();
});
server.on('error', (error) => giveUp(`The page could not be served: ${error.message}. Set PORT to another port.`));
server.listen(port, '127.0.0.1', () => {
  const variables = {
    SLACK_API_URL: slack.apiUrl,
    ...slack.environment,
    DISCORD_API_URL: discord.apiUrl,
    ...discord.environment,
  };
  console.log(`A local Slack and a local Discord are running, on this machine only.

  The page    http://localhost:${port}
  Slack API   ${slack.apiUrl}
  Discord API ${discord.apiUrl}

Start a bot with these variables and it will connect here instead of to the real platforms:

${Object.entries(variables)
  .map(([name, value]) => `  ${name}=${value}`)
  .join('\n')}

Messages and the clock are kept in ${stateDir}. Stop with Ctrl+C.`);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    server.close();
    server.closeAllConnections();
    await sandboxes.close();
  });
}

function readJson(file: string): object {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    return giveUp(`${file} is no manifest: ${error instanceof Error ? error.message : error}`);
  }
}

function giveUp(why: string): never {
  console.error(why);
  process.exit(1);
}
