import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { StoredFile, StoredMessage, Team, ViewRecord, World } from './world.ts';

/** How long changes are gathered before they are written, in ms. */
const DEBOUNCE_MS = 300;
const VERSION = 1;

interface SavedTeam {
  id: string;
  lastStamp: number;
  channels: { id: string; name: string; person?: string; messages: StoredMessage[] }[];
  homes: [string, ViewRecord][];
  read: [string, string][];
}

interface Saved {
  version: number;
  teams: SavedTeam[];
  files: StoredFile[];
}

/** Takes up what an earlier run left. A file that cannot be read is an error: silence would lose the bot's messages. */
export function loadState(world: World): void {
  const text = read(world.options.stateFile);
  if (text === undefined) return;
  const saved = parse(text, world.options.stateFile ?? '');
  if (saved.version !== VERSION)
    throw new Error(`The sandbox state file has version ${saved.version}; this program reads ${VERSION}.`);
  for (const team of saved.teams) restore(world.teams.get(team.id), team);
  for (const file of saved.files) world.files.set(file.id, file);
}

function parse(text: string, path: string): Saved {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`The state of the local Slack cannot be read. Move ${path} away to start afresh.`, { cause });
  }
}

function restore(team: Team | undefined, saved: SavedTeam): void {
  if (!team) return;
  team.lastStamp = saved.lastStamp;
  for (const channel of saved.channels) {
    const current = team.channels.get(channel.id);
    if (current) current.messages = channel.messages;
    // Direct messages with somebody who has left the cast are not kept.
    else if (channel.person !== undefined && team.people.has(channel.person)) team.channels.set(channel.id, channel);
  }
  for (const [person, view] of saved.homes) team.homes.set(person, view);
  for (const [key, ts] of saved.read) team.read.set(key, ts);
}

/** Saves after changes, gathered for a moment. Returns how to save at once, for the end. */
export function keepState(world: World): () => void {
  const path = world.options.stateFile;
  if (path === undefined) return () => undefined;
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    mkdirSync(dirname(path), { recursive: true });
    // A new file that takes the old one's name: a crash leaves one or the other, never half of one.
    writeFileSync(`${path}.new`, JSON.stringify(savedOf(world)));
    renameSync(`${path}.new`, path);
  };
  world.save = () => {
    timer ??= setTimeout(write, DEBOUNCE_MS);
  };
  return write;
}

function savedOf(world: World): Saved {
  return {
    version: VERSION,
    teams: [...world.teams.values()].map((team) => ({
      id: team.id,
      lastStamp: team.lastStamp,
      channels: [...team.channels.values()].map((channel) => ({
        ...channel,
        messages: channel.messages.filter((message) => message.onlyFor === undefined),
      })),
      homes: [...team.homes],
      read: [...team.read],
    })),
    files: [...world.files.values()].filter((file) => file.complete),
  };
}

function read(path: string | undefined): string | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
