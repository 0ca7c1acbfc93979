import { randomBytes } from 'node:crypto';
import type { Id } from '../wire.ts';
import { type Connection, type Frame, Op } from './connection.ts';

/** How long a session may be away before it cannot be resumed, ms. The platform says "a few minutes". */
const RESUMABLE = 3 * 60_000;
/** How many dispatches are kept for a resume. */
const REMEMBERED = 5000;

/** One identified session: it outlives its connection, so that a resume can replay what was missed. */
export interface Session {
  id: string;
  intents: number;
  shard: [number, number];
  sequence: number;
  missedSince?: number;
  sent: Frame[];
  connection?: Connection;
}

/** Who an event is for. No guild: direct messages, which the first shard gets. */
export interface Audience {
  guildId?: Id;
  /** The intent that must be among the session's; interactions need none. */
  intent?: number;
}

/** Gateway intents. */
export const Intent = {
  guilds: 1 << 0,
  guildMembers: 1 << 1,
  presences: 1 << 8,
  guildMessages: 1 << 9,
  guildTyping: 1 << 11,
  directMessages: 1 << 12,
  messageContent: 1 << 15,
} as const;

export function newSession(intents: number, shard: [number, number]): Session {
  return { id: randomBytes(16).toString('hex'), intents, shard, sequence: 0, sent: [] };
}

/** Which shard of `count` serves a guild. */
export function shardOf(guildId: Id | undefined, count: number): number {
  return guildId === undefined ? 0 : Number((BigInt(guildId) >> 22n) % BigInt(count));
}

export function hears(session: Session, { guildId, intent }: Audience): boolean {
  if (shardOf(guildId, session.shard[1]) !== session.shard[0]) return false;
  return intent === undefined || (session.intents & intent) !== 0;
}

/** Sends an event, and keeps it for a resume. */
export function dispatchTo(session: Session, event: string, data: unknown): void {
  session.sequence += 1;
  const frame = { op: Op.dispatch, t: event, s: session.sequence, d: data };
  session.sent.push(frame);
  if (session.sent.length > 2 * REMEMBERED) session.sent = session.sent.slice(-REMEMBERED);
  session.connection?.send(frame);
}

/** Sends again what a session has not seen, then says that it is resumed. */
export function replay(session: Session, connection: Connection, seen: number): void {
  session.connection = connection;
  session.missedSince = undefined;
  for (const frame of session.sent) {
    if ((frame.s ?? 0) > seen) connection.send(frame);
  }
  dispatchTo(session, 'RESUMED', { _trace: [] });
}

/** Whether a session that lost its connection is too old to be resumed. */
export function isStale(session: Session): boolean {
  return session.missedSince !== undefined && Date.now() - session.missedSince > RESUMABLE;
}
