import { Client, Events, GatewayIntentBits, Status } from 'discord.js';
import type { Log } from '../../chat/platform.ts';
import { createHolding, type Lease } from '../shared/holding.ts';
import { growingPause, pause } from '../shared/pauses.ts';
import { failureFacts } from './failures.ts';
import { idIn, type Json, objectOf, wordsIn } from './reading.ts';
import { type ApiOptions, restOptions } from './rest.ts';

/**
 * The connection to Discord's gateway, kept for ever. discord.js resumes what breaks; what it gives up on is begun again here. Where several
 * processes share a bot, the one that holds the lease connects (Discord tells every connection everything), and the others stand by.
 */
export interface Connection {
  /** Resolves after the first attempt, successful or not, or once it is known that another process has the connection. */
  start(): Promise<void>;
  /** Hangs up, and lets another process connect. */
  stop(): Promise<void>;
  /** Is every part of the connection up now? */
  ready(): boolean;
  /** Does another process have it? */
  standby(): boolean;
  guildName(guildId: string): string | undefined;
}

/** Who is told what happens. */
export interface Heard {
  interaction(data: unknown): void;
  /** Connected, as this application. */
  ready(applicationId: string): void;
}

/** A connection that held so long counts as good: the next pause is short again. */
const STABLE_MS = 60_000;
/** start() waits no longer for the first attempt (discord.js itself never gives up on a gateway that does not answer). */
const FIRST_ATTEMPT_MS = 10_000;
/** Gateway close code for a token that does not work (docs.discord.com, gateway close codes). */
const AUTHENTICATION_FAILED = 4004;
/** What discord.js may look at itself; everything else would only fill its caches, or end the process when malformed. */
const FOR_THE_LIBRARY = ['READY', 'RESUMED'];

/** Prepares the connection; nothing happens before start(). `lease`: absent when no other process can have it. */
export function createConnection(options: ApiOptions, log: Log, heard: Heard, lease?: Lease): Connection {
  const guilds = new Map<string, string>();
  const ending = new AbortController();
  const holding = lease && createHolding(lease);
  let client: Client | undefined;
  let connecting: Promise<void> | undefined;
  let tokenRefused = false;

  /** Everything that arrives passes here first. An error thrown here would end the process. */
  function listen(packet: { t: unknown; d: unknown }, over: AbortSignal): void {
    const kind = packet.t;
    if (typeof kind !== 'string' || !FOR_THE_LIBRARY.includes(kind)) packet.t = 'READ_BY_US';
    // A process that was paused may hear this before it notices that the lease has ended.
    if (over.aborted || (holding && holding.standing() !== 'ours')) return;
    try {
      take(kind, packet);
    } catch (error) {
      log.error({ name: (error as Error).name, kind }, 'something Discord sent could not be read');
    }
  }

  function take(kind: unknown, packet: { d: unknown }): void {
    const data = objectOf(packet.d);
    if (kind === 'INTERACTION_CREATE') heard.interaction(packet.d);
    else if (kind === 'GUILD_CREATE' || kind === 'GUILD_UPDATE') nameGuild(data);
    else if (kind === 'READY') {
      tokenRefused = false;
      log.info({}, 'connected to Discord');
      const applicationId = idIn(objectOf(data.application).id);
      if (applicationId) heard.ready(applicationId);
    }
  }

  function nameGuild(data: Json): void {
    const [id, name] = [idIn(data.id), wordsIn(data.name)];
    if (id && name) guilds.set(id, name);
  }

  /** One client, until it is over for good; resolves with why. */
  async function connectOnce(connected: () => void, over: AbortSignal): Promise<unknown> {
    let giveUp = () => {};
    const own = new Client({
      // Interactions need no intent; servers do, for their names.
      intents: [GatewayIntentBits.Guilds],
      shards: 'auto',
      allowedMentions: { parse: [] },
      waitGuildTimeout: 0,
      rest: restOptions(options),
    });
    client = own;
    try {
      return await new Promise<unknown>((resolve) => {
        giveUp = () => resolve(undefined);
        over.addEventListener('abort', giveUp);
        own.on(Events.Raw, (packet) => listen(packet, over));
        own.on(Events.Error, (error) => log.error(failureFacts(error), 'discord.js reported an error'));
        own.on(Events.ShardError, (error) => log.warn(failureFacts(error), 'the connection to Discord has trouble'));
        own.on(Events.ShardReconnecting, () => log.info({}, 'reconnecting to Discord'));
        own.on(Events.ShardDisconnect, resolve);
        own.login(options.token).then(connected, resolve);
      });
    } finally {
      over.removeEventListener('abort', giveUp);
      await end(own);
    }
  }

  async function keepConnected(firstAttempt: () => void, over: AbortSignal): Promise<void> {
    let failures = 0;
    while (!over.aborted) {
      const since = Date.now();
      const why = await connectOnce(firstAttempt, over);
      firstAttempt();
      if (over.aborted) return;
      failures = Date.now() - since > STABLE_MS ? 1 : failures + 1;
      const nextTryMs = growingPause(failures);
      explain(why, nextTryMs);
      await pause(nextTryMs, over);
    }
  }

  function explain(why: unknown, nextTryMs: number): void {
    const code = objectOf(why).code ?? (why instanceof Error && 'code' in why ? why.code : undefined);
    if (code === 'TokenInvalid' || code === AUTHENTICATION_FAILED) {
      if (!tokenRefused)
        log.error({}, 'Discord refuses the bot token. Please check DISCORD_TOKEN; it is tried again from time to time.');
      tokenRefused = true;
    } else if (typeof code === 'number') log.error({ code, nextTryMs }, 'Discord ended the connection; trying again');
    else log.warn({ ...failureFacts(why), nextTryMs }, 'Discord cannot be reached; trying again');
  }

  return {
    async start() {
      const hurry = new AbortController();
      const tried = () => hurry.abort();
      const connect = (over: AbortSignal) => keepConnected(tried, over);
      connecting = (holding ? holding.keep(connect, tried, ending.signal) : connect(ending.signal)).catch((error) =>
        log.error({ name: (error as Error).name }, 'connecting to Discord stopped for good'),
      );
      await pause(FIRST_ATTEMPT_MS, hurry.signal);
    },
    async stop() {
      ending.abort();
      await connecting;
    },
    ready() {
      const shards = [...(client?.ws.shards.values() ?? [])];
      return shards.length > 0 && shards.every(({ status }) => status === Status.Ready || status === Status.WaitingForGuilds);
    },
    standby: () => holding?.standing() === 'theirs',
    guildName: (guildId) => guilds.get(guildId),
  };
}

/** Hangs up. */
async function end(client: Client): Promise<void> {
  await client.destroy().catch(() => undefined);
  // A shard that was between two attempts would go on connecting for ever; without the session it asks for, it waits for ever.
  for (const shard of client.ws.shards.values()) Object.assign(shard, { sessionInfo: new Promise(() => {}) });
}
