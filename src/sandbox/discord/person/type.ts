import type { ShownChoice } from '../../contract.ts';
import { userOf } from '../cast.ts';
import { lengthOf } from '../checks/check.ts';
import type { Room } from '../messages/rooms.ts';
import { createMessage } from '../messages/write.ts';
import { pathOf, type Runnable, runnables } from '../shown/commands.ts';
import { Ask, type Id } from '../wire.ts';
import { type Composed, compose, composeHalf, nest, runnableFor } from './compose.ts';
import { resolvedOf } from './resolved.ts';
import { askBot, NO_ANSWER, openRoom, type Screen, setNotice } from './screen.ts';

/** The longest message a person without Nitro can send. */
const LONGEST = 2000;

/** Types into the composer and presses Enter: a command runs, anything else is a message. */
export async function typeText(screen: Screen, channelId: Id, text: string): Promise<void> {
  const { hub, person } = screen;
  const room = openRoom(screen, channelId);
  const runnable = text.startsWith('/') ? runnableFor(runnables(hub, person, room), text) : undefined;
  if (!runnable) return say(screen, room, text);

  const composed = compose(
    runnable,
    room,
    text,
    (option, typed) => screen.offered.get(memoryKey(runnable, option, typed)) ?? typed,
  );
  setNotice(screen, undefined);
  const asked = { ask: Ask.command, room, commandPath: pathOf(runnable).slice(1) };
  const outcome = await askBot(screen, asked, () => commandData(screen, room, runnable, composed));
  if (!outcome.answered) setNotice(screen, NO_ANSWER);
  hub.changes.forPerson(person.id);
}

/** Asks the bot for suggestions for one option while it is typed. */
export async function suggestOption(
  screen: Screen,
  channelId: Id,
  text: string,
  option: string,
  typed: string,
): Promise<ShownChoice[]> {
  const room = openRoom(screen, channelId);
  const runnable = runnableFor(runnables(screen.hub, screen.person, room), text);
  if (!runnable) throw new Error(`"${text}" starts with no command`);
  const composed = composeHalf(runnable, room, text, option, typed);
  if (composed.options.length === 0) return [];

  const asked = { ask: Ask.autocomplete, room, commandPath: pathOf(runnable).slice(1) };
  const outcome = await askBot(screen, asked, () => commandData(screen, room, runnable, composed));
  if (!outcome.answered) setNotice(screen, 'Loading options failed');
  const choices = (outcome.choices ?? []).map(({ name, value }) => ({ label: name, value: String(value) }));
  for (const { label, value } of choices) screen.offered.set(memoryKey(runnable, option, label), value);
  return choices;
}

function memoryKey(runnable: Runnable, option: string, typed: string): string {
  return `${pathOf(runnable)}\n${option}\n${typed}`;
}

function commandData({ hub }: Screen, room: Room, runnable: Runnable, { options, named }: Composed): Record<string, unknown> {
  const { command } = runnable;
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guild_id ? { guild_id: command.guild_id } : {}),
    options: nest(runnable, options),
    ...resolvedOf(hub, room, named),
  };
}

function say(screen: Screen, room: Room, text: string): void {
  const { hub, person } = screen;
  const content = withMentions(screen, room, text.trim());
  if (content === '') throw new Error('There is nothing to send');
  if (lengthOf(content) > LONGEST) throw new Error(`A message can have at most ${LONGEST} characters`);
  setNotice(screen, undefined);
  if (room.person) hub.turnedToBot.add(person.id);
  createMessage(hub, room, {
    author: userOf(person),
    input: { content },
    uploads: [],
    defaultMentions: person.admin ? ['users', 'everyone'] : ['users'],
  });
}

/** "@Name" and "#channel" become mentions, as picking them in the composer does. */
function withMentions({ hub, community }: Screen, room: Room, text: string): string {
  const named = [
    ...community.people.map(({ id, name }) => [`@${name}`, `<@${id}>`] as const),
    [`@${hub.bot.name}`, `<@${hub.bot.id}>`] as const,
    ...(room.community?.channels ?? []).map(({ id, name }) => [`#${name}`, `<#${id}>`] as const),
  ];
  if (!/[@#]/.test(text)) return text;
  const longestFirst = named.sort(([left], [right]) => right.length - left.length);
  return longestFirst.reduce((result, [typed, mention]) => result.replaceAll(typed, mention), text);
}
