import { setTimeout as wait } from 'node:timers/promises';
import { demo } from '../../prisma/demo/demo.ts';
import type { Faults, Sandbox } from '../../src/sandbox/contract.ts';
import type { Stage } from './stage.ts';

/** What platforms do wrong, and how often it was done. */
export type Troubles = Record<keyof Faults | 'drop', number>;

/** Platforms that misbehave at random. */
export interface Weather {
  /** Resolves when they have all calmed down. */
  stop(): Promise<Troubles>;
}

/** Between two troubles, ms. */
const GAP_MS = { least: 300, most: 2_500 };
const KINDS = ['drop', 'fail', 'hang', 'loseAnswers', 'duplicate'] as const;
/** So many calls in a row at most are struck by one trouble; one that hangs holds up its process for ten seconds. */
const MOST_AT_ONCE = { fail: 5, hang: 1, loseAnswers: 5, duplicate: 5 } as const;
/** What somebody types, so that there is a request that can be delivered twice. */
const ASKED = '/staffroom profile';

/** Lets the platforms misbehave until it is stopped; `random` decides which, how and when. */
export function startWeather({ sandboxes }: Stage, random: () => number): Weather {
  const done: Troubles = { drop: 0, fail: 0, hang: 0, loseAnswers: 0, duplicate: 0 };
  const calming = new AbortController();
  const both = [sandboxes.slack, sandboxes.discord];

  async function blow(): Promise<void> {
    while (!calming.signal.aborted) {
      await wait(between(random, GAP_MS), undefined, { signal: calming.signal }).catch(() => {});
      const sandbox = both[random() < 0.5 ? 0 : 1];
      const kind = KINDS[Math.floor(random() * KINDS.length)];
      const share = random();
      if (!sandbox || !kind || calming.signal.aborted) continue;
      // On a platform that is asked little they would pile up until nothing gets through.
      calm(sandbox);
      if (kind === 'drop') {
        done.drop += sandbox.connections();
        sandbox.dropConnections();
        continue;
      }
      const count = 1 + Math.floor(share * MOST_AT_ONCE[kind]);
      done[kind] += count;
      sandbox.faults[kind] += count;
      if (kind === 'duplicate') ask(sandbox, count);
    }
  }
  /** What nobody came into was no trouble. */
  function calm({ faults }: Sandbox): void {
    for (const kind of KINDS) {
      if (kind === 'drop') continue;
      done[kind] -= faults[kind];
      faults[kind] = 0;
    }
  }
  const blowing = blow();

  return {
    async stop() {
      calming.abort();
      await blowing;
      for (const sandbox of both) calm(sandbox);
      return done;
    },
  };
}

/** People ask the bot something; nobody waits for the answer. */
function ask(sandbox: Sandbox, count: number): void {
  const community = demo.communities.find(({ platform }) => platform === sandbox.name);
  for (const { id } of community?.people.slice(0, count) ?? []) {
    const app = sandbox.as(id);
    const channel = app.channels().find(({ kind }) => kind !== 'direct');
    if (channel) app.type(channel.id, ASKED).catch(() => {});
  }
}

/** A random number of ms. */
export function between(random: () => number, { least, most }: { least: number; most: number }): number {
  return least + random() * (most - least);
}
