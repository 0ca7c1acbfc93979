import { ApplicationCommandOptionType, ComponentType, InteractionType } from 'discord.js';
import type { RawValue, RawValues } from '../../chat/field.ts';
import type { GivenFile, Request, SuggestRequest } from '../../chat/request.ts';
import type { Caller, Place } from '../../chat/who.ts';
import { download } from '../shared/download.ts';
import { YES } from './confirm.ts';
import { readCustomId } from './controls.ts';
import { SECOND } from './forms.ts';
import { idIn, type Json, listOf, objectOf, wordsIn } from './reading.ts';

/**
 * An interaction as it came over the wire, as a request. It is read here and not by discord.js: an interaction of a shape that
 * library does not expect throws inside it and ends the process (platforms.md 0.9).
 */

/** What is needed to answer an interaction. */
export interface Answering {
  id: string;
  /** Never to be logged: it answers in the bot's name. */
  token: string;
  applicationId: string;
}

/** Something to answer. */
export type Incoming = Answering &
  (
    | {
        kind: 'request';
        request: Request /** The pressed button's words. */;
        label?: string /** It answers a question of ours. */;
        yes: boolean;
      }
    | { kind: 'suggest'; suggest: SuggestRequest }
  );

/** A server's name, where it is known. */
export type GuildName = (guildId: string) => string | undefined;

/** Administrator and Manage Server (docs.discord.com, permissions). */
const ADMINISTERS = (1n << 3n) | (1n << 5n);
/** Direct messages with the bot (docs.discord.com, interaction context types). */
const BOT_DIRECT = 1;

/** Reads an interaction; undefined when it is none we can answer. */
export function readInteraction(data: unknown, guildName: GuildName): Incoming | undefined {
  const raw = objectOf(data);
  const [id, token, applicationId] = [idIn(raw.id), wordsIn(raw.token), idIn(raw.application_id)];
  const caller = callerOf(raw, guildName);
  if (!id || !token || !applicationId || !caller) return undefined;
  const answering = { id, token, applicationId };
  const inside = objectOf(raw.data);
  if (raw.type === InteractionType.ApplicationCommandAutocomplete) {
    const suggest = suggestOf(inside, caller);
    return suggest && { ...answering, kind: 'suggest', suggest };
  }
  const did = didOf(raw.type, inside);
  if (!did) return undefined;
  const pressed = wordsIn(inside.custom_id);
  return {
    ...answering,
    kind: 'request',
    request: { id, caller, place: placeOf(raw), did },
    label: pressed === undefined ? undefined : labelOf(objectOf(raw.message).components, pressed),
    yes: pressed !== undefined && readCustomId(pressed).suffix === YES,
  };
}

function callerOf(raw: Json, guildName: GuildName): Caller | undefined {
  const member = objectOf(raw.member);
  const user = objectOf(member.user ?? raw.user);
  const userId = idIn(user.id);
  const guildId = idIn(raw.guild_id);
  if (!userId) return undefined;
  const permissions = typeof member.permissions === 'string' && /^\d{1,30}$/.test(member.permissions) ? member.permissions : '0';
  return {
    platform: 'discord',
    ...(guildId && { communityExternalId: guildId, communityName: guildName(guildId) }),
    userId,
    displayName: wordsIn(member.nick) ?? wordsIn(user.global_name) ?? wordsIn(user.username) ?? 'Somebody',
    isAdmin: async () => guildId !== undefined && (BigInt(permissions) & ADMINISTERS) !== 0n,
  };
}

function placeOf(raw: Json): Place {
  const channelId = idIn(raw.channel_id) ?? idIn(objectOf(raw.channel).id);
  return { ...(channelId && { channelId }), direct: raw.context === BOT_DIRECT || idIn(raw.guild_id) === undefined };
}

