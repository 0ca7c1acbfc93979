import { setTimeout as wait } from 'node:timers/promises';
import type { Database } from '../../src/database/open.ts';
import { randomFrom } from '../../src/matching/random.ts';
import { type BotProcess, startBotProcess } from './bot-process.ts';
import { type Fleet, startFleet } from './fleet.ts';
import { type Inbox, watchInbox } from './inbox.ts';
import { startStage } from './stage.ts';
import { between, startWeather, type Troubles } from './weather.ts';

/** How much of a storm. */
export interface StormOptions {
  /** Decides what happens to whom and after how long; not what the machine makes of it. */
  seed: number;
  members: number;
  /** So many of the members were never written to before: their direct messages have to be opened, which the platforms let be done slowly. */
  strangers: number;
  /** Processes killed at least. */
  kills: number;
  processes: number;
  /** Restarts of the database's server: how many, and how. */
  restarts?: { count: number; restart(downMs: number): Promise<void> };
  /** Whatever has not arrived by then, in ms, counts as lost. */
  limitMs: number;
  /** Told how it goes. */
  say?(line: string): void;
}

/** What came of it. */
export interface StormFigures {
  seed: number;
  kills: number;
  restarts: number;
  troubles: Troubles;
  /** Processes that ended without being killed. */
  fallen: string[];
  due: number;
  delivered: number;
  lost: number;
  doubled: number;
  seconds: number;
}

/**
 * How long a process works before it is killed, as a multiple of the time it took to start, so that a slow machine gets something done
 * too: a short time while there are fewer kills than messages, in proportion, else a long one.
 */
const SHORT_LIFE = [0.1, 1] as const;
const LONG_LIFE = [0.5, 3] as const;
/** There shall have been enough kills when this part of the messages has arrived. */
const ENOUGH_AT = 0.85;
/** How long one lives that is killed while it starts, ms. */
const AT_START_LIFE = [0, 4_000] as const;
/** Part of the kills that wait for a message to arrive, so that they may strike before it is written down as sent. */
const AT_ARRIVAL = 0.5;
const ARRIVAL_MS = 2_000;
/** Part of the processes that are killed while they are only just starting; the rest get to work first. */
const AT_START = 0.15;
/** Part of the kills that strike all processes at once, as a power cut does. */
const TOGETHER = 0.1;
/** A process that ended stays away so long, ms. */
const AWAY_MS = { least: 0, most: 1_000 };
/** So long is the database away, ms; less than the time it takes itself. */
const DOWN_MS = { least: 0, most: 3_000 };
/** The digest was due so long before the processes were started: whoever starts looks at once. */
const LATE_MS = 60_000;
const LOOK_MS = 500;
const SAY_MS = 15_000;

/**
 * A digest falls due to members on both platforms while everything goes wrong that can. Ends when the last message has arrived and none
 * is under way any more, or at the limit; then what each member has is counted on the wire.
 */
export async function runStorm(database: Database, url: string, options: StormOptions): Promise<StormFigures> {
  const { seed, members, strangers, processes, say = () => {} } = options;
  const stage = await startStage(database.prisma, { readers: members, known: members - strangers, from: LATE_MS });
  const inbox = watchInbox(stage);
  const env = { ...stage.env, DATABASE_URL: url };
  const began = Date.now();
  // Each its own, so that what one does next does not hang on the others' speed.
  const chance = (index: number) => randomFrom(seed * 4 + index);
  const away = chance(0);
  const late = () => Date.now() - began > options.limitMs;
  const over = () => late() || inbox.arrived() === members;
  const fleet = startFleet(
    processes,
    () => startBotProcess({ env, ahead: stage.sandboxes.clock.offset() }),
    () => between(away, AWAY_MS),
  );
  const weather = startWeather(stage, chance(1));
  const telling = setInterval(
    () => say(`${seconds(began)} s: ${inbox.arrived()} of ${members} arrived, ${fleet.kills()} killed`),
    SAY_MS,
  );
  try {
    const restarts = { done: 0 };
    await Promise.all([
      killing(fleet, inbox, chance(2), options, over),
      restarting(fleet, database, chance(3), options, restarts, over),
    ]);
    const troubles = await weather.stop();
    say(`${seconds(began)} s: calm; ${inbox.arrived()} of ${members} arrived`);
    while (!late() && (inbox.arrived() < members || (await underWay(database)) > 0)) await wait(LOOK_MS);
    const counts = inbox.counts();
    return {
      seed,
      kills: fleet.kills(),
      restarts: restarts.done,
      troubles,
      fallen: fleet.fallen(),
      due: members,
      delivered: counts.filter((count) => count > 0).length,
      lost: counts.filter((count) => count === 0).length,
      doubled: counts.filter((count) => count > 1).length,
      seconds: seconds(began),
    };
  } finally {
    clearInterval(telling);
    await weather.stop();
    await fleet.close();
    await stage.close();
  }
}

/** Lets each process live for a while at most, until enough were killed or nothing is left to disturb. */
async function killing(fleet: Fleet, inbox: Inbox, random: () => number, { kills, members }: StormOptions, over: () => boolean) {
  const doomed = new Set<BotProcess>();
  const enough = () => fleet.kills() >= kills || over();

  async function doom(bot: BotProcess): Promise<void> {
    const [early, life, atArrival, together] = [random(), random(), random(), random()];
    const born = Date.now();
    if (early >= AT_START) await bot.running.catch(() => {});
    const ahead = fleet.kills() / kills > inbox.arrived() / members / ENOUGH_AT;
    const [least, most] = early < AT_START ? AT_START_LIFE : ahead ? LONG_LIFE : SHORT_LIFE;
    await wait((least + life * (most - least)) * (early < AT_START ? 1 : Date.now() - born));
    if (atArrival < AT_ARRIVAL) await inbox.next(ARRIVAL_MS);
    if (enough()) return;
    await Promise.all((together < TOGETHER ? fleet.alive() : [bot]).map(fleet.kill));
  }

  while (!enough()) {
    for (const bot of fleet.alive()) {
      if (doomed.has(bot)) continue;
      doomed.add(bot);
      void doom(bot);
    }
    await wait(LOOK_MS / 10);
  }
}

/** Restarts the database's server: first while the digest is being written, then each time its share of the kills is done. */
async function restarting(
  fleet: Fleet,
  { prisma }: Database,
  random: () => number,
  { restarts, kills }: StormOptions,
  restarted: { done: number },
  over: () => boolean,
): Promise<void> {
  if (!restarts) return;
  const begun = async () =>
    (await prisma.delivery.count({ where: { kind: 'digest', memberId: { not: null } } }).catch(() => 0)) > 0;
  while (!over() && !(await begun())) await wait(1);
  for (let one = 0; one < restarts.count && !over(); one += 1) {
    while (fleet.kills() < (kills * one) / restarts.count && !over()) await wait(LOOK_MS);
    await restarts.restart(between(random, DOWN_MS));
    restarted.done += 1;
  }
}

/** Messages to members that are not over yet. While the database is away, nobody knows: too many. */
function underWay({ prisma }: Database): Promise<number> {
  const where = { state: { in: ['due', 'sending'] }, memberId: { not: null } };
  return prisma.delivery.count({ where }).catch(() => Number.POSITIVE_INFINITY);
}

function seconds(since: number): number {
  return Math.round((Date.now() - since) / 1000);
}
