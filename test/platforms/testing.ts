import type { Backend, KeptDraft } from '../../src/chat/backend.ts';
import type { Lookup } from '../../src/chat/check.ts';
import { createConversation } from '../../src/chat/conversation.ts';
import type { Choice } from '../../src/chat/field.ts';
import type { Conversation, Log, PlatformDependencies } from '../../src/chat/platform.ts';
import type { Caller, Visitor } from '../../src/chat/who.ts';
import { testCommands } from './test-commands.ts';

/** A small bot for the tests of both adapters: the real conversation core, rows in memory instead of a database. */

/** One thing somebody noted. */
export interface TestNote {
  id: string;
  title: string;
  body: string;
  by: string;
}

/** Everything the test bot knows how to do. */
export interface TestApp {
  notes: TestNote[];
  /** What forms handed over, newest last. */
  received: Record<string, unknown>[];
  /** How many times a handler ran to its end. */
  runs: number;
}

/** What a test looks at and turns. */
export interface TestWorld {
  app: TestApp;
  /** Handlers wait for this before they go on. */
  hold: Promise<void> | undefined;
  /** Suggestions wait for this. */
  holdSuggestions: Promise<void> | undefined;
  /** Account of each member, by member id, for naming people. */
  people: Record<string, string>;
  /** What callers answered when asked whether they are administrators. */
  admins: { userId: string; isAdmin: boolean }[];
  /** Who asked, newest last. */
  callers: Caller[];
  drafts: Map<string, KeptDraft & { owner: string }>;
}

/** Topics the test bot knows; two begin with "feed". */
export const TEST_TOPICS: readonly Choice[] = [
  { value: 'feedback', label: 'Feedback' },
  { value: 'feedback-peer', label: 'Feedback from peers' },
  { value: 'retrieval-practice', label: 'Retrieval practice' },
  { value: 'st-peter', label: 'St Peter & St Paul <1>' },
];

/** The conversation and the world behind it. */
export function createTestBot(log: Log = createTestLog()): { conversation: Conversation; world: TestWorld } {
  const world: TestWorld = {
    app: { notes: [], received: [], runs: 0 },
    hold: undefined,
    holdSuggestions: undefined,
    people: {},
    admins: [],
    callers: [],
    drafts: new Map(),
  };
  return { conversation: createConversation<TestApp>(testCommands(world), backendFor(world), log), world };
}

function backendFor(world: TestWorld): Backend<TestApp> {
  const claims = new Set<string>();
  return {
    async once(wanted, caller, work) {
      world.callers.push(caller);
      const claimed = wanted.find((claim) => claims.has(claim));
      if (claimed !== undefined) return { claimed };
      for (const claim of wanted) claims.add(claim);
      const before = structuredClone(world.app);
      try {
        return await work(world.app, visitorFor(caller));
      } catch (error) {
        for (const claim of wanted) claims.delete(claim);
        Object.assign(world.app, before);
        throw error;
      }
    },
    look: (caller, work) => work(world.app, visitorFor(caller)),
    people: async (ids) => Object.fromEntries(ids.flatMap((id) => (world.people[id] ? [[id, world.people[id]]] : []))),
    drafts: {
      async keep(owner, draft) {
        const id = `draft${world.drafts.size + 1}`;
        world.drafts.set(id, { ...structuredClone(draft), owner });
        return id;
      },
      async read(owner, id) {
        const draft = world.drafts.get(id);
        return draft?.owner === owner ? draft : undefined;
      },
    },
    lookups: { school: lookupIn(world), topic: lookupIn(world), snippet: lookupIn(world) },
    now: () => new Date('2026-11-25T15:45:00Z'),
  };
}

/** Everybody is a member; only administrators are asked about. */
function visitorFor(caller: Caller): Visitor {
  const network = { id: 'n1', name: 'The network', timeZone: 'Europe/London' };
  const member = {
    id: `member-${caller.userId}`,
    networkId: network.id,
    name: caller.displayName,
    schoolUrn: 100_000,
    subject: 'science',
    phase: 'secondary',
    topics: [],
    coordinator: false,
    accountId: `account-${caller.userId}`,
    communityId: 'c1',
  };
  return { caller, network, communityId: 'c1', member };
}

function lookupIn(world: TestWorld): Lookup<TestApp> {
  const matching = (typed: string) => {
    const wanted = typed.toLowerCase();
    const exact = TEST_TOPICS.filter((one) => one.value === wanted || one.label.toLowerCase() === wanted);
    return exact.length > 0 ? exact : TEST_TOPICS.filter((one) => one.label.toLowerCase().includes(wanted));
  };
  return {
    async suggest(_app, _visitor, typed, limit) {
      await world.holdSuggestions;
      return matching(typed).slice(0, limit);
    },
    async find(_app, _visitor, typed) {
      const [one, ...more] = matching(typed);
      if (!one) return { problem: `There is no "${typed}".` };
      return more.length > 0 ? { choices: [one, ...more] } : one;
    },
  };
}

/** A log that remembers; `lines` is what a test looks at. */
export function createTestLog(): Log & { lines: { level: string; details: object; message: string }[] } {
  const lines: { level: string; details: object; message: string }[] = [];
  const at = (level: string) => (details: object, message: string) => void lines.push({ level, details, message });
  return { lines, info: at('info'), warn: at('warn'), error: at('error'), debug: at('debug') };
}

/** What an adapter is built with; what it remembers is lost with the test. */
export function testDependencies(log: Log = createTestLog()): PlatformDependencies {
  const facts = new Map<string, string>();
  return {
    log,
    remembered: {
      get: async (key) => facts.get(key),
      set: async (key, value) => void facts.set(key, value),
    },
  };
}

/** Waits until something holds; fails with `what` when it does not within ten seconds. */
export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A promise with its key outside. */
export function gate(): { wait: Promise<void>; open: () => void } {
  let open = () => {};
  const wait = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { wait, open };
}
