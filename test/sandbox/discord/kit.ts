import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type ClientOptions, Events, GatewayIntentBits, type Interaction, Partials } from 'discord.js';
import { afterEach } from 'vitest';
import { restOptions } from '../../../src/platforms/discord/rest.ts';
import type { CastCommunity, PersonClient, Sandbox, ShownControl, ShownMessage } from '../../../src/sandbox/contract.ts';
import { type DiscordSandboxOptions, startDiscordSandbox } from '../../../src/sandbox/discord/index.ts';

export const GUILD = '1200000000000000001';
export const GENERAL = '1200000000000000101';
export const STAFF = '1200000000000000102';
export const PRIYA = '1200000000000000201';
export const TOM = '1200000000000000202';
export const GRACE = '1200000000000000203';
export const APPLICATION = '1290000000000000001';

/** One server of three people: Grace may manage it, Tom takes no direct messages. */
export const cast = (): CastCommunity[] => [
  {
    id: GUILD,
    name: 'North East network',
    people: [
      { id: PRIYA, name: 'Priya Shah' },
      { id: TOM, name: 'Tom Bell', closedToDirectMessages: true },
      { id: GRACE, name: 'Grace Okafor', admin: true },
    ],
    channels: [
      { id: GENERAL, name: 'general' },
      { id: STAFF, name: 'staff-room' },
    ],
  },
];

const cleanUps: (() => Promise<unknown> | unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** To be run after the test, the newest first. */
export function afterThisTest(cleanUp: () => Promise<unknown> | unknown): void {
  cleanUps.push(cleanUp);
}

/** A local Discord for one test. */
export async function sandbox(options: Partial<DiscordSandboxOptions> = {}): Promise<Sandbox> {
  const started = await startDiscordSandbox({ cast: cast(), ...options });
  afterThisTest(() => started.close());
  return started;
}

type Handler = (interaction: Interaction) => Promise<unknown> | unknown;

/** The real discord.js, logged in and ready. Errors of the handler are kept in `errors`. */
export async function bot(
  { apiUrl, environment }: Sandbox,
  handle: Handler = () => {},
  options: Partial<ClientOptions> = {},
): Promise<Client<true> & { errors: unknown[] }> {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages],
    partials: [Partials.Channel],
    ...options,
    // Files as the bot sends them: what discord.js does itself depends on whether Slack's SDK was loaded before it.
    rest: { api: apiUrl, retries: 0, makeRequest: restOptions({ token: '' }).makeRequest, ...options.rest },
  });
  const errors: unknown[] = [];
  client.on(Events.Error, (error) => errors.push(error));
  client.on(Events.InteractionCreate, async (interaction) => {
    try {
      await handle(interaction);
    } catch (error) {
      errors.push(error);
    }
  });
  afterThisTest(() => client.destroy());
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(environment.DISCORD_TOKEN);
  return Object.assign(await ready, { errors });
}

/** A call to the REST API without any library. */
export async function call(
  { apiUrl, environment }: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = { authorization: `Bot ${environment.DISCORD_TOKEN}` },
): Promise<{
  status: number;
  body: { code?: number; message?: string; errors?: unknown; id?: string; [name: string]: unknown };
  headers: Headers;
}> {
  const response = await fetch(`${apiUrl}/v10${path}`, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text), headers: response.headers };
}

/** The newest message a person sees in a channel. */
export function newest(person: PersonClient, channelId: string): ShownMessage {
  const message = person.messages(channelId).at(-1);
  if (!message) throw new Error(`${person.person.name} sees no message in ${channelId}`);
  return message;
}

/** All buttons and selects of a message. */
export function controls(message: ShownMessage): ShownControl[] {
  return message.blocks.flatMap((block) => {
    if (block.type === 'controls') return block.controls;
    return block.type === 'text' && block.beside ? [block.beside] : [];
  });
}

/** The direct messages of a person with the bot. */
export function directOf(person: PersonClient): string {
  const direct = person.channels().find((channel) => channel.kind === 'direct');
  if (!direct) throw new Error('no direct messages');
  return direct.id;
}

/** A path for a state file in a fresh folder. */
export function stateFile(): string {
  return join(mkdtempSync(join(tmpdir(), 'discord-sandbox-')), 'state.json');
}
