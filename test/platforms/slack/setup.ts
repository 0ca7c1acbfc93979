import { onTestFinished, vi } from 'vitest';
import type { Platform } from '../../../src/chat/platform.ts';
import { createSlack, type SlackOptions } from '../../../src/platforms/slack/index.ts';
import { manifestFor } from '../../../src/platforms/slack/publish.ts';
import type { PersonClient, ShownControl, ShownMessage } from '../../../src/sandbox/contract.ts';
import { type SlackSandbox, startSlackSandbox } from '../../../src/sandbox/slack/index.ts';
import type { SlackSandboxOptions } from '../../../src/sandbox/slack/types.ts';
import { createTestBot, createTestLog, type TestWorld, testDependencies, until } from '../testing.ts';

/** The real Bolt against the local Slack. */

/** How requests reach the bot. */
export type Way = 'socket mode' | 'signed http';
export const WAYS: readonly Way[] = ['socket mode', 'signed http'];

export const ANN = 'U1ANN';
export const BOB = 'U2BOB';
export const GENERAL = 'C1GENERAL';
/** The bot is not in this one. */
export const STAFF = 'C2STAFF';

/** A started bot with everything a test looks at. */
export interface Started {
  slack: SlackSandbox;
  platform: Platform;
  world: TestWorld;
  log: ReturnType<typeof createTestLog>;
  ann: PersonClient;
  bob: PersonClient;
  /** Ann's direct messages with the bot. */
  annDirect: string;
}

/** Two workspaces: the first with Ann, Bob and two channels. */
export const CAST = [
  {
    id: 'T1SCHOOL',
    name: 'School',
    people: [
      { id: ANN, name: 'Ann Lee', admin: true },
      { id: BOB, name: 'Bob Hay' },
    ],
    channels: [
      { id: GENERAL, name: 'general' },
      { id: STAFF, name: 'staff' },
    ],
  },
  { id: 'T2OTHER', name: 'Other', people: [{ id: 'U3CY', name: 'Cy Fox' }], channels: [{ id: 'C3HALL', name: 'hall' }] },
];

/** A local Slack that ends with the test. */
export async function startSandbox(options: Partial<SlackSandboxOptions> = {}): Promise<SlackSandbox> {
  const slack = await startSlackSandbox({ cast: CAST, rateLimits: false, channelsWithoutBot: [STAFF], ...options });
  onTestFinished(() => slack.close());
  return slack;
}

/** What the bot needs to reach the local Slack. */
export function optionsFor(slack: SlackSandbox, way: Way = 'socket mode'): SlackOptions {
  const base = { botToken: slack.environment.SLACK_BOT_TOKEN ?? '', apiUrl: slack.apiUrl };
  if (way === 'socket mode') return { ...base, appToken: slack.environment.SLACK_APP_TOKEN ?? '' };
  return { ...base, signingSecret: slack.environment.SLACK_SIGNING_SECRET ?? '', httpPort: 0 };
}

/** Starts the local Slack and the bot, connects them, and stops both with the test. */
export async function start(way: Way = 'socket mode', options: Partial<SlackSandboxOptions> = {}): Promise<Started> {
  const slack = await startSandbox(options);
  const log = createTestLog();
  const { conversation, world } = createTestBot(log);
  const requestUrl = way === 'signed http' ? 'https://bot.example/slack/events' : undefined;
  slack.useManifest(manifestFor(conversation.commands, requestUrl === undefined ? {} : { requestUrl }));
  const platform = createSlack(optionsFor(slack, way), testDependencies(log));
  onTestFinished(() => platform.stop());
  await platform.start(conversation);
  if (way === 'signed http') slack.useHttp(`http://127.0.0.1:${portIn(log)}/slack/events`);
  await until('the bot is connected', () => platform.ready() && (way === 'signed http' || slack.connections() === 2));
  const [ann, bob] = [slack.as(ANN), slack.as(BOB)];
  return { slack, platform, world, log, ann, bob, annDirect: directOf(ann) };
}

/** The port the bot said it listens on. */
export function portIn(log: ReturnType<typeof createTestLog>): number {
  const line = log.lines.find((one) => one.message.startsWith('listening'));
  return line && 'port' in line.details ? Number(line.details.port) : 0;
}

/** A person's direct messages with the bot. */
export function directOf(person: PersonClient): string {
  return person.channels().find((channel) => channel.kind === 'direct')?.id ?? '';
}

/** What the bot showed last. */
export function lastSaid(person: PersonClient, channel = GENERAL): ShownMessage {
  const message = person.messages(channel).findLast((one) => one.author.bot);
  if (!message) throw new Error(`the bot has said nothing to ${person.person.name}`);
  return message;
}

/** A button or menu on a message, by its words. */
export function controlOn(message: ShownMessage, label: string): ShownControl {
  const controls = message.blocks.flatMap((block) => {
    if (block.type === 'controls') return block.controls;
    return block.type === 'text' && block.beside ? [block.beside] : [];
  });
  const found = controls.find((one) => (one.type === 'button' ? one.label : one.placeholder) === label);
  if (!found) throw new Error(`there is no ${label} on: ${message.text}`);
  return found;
}

/** Presses a button (or chooses in a menu) on what the bot showed last. */
export async function press(person: PersonClient, label: string, values?: string[], channel = GENERAL): Promise<void> {
  const message = lastSaid(person, channel);
  await person.press(message.id, controlOn(message, label).id, values);
}

/** Waits until expectations hold: an act resolves with the first thing the app shows, more may follow. */
export function eventually(expectations: () => void): Promise<void> {
  return vi.waitFor(expectations, { timeout: 10_000, interval: 10 });
}

/** Everything that was logged, as one text: for looking for what must not be in it. */
export function logged(log: ReturnType<typeof createTestLog>): string {
  return JSON.stringify(log.lines);
}