function didOf(type: unknown, data: Json): Request['did'] | undefined {
  if (type === InteractionType.ApplicationCommand) {
    const { command, subcommand, options } = commandIn(data);
    if (!command) return undefined;
    const values = options.flatMap((option): [string, RawValue][] => {
      const name = wordsIn(option.name);
      const value = rawValue(option.value);
      return name === undefined || value === undefined ? [] : [[name, value]];
    });
    return { kind: 'command', command, subcommand, values: Object.fromEntries(values) };
  }
  const customId = wordsIn(data.custom_id);
  if (!customId) return undefined;
  if (type === InteractionType.ModalSubmit) return submitOf(customId, data);
  if (type !== InteractionType.MessageComponent) return undefined;
  const { id } = readCustomId(customId);
  if (data.component_type === ComponentType.Button) return { kind: 'press', id };
  return { kind: 'press', id, values: listOf(data.values).flatMap((value) => wordsIn(value) ?? []) };
}

function suggestOf(data: Json, caller: Caller): SuggestRequest | undefined {
  const { command, subcommand, options } = commandIn(data);
  const focused = options.find((option) => option.focused === true);
  const field = wordsIn(focused?.name);
  if (!command || !field) return undefined;
  return { caller, target: `${command} ${subcommand}`, field, typed: String(focused?.value ?? '') };
}

function commandIn(data: Json): { command: string | undefined; subcommand: string; options: Json[] } {
  const options = listOf(data.options).map(objectOf);
  const subcommand = options.find((option) => option.type === ApplicationCommandOptionType.Subcommand);
  return {
    command: wordsIn(data.name),
    subcommand: wordsIn(subcommand?.name) ?? '',
    options: subcommand ? listOf(subcommand.options).map(objectOf) : [],
  };
}

function rawValue(value: unknown): string | undefined {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** A sent form. A chosen file stands in it as an id; what it is called and where it is stand beside. */
function submitOf(id: string, data: Json): Request['did'] {
  const attachments = objectOf(objectOf(data.resolved).attachments);
  const values = submitted(data.components);
  const files = Object.fromEntries(
    filesIn(data.components).flatMap(({ name, chosen }): [string, GivenFile][] => {
      const { filename, size, url } = objectOf(attachments[chosen]);
      const address = wordsIn(url);
      if (address === undefined) return [];
      const read = (most: number) => download(address, most);
      return [[name, { name: wordsIn(filename) ?? '', bytes: typeof size === 'number' ? size : 0, read }]];
    }),
  );
  const names = Object.fromEntries(Object.entries(files).map(([field, file]) => [field, file.name]));
  return { kind: 'submit', id, values: { ...values, ...names }, ...(Object.keys(names).length > 0 && { files }) };
}

function filesIn(components: unknown): { name: string; chosen: string }[] {
  return listOf(components).flatMap((label) => {
    const part = objectOf(objectOf(label).component);
    const [name, chosen] = [wordsIn(part.custom_id), idIn(listOf(part.values)[0])];
    return part.type === ComponentType.FileUpload && name && chosen ? [{ name, chosen }] : [];
  });
}

/** What stands in a sent form, by field; the two menus of a long list are one value again. */
function submitted(components: unknown): RawValues {
  const values = new Map<string, string[]>();
  for (const label of listOf(components).map(objectOf)) {
    const parts = label.component === undefined ? listOf(label.components).map(objectOf) : [objectOf(label.component)];
    for (const part of parts) {
      const name = wordsIn(part.custom_id)?.replace(SECOND, '');
      const given = part.values === undefined ? [part.value] : listOf(part.values);
      if (name) values.set(name, [...(values.get(name) ?? []), ...given.flatMap((value) => rawValue(value) ?? [])]);
    }
  }
  return Object.fromEntries(
    [...values].flatMap(([name, given]): [string, RawValue][] => {
      const [first] = given;
      return first === undefined ? [] : [[name, given.length === 1 ? first : given]];
    }),
  );
}

/** The words on the button with this custom_id, in the message it is on. */
function labelOf(components: unknown, customId: string): string | undefined {
  for (const component of listOf(components).map(objectOf)) {
    if (component.custom_id === customId) return wordsIn(component.label);
    const beside = component.accessory === undefined ? [] : [component.accessory];
    const inside = labelOf([...listOf(component.components), ...beside], customId);
    if (inside !== undefined) return inside;
  }
  return undefined;
}
