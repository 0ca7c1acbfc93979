import { botUser } from '../cast.ts';
import { isRecord } from '../checks/check.ts';
import { guildCreate } from '../guild-shapes.ts';
import { type Connection, Op } from './connection.ts';
import type { GatewaySurroundings } from './gateway.ts';
import { memberChunks } from './members.ts';
import { dispatchTo, Intent, newSession, replay, type Session, shardOf } from './sessions.ts';

/** What a bot may send on one connection, per minute. */
const SENDS_PER_MINUTE = 120;
/** Presence, voice and soundboard requests change nothing here. */
const IGNORED = [3, 4, 31];
const PRIVILEGED = Intent.guildMembers | Intent.presences | Intent.messageContent;
const ALL_INTENTS = 2 ** 26 - 1;

/** Why a connection is closed: the code and the platform's words. */
type Fault = readonly [code: number, reason: string];

const Close = {
  unknownOpcode: [4001, 'Unknown opcode.'],
  undecodable: [4002, 'Error while decoding payload.'],
  notAuthenticated: [4003, 'Not authenticated.'],
  wrongToken: [4004, 'Authentication failed.'],
  alreadyAuthenticated: [4005, 'Already authenticated.'],
  invalidSequence: [4007, 'Invalid sequence.'],
  tooManySends: [4008, 'You are being rate limited.'],
  invalidShard: [4010, 'Invalid shard.'],
  invalidIntents: [4013, 'Invalid intent(s).'],
  disallowedIntents: [4014, 'Disallowed intent(s).'],
} as const satisfies Record<string, Fault>;

/** What the reader of one connection shares with the others. */
export interface ReaderSurroundings extends GatewaySurroundings {
  sessions: Map<string, Session>;
  identified: () => void;
}

/** Reads what a bot sends on one connection. */
export function createReader(connection: Connection, { sessions, identified, ...surroundings }: ReaderSurroundings) {
  const { bot, cast, access, url, privilegedIntents } = surroundings;
  let session: Session | undefined;
  let minute = 0;
  let sends = 0;

  function receive(text: string): Fault | undefined {
    if (tooMany()) return Close.tooManySends;
    const frame = decode(text);
    if (!frame) return Close.undecodable;
    const { op, data } = frame;
    if (op === Op.heartbeat) connection.send({ op: Op.heartbeatAck });
    else if (op === Op.identify) return identify(data);
    else if (op === Op.resume) return resume(data);
    else if (!session) return Close.notAuthenticated;
    else if (op === Op.requestMembers) sendMembers(session, data);
    else if (!IGNORED.includes(op)) return Close.unknownOpcode;
    return undefined;
  }

  function tooMany(): boolean {
    const now = Math.floor(Date.now() / 60_000);
    if (now !== minute) sends = 0;
    minute = now;
    sends += 1;
    return sends > SENDS_PER_MINUTE;
  }

  function identify(data: Record<string, unknown>): Fault | undefined {
    if (session) return Close.alreadyAuthenticated;
    if (data.token !== bot.token && data.token !== `Bot ${bot.token}`) return Close.wrongToken;
    const [index, count] = Array.isArray(data.shard) ? data.shard.map(Number) : [0, 1];
    if (index === undefined || count === undefined || !(count > 0 && index >= 0 && index < count)) {
      return Close.invalidShard;
    }
    const intents = Number(data.intents);
    if (!Number.isInteger(intents) || intents < 0 || intents > ALL_INTENTS) return Close.invalidIntents;
    if (!privilegedIntents && intents & PRIVILEGED) return Close.disallowedIntents;

    if (data.compress === true) connection.compressEach();
    identified();
    session = newSession(intents, [index, count]);
    session.connection = connection;
    sessions.set(session.id, session);
    welcome(session);
    return undefined;
  }

  function welcome(to: Session): void {
    const communities = cast.communities.filter((community) => shardOf(community.id, to.shard[1]) === to.shard[0]);
    dispatchTo(to, 'READY', {
      v: 10,
      user: { ...botUser(bot), bot: true, email: null, flags: 0, mfa_enabled: true, verified: true },
      guilds: communities.map((community) => ({ id: community.id, unavailable: true })),
      session_id: to.id,
      session_type: 'normal',
      resume_gateway_url: url,
      shard: to.shard,
      application: { id: bot.id, flags: 0 },
      ...{
        user_settings: {},
        relationships: [],
        private_channels: [],
        presences: [],
        guild_join_requests: [],
        geo_ordered_rtc_regions: [],
        auth: {},
        _trace: [],
      },
    });
    if (!(to.intents & Intent.guilds)) return;
    const everybody = (to.intents & Intent.presences) !== 0;
    for (const community of communities) dispatchTo(to, 'GUILD_CREATE', guildCreate(community, bot, { everybody, access }));
  }

  function resume(data: Record<string, unknown>): Fault | undefined {
    if (session) return Close.alreadyAuthenticated;
    if (data.token !== bot.token && data.token !== `Bot ${bot.token}`) return Close.wrongToken;
    const earlier = sessions.get(String(data.session_id));
    if (!earlier) {
      connection.send({ op: Op.invalidSession, d: false });
      return undefined;
    }
    const seen = Number(data.seq);
    if (!(seen >= 0 && seen <= earlier.sequence)) return Close.invalidSequence;
    session = earlier;
    replay(earlier, connection, seen);
    return undefined;
  }

  function sendMembers(to: Session, data: Record<string, unknown>): void {
    const community = cast.community(String(data.guild_id));
    if (!community) return;
    for (const chunk of memberChunks(community, data)) dispatchTo(to, 'GUILD_MEMBERS_CHUNK', chunk);
  }

  return {
    /** Reads one frame; a wrong one closes the connection. */
    receive(text: string): void {
      const fault = receive(text);
      if (fault) connection.close(...fault);
    },
    /** The websocket is gone; 1000 and 1001 from the bot end the session, anything else can be resumed. */
    closed(code: number): void {
      if (!session || session.connection !== connection) return;
      session.connection = undefined;
      session.missedSince = Date.now();
      if (code === 1000 || code === 1001) sessions.delete(session.id);
    },
  };
}

function decode(text: string): { op: number; data: Record<string, unknown> } | undefined {
  try {
    const frame: unknown = JSON.parse(text);
    if (!isRecord(frame) || typeof frame.op !== 'number') return undefined;
    return { op: frame.op, data: isRecord(frame.d) ? frame.d : {} };
  } catch {
    return undefined;
  }
}
