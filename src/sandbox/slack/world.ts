import type { Server } from 'node:http';
import type { WebSocket } from 'ws';
import type { CastCommunity, CastPerson, Faults, RecordedCall } from '../contract.ts';
import type { Manifest } from './manifest.ts';
import type { Fields, SlackSandboxOptions } from './types.ts';

/** The times of SlackSandboxOptions, filled in. All in ms. */
export interface Deadlines {
  ack: number;
  trigger: number;
  settle: number;
}

/** A message as it is stored. */
export interface StoredMessage {
  ts: string;
  channel: string;
  /** The author: a person's id or the app's user id. */
  user: string;
  byBot: boolean;
  text: string;
  blocks: Fields[];
  attachments: Fields[];
  files: string[];
  metadata?: Fields;
  threadTs?: string;
  editedTs?: string;
  /** Ephemeral: the one person who sees it. Never stored over a restart. */
  onlyFor?: string;
  /** mrkdwn: false was given: the text is shown as it is. */
  plain?: boolean;
  /** parse: 'full' or link_names: names in plain text become mentions. */
  linksNames?: boolean;
  /** What the bot sent. */
  raw: unknown;
}

/** A channel, or one person's direct messages with the app. */
export interface Channel {
  id: string;
  name: string;
  /** For direct messages: the person. */
  person?: string;
  messages: StoredMessage[];
}

/** The app's presence in one workspace. */
export interface Bot {
  appId: string;
  botId: string;
  userId: string;
  token: string;
}

/** One workspace. */
export interface Team {
  id: string;
  community: CastCommunity;
  domain: string;
  bot: Bot;
  people: Map<string, CastPerson>;
  channels: Map<string, Channel>;
  /** The last message time given out, in microseconds. */
  lastStamp: number;
  /** Published App Home tabs, by person. */
  homes: Map<string, ViewRecord>;
  /** The last message a person has read, by "person channel". */
  read: Map<string, string>;
  /** Counts what everybody in the workspace can see change. */
  changes: number;
}

/** A modal or App Home tab as the API shows it. */
export interface ViewRecord extends Fields {
  id: string;
  type: string;
  blocks: Fields[];
  hash: string;
  callback_id: string;
  private_metadata: string;
  external_id: string;
}

/** A modal on somebody's screen. */
export interface OpenView {
  view: ViewRecord;
  person: string;
  team: string;
  /** What stands in each input, by block id. */
  values: Map<string, string[]>;
  /** The options an external select has offered, by block id: what was chosen must be one of them. */
  offered: Map<string, Fields[]>;
  /** The app's messages beside the fields, by block id. */
  errors: Record<string, string>;
}

/** What one person's client shows besides messages. */
export interface Screen {
  stack: OpenView[];
  /** What was chosen in the menus of messages, by message and control. */
  chosen: Map<string, Map<string, string[]>>;
  notice: string | undefined;
  changes: number;
  listeners: Set<() => void>;
  told: boolean;
}

/** A trigger_id that was handed out. */
export interface Trigger {
  team: string;
  person: string;
  /** Real time, ms. */
  at: number;
  used: boolean;
}

/** A response_url that was handed out. */
export interface ResponseUrl {
  team: string;
  person: string;
  channel: string;
  /** The message whose button was pressed, for replace_original. */
  original?: string;
  at: number;
  uses: number;
}

/** A file, before and after its upload was completed. */
export interface StoredFile {
  id: string;
  team: string;
  /** The person who uploaded it; absent: the bot. */
  user?: string;
  name: string;
  title: string;
  length: number;
  alt?: string;
  /** base64; undefined until uploaded. */
  content?: string;
  complete: boolean;
  secret: string;
  stampedAt: number;
}

/** One Socket Mode connection of the bot. */
export interface Connection {
  socket: WebSocket;
  /** Told to go: gets nothing new. */
  leaving: boolean;
}

/** A call, with the error it was answered. */
export interface SlackCall extends RecordedCall {
  /** unknown_method, invalid_blocks, …; absent when all was well. */
  error?: string;
}

/** Everything the local Slack knows. Handed to every function; nothing lives outside it. */
export interface World {
  options: SlackSandboxOptions;
  deadlines: Deadlines;
  server: Server;
  /** http://127.0.0.1:port */
  base: string;
  appToken: string;
  signingSecret: string;
  clientId: string;
  clientSecret: string;
  manifest: Manifest | undefined;
  requestUrl: string | undefined;
  teams: Map<string, Team>;
  /** The workspace of every person. */
  teamOf: Map<string, Team>;
  screens: Map<string, Screen>;
  triggers: Map<string, Trigger>;
  responseUrls: Map<string, ResponseUrl>;
  views: Map<string, OpenView>;
  files: Map<string, StoredFile>;
  /** Workspaces that removed the app: their token no longer works. */
  uninstalled: Set<string>;
  tickets: Set<string>;
  codes: Map<string, string>;
  connections: Set<Connection>;
  /** Envelopes that wait for their acknowledgement. */
  unacknowledged: Map<string, (payload: unknown) => void>;
  buckets: Map<string, { tokens: number; at: number }>;
  faults: Faults;
  calls: SlackCall[];
  /** Told whenever something visible changed or a connection came. */
  settling: Set<() => void>;
  timers: Set<NodeJS.Timeout>;
  /** Something that outlives a restart has changed. */
  save: () => void;
  closed: boolean;
}

/** A timer that dies with the server and never keeps the process alive by itself. */
export function later(world: World, milliseconds: number, run: () => void): NodeJS.Timeout {
  const timer = setTimeout(() => {
    world.timers.delete(timer);
    if (!world.closed) run();
  }, milliseconds);
  world.timers.add(timer);
  return timer;
}

/** The sandbox clock, ms. */
export function nowOf(world: World): number {
  return (world.options.now ?? Date.now)();
}
