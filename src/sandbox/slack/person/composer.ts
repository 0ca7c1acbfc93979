import { randomUUID } from 'node:crypto';
import { changesSeenBy, settled } from '../changes.ts';
import { sendEvent } from '../delivery/events.ts';
import { commandPayload } from '../delivery/payloads.ts';
import { respond } from '../delivery/respond.ts';
import { post } from '../posting.ts';
import { botIsIn } from '../team.ts';
import type { Fields } from '../types.ts';
import { isFields } from '../types.ts';
import type { Channel } from '../world.ts';
import type { Actor } from './acts.ts';
import { notify, send } from './acts.ts';
import { typedBlocks } from './typed-blocks.ts';
import { composed } from './typed-text.ts';

/** How long a plain message to the app waits for a reply, in ms. Most get none. */
const REPLY_MS = 500;

/** What pressing Enter in the composer does: runs a command, or says something. */
export async function typeInto(actor: Actor, channel: Channel, text: string): Promise<void> {
  notify(actor, undefined);
  const command = /^(\/\S+)\s*([\s\S]*)$/.exec(text);
  if (command) await runCommand(actor, channel, command[1] ?? '', (command[2] ?? '').trim());
  else if (text.trim() !== '') await say(actor, channel, text);
}

async function runCommand(actor: Actor, channel: Channel, command: string, text: string): Promise<void> {
  const { world, team, person } = actor;
  const known = world.manifest?.commands.find((entry) => entry.command === command);
  if (world.manifest && !known) {
    notify(
      actor,
      `${command} is not a valid command. In Slack, all messages that start with the “/” character are interpreted as commands.`,
    );
    return;
  }
  const escapes = known ? known.shouldEscape : world.options.escapeMentions !== false;
  const words = composed(world, team, text, escapes ? 'command with should_escape' : 'command');
  const payload = commandPayload(world, team, person, channel, command, words);
  const { outcomes, best, before } = await send(actor, { kind: 'slash_commands', payload, answers: true });
  if (best.kind !== 'answered') {
    notify(actor, `${command} failed with the error "${best.kind === 'late' ? 'operation_timeout' : 'dispatch_failed'}"`);
    return;
  }
  // A command that was delivered twice is shown twice if the app answers twice.
  for (const outcome of outcomes) {
    if (outcome.kind !== 'answered' || outcome.payload === undefined) continue;
    const problem = isFields(outcome.payload) ? respond(world, { team, person: person.id, channel }, outcome.payload) : {};
    if (problem) notify(actor, `${command} failed with the error "invalid_command_response"`);
  }
  await settled(world, team, person.id, before);
}

async function say(actor: Actor, channel: Channel, typed: string): Promise<void> {
  const { world, team, person } = actor;
  const text = composed(world, team, typed, 'message');
  const message = post(world, team, channel, {
    content: { text, blocks: typedBlocks(text), attachments: [] },
    user: person.id,
    byBot: false,
    raw: { text },
  });
  const event: Fields = {
    type: 'message',
    client_msg_id: randomUUID(),
    user: person.id,
    text,
    ts: message.ts,
    team: team.id,
    blocks: message.blocks,
    channel: channel.id,
    event_ts: message.ts,
    channel_type: channel.person === undefined ? 'channel' : 'im',
  };
  const before = changesSeenBy(world, team, person.id);
  if (channel.person !== undefined) {
    await sendEvent(world, team, 'message.im', event);
    await settled(world, team, person.id, before, Math.min(REPLY_MS, world.deadlines.settle));
  } else if (botIsIn(world, channel)) {
    const { channel_type: _type, ...mention } = event;
    const mentioned = text.includes(`<@${team.bot.userId}>`);
    await Promise.all([
      // Without a manifest an app hears only what is meant for it.
      ...(world.manifest ? [sendEvent(world, team, 'message.channels', event)] : []),
      ...(mentioned ? [sendEvent(world, team, 'app_mention', { ...mention, type: 'app_mention' })] : []),
    ]);
  }
}
