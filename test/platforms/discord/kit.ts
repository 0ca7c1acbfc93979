import { onTestFinished } from 'vitest';
import type { Conversation } from '../../../src/chat/platform.ts';
import { createDiscord } from '../../../src/platforms/discord/index.ts';
import type { CastCommunity, ShownControl, ShownMessage } from '../../../src/sandbox/contract.ts';
import { type DiscordSandboxOptions, startDiscordSandbox } from '../../../src/sandbox/discord/index.ts';
import { createTestBot, createTestLog, testDependencies, until } from '../testing.ts';

export const GUILD = '910000000000000001';
export const GENERAL = '910000000000000101';
export const HIDDEN = '910000000000000102';
export const ANN = '910000000000000011';
export const BOB = '910000000000000012';
export const SHUT = '910000000000000013';

export const cast: CastCommunity[] = [
  {
    id: GUILD,
    name: 'Northern Classrooms',
    people: [
      { id: ANN, name: 'Ann Lee', admin: true },
      { id: BOB, name: 'Bob Hay' },
      { id: SHUT, name: 'Cas Shut', closedToDirectMessages: true },
    ],
    channels: [
      { id: GENERAL, name: 'general' },
      { id: HIDDEN, name: 'hidden' },
    ],
  },
];

/** A local Discord that ends with the test. */
export async function startSandbox(options: Partial<DiscordSandboxOptions> = {}) {
  const sandbox = await startDiscordSandbox({ cast, settleAfter: 20, channelAccess: { [HIDDEN]: 'hidden' }, ...options });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

type Sandbox = Awaited<ReturnType<typeof startSandbox>>;

/** The adapter against a sandbox, with the test bot behind it, connected. */
export async function startBot(sandbox: Sandbox, dependencies = testDependencies(), talk?: (real: Conversation) => Conversation) {
  const log = createTestLog();
  const { conversation, world } = createTestBot(log);
  const platform = createDiscord(optionsFor(sandbox), { ...dependencies, log });
  onTestFinished(() => platform.stop());
  await platform.start(talk ? talk(conversation) : conversation);
  await until('the bot is connected', platform.ready);
  await until('the commands are there', () => sandbox.as(ANN).commands().length > 0);
  return { platform, world, log };
}

export function optionsFor(sandbox: Sandbox): { token: string; apiUrl: string } {
  return { token: sandbox.environment.DISCORD_TOKEN ?? '', apiUrl: sandbox.apiUrl };
}

/** The newest message a person sees. */
export function newest(messages: readonly ShownMessage[]): ShownMessage {
  const last = messages.at(-1);
  if (!last) throw new Error('there is no message');
  return last;
}

/** A button or menu by its words. */
export function control(message: ShownMessage, words: string): ShownControl {
  const controls = message.blocks.flatMap((block) =>
    block.type === 'controls' ? block.controls : block.type === 'text' && block.beside ? [block.beside] : [],
  );
  const found = controls.find((one) => (one.type === 'button' ? one.label : one.placeholder) === words);
  if (!found) throw new Error(`nothing to press says "${words}": ${message.text}`);
  return found;
}
