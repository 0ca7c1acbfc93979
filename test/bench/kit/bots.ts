import { App } from '@slack/bolt';
import { Client, Events, GatewayIntentBits } from 'discord.js';
import type { App as OurApp } from '../../../src/app.ts';
import { definitionsFor } from '../../../src/chat/command.ts';
import type { Log, Platform } from '../../../src/chat/platform.ts';
import { say } from '../../../src/chat/text.ts';
import { text, view } from '../../../src/chat/view.ts';
import { createDiscord } from '../../../src/platforms/discord/index.ts';
import { createSlack } from '../../../src/platforms/slack/index.ts';
import type { Driver } from './measure.ts';

/** What answers in a benchmark: our bot, and the two libraries with nothing of ours. */

const { command, subcommand } = definitionsFor<OurApp>();

/** A command that does nothing: what is left is the price of plan, claim, member look-up and perform. */
export const empty = command({
  name: 'bench',
  about: 'Nothing',
  subcommands: { empty: subcommand({ about: 'Answers at once', fields: {}, run: async () => view(text(say`Done.`)) }) },
});

/** Our own platform, connected to the sandbox. */
export function ourBot(platform: 'slack' | 'discord', { environment: { slack, discord } }: Driver, log: Log): Platform {
  const dependencies = { log, remembered: { get: async () => undefined, set: async () => {} } };
  if (platform === 'discord')
    return createDiscord({ token: discord.DISCORD_TOKEN ?? '', apiUrl: discord.DISCORD_API_URL }, dependencies);
  return createSlack(
    { botToken: slack.SLACK_BOT_TOKEN ?? '', appToken: slack.SLACK_APP_TOKEN, apiUrl: slack.SLACK_API_URL },
    dependencies,
  );
}

/** The library alone, with a handler that says "Done."; returns how to stop it. */
export function emptySdk(platform: 'slack' | 'discord', driver: Driver): Promise<() => Promise<unknown>> {
  return platform === 'slack' ? emptySlack(driver) : emptyDiscord(driver);
}

async function emptySlack({ environment: { slack } }: Driver): Promise<() => Promise<unknown>> {
  const app = new App({
    token: slack.SLACK_BOT_TOKEN ?? '',
    appToken: slack.SLACK_APP_TOKEN ?? '',
    socketMode: true,
    clientOptions: { slackApiUrl: slack.SLACK_API_URL },
    convoStore: false,
    ignoreSelf: false,
  });
  app.command(/.*/, async ({ ack }) => ack('Done.'));
  await app.start();
  return () => app.stop();
}

async function emptyDiscord({ environment: { discord } }: Driver): Promise<() => Promise<unknown>> {
  const client = new Client({ intents: [GatewayIntentBits.Guilds], rest: { api: discord.DISCORD_API_URL ?? '' } });
  client.on(Events.InteractionCreate, async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ content: 'Done.', flags: 64 });
  });
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(discord.DISCORD_TOKEN);
  await ready;
  await client.application?.commands.set([
    { name: 'bench', description: 'Nothing', options: [{ type: 1, name: 'empty', description: 'Answers at once' }] },
  ]);
  return () => client.destroy();
}
