import { setTimeout as wait } from 'node:timers/promises';
import type { BotProcess } from './bot-process.ts';

/** Several processes of the bot and whoever watches over them: one that ends is started again. */
export interface Fleet {
  /** Those that live now, whether they have come to run yet or not. */
  alive(): BotProcess[];
  kill(one: BotProcess): Promise<void>;
  kills(): number;
  /** What those said last that ended without being killed: there should be none but for want of a database at their start. */
  fallen(): string[];
  /** Kills them all, which counts for nothing. */
  close(): Promise<void>;
}

/** Starts so many processes; `pauseMs`: how long one that ended stays away. */
export function startFleet(size: number, start: () => BotProcess, pauseMs: () => number): Fleet {
  const bots: BotProcess[] = [];
  const killed = new Set<BotProcess>();
  const fallen: string[] = [];
  const closing = new AbortController();

  async function keep(seat: number): Promise<void> {
    while (!closing.signal.aborted) {
      const bot = start();
      bots[seat] = bot;
      await bot.ended;
      if (closing.signal.aborted) return;
      if (!killed.has(bot)) fallen.push(bot.words());
      await wait(pauseMs(), undefined, { signal: closing.signal }).catch(() => {});
    }
  }
  const kept = Promise.all(Array.from({ length: size }, (_, seat) => keep(seat)));
  const alive = () => bots.filter((one) => one.alive());

  return {
    alive,
    async kill(one) {
      if (!one.alive()) return;
      killed.add(one);
      await one.kill();
    },
    kills: () => killed.size,
    fallen: () => [...fallen],
    async close() {
      closing.abort();
      await Promise.all(alive().map((one) => one.kill()));
      await kept;
    },
  };
}
