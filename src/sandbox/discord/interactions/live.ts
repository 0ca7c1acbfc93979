import { randomBytes } from 'node:crypto';
import type { CastPerson } from '../../contract.ts';
import type { Modal } from '../checks/modal.ts';
import type { Room } from '../messages/rooms.ts';
import type { Snowflakes } from '../snowflake.ts';
import type { StoredMessage } from '../store.ts';
import { Answer, Ask, type CommandChoice, type Id } from '../wire.ts';

/** How long a bot has for its first answer, ms (Discord: interactions). */
export const FIRST_ANSWER = 3000;
/** How long an interaction's token is good for, ms. */
export const TOKEN_LIFE = 15 * 60_000;

/** How an interaction ended for the person who started it. */
export interface Outcome {
  answered: boolean;
  modal?: Modal;
  choices?: CommandChoice[];
}

/** What a person asked the bot, while the bot may still answer. */
export interface Live {
  id: Id;
  token: string;
  /** Interaction type. */
  ask: number;
  person: CastPerson;
  room: Room;
  /** Words of the command, for the line above its answer. */
  commandPath?: string;
  /** The message whose component was used, also for a modal opened from one. */
  message?: StoredMessage;
  /** The interaction that opened the modal which was submitted. */
  parent?: Live;
  /** Real time it was asked at, ms. */
  askedAt: number;
  /** Type of the first answer. */
  answer?: number;
  /** What @original means: the answer, or for an update the message the component is on. */
  original?: Id;
  phase: 'asked' | 'thinking' | 'answered' | 'silent';
  outcome: Outcome;
  timers: Set<NodeJS.Timeout>;
  /** When the person's app has settled: answered, or given up. */
  settled: Promise<Outcome>;
  settle: () => void;
}

/** What a new interaction starts from. */
export type Asked = Pick<Live, 'ask' | 'person' | 'room' | 'commandPath' | 'message' | 'parent'>;

/** All interactions whose token is still good. */
export interface Interactions {
  begin(asked: Asked): Live;
  byToken(token: string): Live | undefined;
  /** Runs one request about an interaction; the person's app waits for what may follow it. */
  during<T>(live: Live, work: () => T): T;
  /** The bot gave its first answer; `thinking` when there is more to come. */
  answered(live: Live, type: number, thinking: boolean, outcome?: Partial<Outcome>): void;
  /** What a deferred answer promised has come. */
  fulfilled(live: Live): void;
  close(): void;
}

/** `settleAfter`: how long the bot must be quiet after its answer before the person's app counts as settled, ms. */
export function createInteractions({ ids, settleAfter }: { ids: Snowflakes; settleAfter: number }): Interactions {
  const byToken = new Map<string, Live>();

  function later(live: Live, milliseconds: number, act: () => void): void {
    const timer = setTimeout(() => {
      live.timers.delete(timer);
      act();
    }, milliseconds);
    live.timers.add(timer);
  }

  function clear(live: Live): void {
    for (const timer of live.timers) clearTimeout(timer);
    live.timers.clear();
  }

  function settleWhenQuiet(live: Live): void {
    if (live.phase === 'asked' || live.phase === 'thinking') return;
    clear(live);
    // Suggestions and forms are all there is to come; behind a message there may be another.
    const complete = live.answer === Answer.choices || live.answer === Answer.modal;
    if (complete || settleAfter === 0) live.settle();
    else later(live, settleAfter, live.settle);
  }

  function giveUp(live: Live): void {
    live.phase = 'silent';
    live.outcome = { ...live.outcome, answered: false };
    clear(live);
    live.settle();
  }

  function forgetOld(): void {
    const oldest = Date.now() - TOKEN_LIFE;
    for (const live of byToken.values()) {
      if (live.askedAt > oldest) return;
      byToken.delete(live.token);
    }
  }

  return {
    begin(asked) {
      forgetOld();
      const { promise, resolve } = deferred<Outcome>();
      const live: Live = {
        ...asked,
        id: ids.next(),
        token: randomBytes(48).toString('base64url'),
        askedAt: Date.now(),
        phase: 'asked',
        outcome: { answered: true },
        timers: new Set(),
        settled: promise,
        settle: () => resolve(live.outcome),
      };
      byToken.set(live.token, live);
      later(live, FIRST_ANSWER, () => giveUp(live));
      return live;
    },
    byToken: (token) => byToken.get(token),
    during(live, work) {
      try {
        return work();
      } finally {
        settleWhenQuiet(live);
      }
    },
    answered(live, type, thinking, outcome = {}) {
      live.answer = type;
      live.outcome = { ...live.outcome, ...outcome };
      live.phase = thinking ? 'thinking' : 'answered';
      clear(live);
      if (!thinking) return;
      // A deferred update shows nothing: the app stops waiting when no change has come for as long as a first answer may take.
      const patience = live.original !== undefined && live.original === live.message?.message.id ? FIRST_ANSWER : TOKEN_LIFE;
      later(live, patience, () => (patience === TOKEN_LIFE ? giveUp(live) : finish(live)));
    },
    fulfilled: (live) => finish(live),
    close() {
      for (const live of byToken.values()) {
        clear(live);
        live.settle();
      }
    },
  };

  function finish(live: Live): void {
    if (live.phase === 'thinking') live.phase = 'answered';
    settleWhenQuiet(live);
  }
}

/** Whether the bot may still answer for the first time. */
export function isOpen(live: Live): boolean {
  return live.phase === 'asked' && Date.now() - live.askedAt <= FIRST_ANSWER;
}

/** Which first answers an interaction may have. */
export function allowedAnswers({ ask, parent }: Live): number[] {
  if (ask === Ask.autocomplete) return [8];
  if (ask === Ask.command) return [4, 5, 9];
  if (ask === Ask.component) return [4, 5, 6, 7, 9];
  return parent?.message ? [4, 5, 6, 7] : [4, 5];
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}
