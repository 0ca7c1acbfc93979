import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compareIds, createSnowflakes, type Snowflakes } from './snowflake.ts';
import type { Command, Id, Message } from './wire.ts';

/** How long changes are gathered before they are written, ms. */
const WRITE_DELAY = 500;

/** How many ephemeral messages are kept; a real app forgets them when it is loaded again. */
const EPHEMERAL_KEPT = 20_000;

/** A message and what only the sandbox knows about it. */
export interface StoredMessage {
  message: Message;
  /** The one person who sees it (ephemeral). These do not outlive the sandbox, as they do not outlive a real app's reload. */
  onlyFor?: Id;
  /** The payload as the bot sent it. */
  raw: unknown;
  /** Real time it was stored at, ms; the message itself is stamped by the sandbox clock. */
  sentAt: number;
  /** The interaction whose token may change it. */
  interactionId?: Id;
}

/** A file a bot uploaded. */
export interface StoredFile {
  name: string;
  type: string;
  bytes: Buffer;
}

/** Everything the platform remembers. */
export interface Store {
  ids: Snowflakes;
  /** Oldest first. */
  messagesIn(channelId: Id): readonly StoredMessage[];
  message(channelId: Id, id: Id): StoredMessage | undefined;
  add(stored: StoredMessage): void;
  remove(stored: StoredMessage): void;
  /** The direct message channel of a person with the bot, made when first needed. */
  directOf(personId: Id): Id;
  /** The person behind a direct message channel. */
  personOfDirect(channelId: Id): Id | undefined;
  /** Registered commands, in the order they were registered. */
  commands: Command[];
  file(id: Id): StoredFile | undefined;
  addFile(id: Id, file: StoredFile): void;
  /** To be called after anything above was changed in place. */
  touch(): void;
  /** Writes what is not written yet. */
  close(): void;
}

interface Saved {
  base: string;
  lastId: Id;
  directs: [Id, Id][];
  commands: Command[];
  messages: StoredMessage[];
  files: [Id, { name: string; type: string }][];
}

/** Opens the platform's memory. `base` is where files are served now; addresses of an earlier run are moved to it. */
export function openStore({ stateFile, now, base }: { stateFile?: string; now: () => number; base: string }): Store {
  const saved = stateFile ? load(stateFile, base) : undefined;
  const ids = createSnowflakes(now, saved?.lastId);
  const channels = new Map<Id, StoredMessage[]>();
  const directs = new Map<Id, Id>(saved?.directs ?? []);
  const people = new Map<Id, Id>([...directs].map(([person, channel]) => [channel, person]));
  const files = new Map<Id, StoredFile>();
  const ephemeral: StoredMessage[] = [];
  let timer: NodeJS.Timeout | undefined;

  for (const stored of saved?.messages ?? []) listOf(stored.message.channel_id).push(stored);
  for (const [id, { name, type }] of saved?.files ?? []) {
    if (stateFile && existsSync(join(folderOf(stateFile), id)))
      files.set(id, { name, type, bytes: readFileSync(join(folderOf(stateFile), id)) });
  }

  function listOf(channelId: Id): StoredMessage[] {
    const existing = channels.get(channelId);
    if (existing) return existing;
    const created: StoredMessage[] = [];
    channels.set(channelId, created);
    return created;
  }

  function touch(): void {
    if (stateFile) timer ??= setTimeout(write, WRITE_DELAY);
  }

  function write(): void {
    timer = undefined;
    if (!stateFile) return;
    const messages = [...channels.values()].flat().filter((stored) => stored.onlyFor === undefined);
    const content: Saved = {
      base,
      lastId: ids.last(),
      directs: [...directs],
      commands: store.commands,
      messages,
      files: [...files].map(([id, { name, type }]) => [id, { name, type }]),
    };
    mkdirSync(dirname(stateFile), { recursive: true });
    writeFileSync(`${stateFile}.new`, JSON.stringify(content));
    renameSync(`${stateFile}.new`, stateFile);
  }

  const store: Store = {
    ids,
    messagesIn: (channelId) => channels.get(channelId) ?? [],
    message: (channelId, id) => find(channels.get(channelId) ?? [], id),
    add(stored) {
      listOf(stored.message.channel_id).push(stored);
      if (stored.onlyFor !== undefined) {
        ephemeral.push(stored);
        const oldest = ephemeral.length > EPHEMERAL_KEPT ? ephemeral.shift() : undefined;
        if (oldest) store.remove(oldest);
      }
      touch();
    },
    remove(stored) {
      const list = listOf(stored.message.channel_id);
      const at = list.indexOf(stored);
      if (at >= 0) list.splice(at, 1);
      touch();
    },
    directOf(personId) {
      const existing = directs.get(personId);
      if (existing) return existing;
      const id = ids.next();
      directs.set(personId, id);
      people.set(id, personId);
      touch();
      return id;
    },
    personOfDirect: (channelId) => people.get(channelId),
    commands: saved?.commands ?? [],
    file: (id) => files.get(id),
    addFile(id, file) {
      files.set(id, file);
      if (stateFile) {
        mkdirSync(folderOf(stateFile), { recursive: true });
        writeFileSync(join(folderOf(stateFile), id), file.bytes);
      }
      touch();
    },
    touch,
    close() {
      clearTimeout(timer);
      write();
    },
  };
  return store;
}

function find(list: readonly StoredMessage[], id: Id): StoredMessage | undefined {
  let low = 0;
  let high = list.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const candidate = list[middle];
    if (!candidate) return undefined;
    const order = compareIds(candidate.message.id, id);
    if (order === 0) return candidate;
    if (order < 0) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
}

function folderOf(stateFile: string): string {
  return `${stateFile}.files`;
}

function load(stateFile: string, base: string): Saved | undefined {
  let content: string;
  try {
    content = readFileSync(stateFile, 'utf8');
  } catch {
    return undefined;
  }
  const { base: earlier } = JSON.parse(content) as Saved;
  return JSON.parse(content.replaceAll(`${earlier}/attachments/`, `${base}/attachments/`)) as Saved;
}
