import type { Backend, KeptDraft } from '../../src/chat/backend.ts';
import type { Lookup } from '../../src/chat/check.ts';
import { definitionsFor } from '../../src/chat/command.ts';
import { createConversation } from '../../src/chat/conversation.ts';
import type { RawValues } from '../../src/chat/field.ts';
import { actionRef } from '../../src/chat/packed.ts';
import type { FormAbilities } from '../../src/chat/plan.ts';
import type { Outcome, Request } from '../../src/chat/request.ts';
import { person, say, wordsOf } from '../../src/chat/text.ts';
import { text, type View, view } from '../../src/chat/view.ts';
import type { Caller, Visitor } from '../../src/chat/who.ts';
import { InvalidInput, UserError } from '../../src/errors.ts';

/** A library with four kinds of people, for testing the conversation itself: rows in memory, everything else real. */
export interface Library {
  /** Titles put on the shelf: the effect of a command. */
  shelf: string[];
  /** What handlers got as input, newest last. */
  inputs: unknown[];
}

/** Forms that can look things up while somebody types, and forms that cannot. */
export const LOOKS_UP: FormAbilities = { lookupInForm: true };
export const LOOKS_NOTHING_UP: FormAbilities = { lookupInForm: false };

export const tidyRef = actionRef('library.tidy');
export const lendRef = actionRef('library.lend', ['book']);
export const stampRef = actionRef('library.stamp', ['book']);
export const burnRef = actionRef('library.burn');
export const renameRef = actionRef('library.rename', ['book']);
export const sortRef = actionRef('library.sort', ['shelf']);

const { command, subcommand, action } = definitionsFor<Library>();

/** What the library's commands do, turned by tests. */
export interface Turns {
  fails?: Error;
  /** fill waits for this. */
  filling?: Promise<void>;
  /** Sorting the library, an errand, does this outside any transaction. */
  sorting?(signal: AbortSignal): Promise<string>;
}

/** The commands: one for each permission, each as command, form and button. */
export function libraryCommands(turns: Turns) {
  const book = {
    shelf: { kind: 'topic', about: 'Which shelf' },
    title: { kind: 'text', about: 'Its title', max: 20 },
    story: { kind: 'longText', about: 'What happens', optional: true },
  } as const;
  const put = (app: Library, input: object) => {
    if (turns.fails) throw turns.fails;
    app.inputs.push(input);
    app.shelf.push('title' in input ? String(input.title) : 'untitled');
    return view(text(say`Put on the shelf by ${person('m1', 'Ann')}.`));
  };
  const all = { title: { kind: 'text', about: 'A title', optional: true } } as const;
  return [
    command({
      name: 'library',
      about: 'Books',
      subcommands: {
        put: subcommand({ about: 'Put a book', ask: 'form', fields: book, run: async (input, { app }) => put(app, input) }),
        find: subcommand({ about: 'Find a book', fields: all, run: async (input, { app }) => put(app, input) }),
        count: subcommand({
          about: 'Count the books',
          reads: true,
          fields: { aloud: { kind: 'yesNo', about: 'For everybody to hear', optional: true } },
          async run({ aloud }, { app }) {
            const counted = view(text(say`${app.shelf.length} books`));
            return aloud ? { caller: counted, channel: counted } : counted;
          },
        }),
        visit: subcommand({ about: 'Look around', allow: 'anyone', fields: all, run: async (input, { app }) => put(app, input) }),
        rule: subcommand({
          about: 'Rule the library',
          allow: 'coordinator',
          ask: 'form',
          fields: { title: { kind: 'text', about: 'A title' } },
          run: async (input, { app }) => put(app, input),
        }),
        found: subcommand({
          about: 'Found a library',
          allow: 'administrator',
          ask: 'form',
          fields: { title: { kind: 'text', about: 'A title' } },
          run: async (input, { app }) => put(app, input),
        }),
        edit: subcommand({
          about: 'Change the rules',
          allow: 'coordinator',
          ask: 'form',
          fields: { title: { kind: 'text', about: 'A title' } },
          async fill() {
            await turns.filling;
            return { title: 'as it stands' };
          },
          run: async (input, { app }) => put(app, input),
        }),
      },
      actions: [
        action(tidyRef, { run: async (_, { app }) => put(app, { title: 'tidied' }) }),
        action(lendRef, { run: async (_, { app, state }) => put(app, { title: `lent ${state.book}` }) }),
        action(stampRef, {
          fields: { colour: { kind: 'choice', about: 'Which colour', choices: [{ value: 'red', label: 'Red' }] } },
          run: async (input, { app }) => put(app, { title: input.colour }),
        }),
        action(sortRef, {
          allow: 'coordinator',
          async run(_, { app }) {
            app.shelf.push('sorting');
            return {
              meanwhile: view(text(say`Sorting …`)),
              async work(signal) {
                const sorted = (await turns.sorting?.(signal)) ?? 'sorted';
                return async ({ app: later, state }) => put(later, { title: `${sorted} ${state.shelf}` });
              },
            };
          },
        }),
        action(burnRef, { allow: 'coordinator', run: async (_, { app }) => put(app, { title: 'burnt' }) }),
        action(renameRef, {
          allow: 'coordinator',
          fields: { title: { kind: 'text', about: 'A title' } },
          fill: async ({ state }) => ({ title: `now ${state.book}` }),
          run: async (input, { app }) => put(app, input),
        }),
      ],
    }),
  ];
}

const SHELVES = [
  { value: 'poetry', label: 'Poetry' },
  { value: 'poetry-old', label: 'Poetry, old' },
  { value: 'maps', label: 'Maps' },
];

const shelves: Lookup<Library> = {
  suggest: async (_app, _visitor, typed) => SHELVES.filter((one) => one.label.toLowerCase().includes(typed.toLowerCase())),
  async find(_app, _visitor, typed) {
    const exact = SHELVES.find((one) => one.value === typed);
    if (exact) return exact;
    const [only, ...more] = SHELVES.filter((one) => one.label.toLowerCase().includes(typed.toLowerCase()));
    if (!only) return { problem: `There is no shelf "${typed}".` };
    return more.length > 0 ? { choices: [only, ...more] } : only;
  },
};

/** Everybody who may come in. */
export const PEOPLE = ['teacher', 'coordinator', 'administrator', 'stranger'] as const;
export type Who = (typeof PEOPLE)[number];

function visitorFor(caller: Caller, retired: ReadonlySet<string>): Visitor {
  const network = { id: 'n1', name: 'The network', timeZone: 'Europe/London' };
  if (caller.userId === 'stranger' || caller.userId === 'administrator') return { caller, network, communityId: 'c1' };
  const facts = { schoolUrn: 1, subject: 'maths', phase: 'primary', topics: [], accountId: 'a1', communityId: 'c1' };
  const coordinator = caller.userId === 'coordinator' && !retired.has(caller.userId);
  return { caller, network, communityId: 'c1', member: { id: 'm1', networkId: 'n1', name: 'Ann', coordinator, ...facts } };
}

/** A library, and short ways of talking to it. */
export function openLibrary(turns: Turns = {}) {
  const app: Library = { shelf: [], inputs: [] };
  const claims = new Set<string>();
  const retired = new Set<string>();
  const transactions = { open: 0, begun: 0 };
  const drafts = new Map<string, KeptDraft & { owner: string }>();
  const lines: { details: object; message: string }[] = [];
  const note = (details: object, message: string) => void lines.push({ details, message });
  const backend: Backend<Library> = {
    async once(wanted, caller, work) {
      const claimed = wanted.find((claim) => claims.has(claim));
      if (claimed !== undefined) return { claimed };
      const before = structuredClone(app);
      transactions.open++;
      transactions.begun++;
      try {
        const done = await work(app, visitorFor(caller, retired));
        for (const claim of wanted) claims.add(claim);
        return done;
      } catch (error) {
        Object.assign(app, before);
        throw error;
      } finally {
        transactions.open--;
      }
    },
    look: (caller, work) => work(app, visitorFor(caller, retired)),
    people: async () => ({ m1: 'U1' }),
    drafts: {
      async keep(owner, draft) {
        drafts.set(`d${drafts.size}`, { ...structuredClone(draft), owner });
        return `d${drafts.size - 1}`;
      },
      read: async (owner, id) => (drafts.get(id)?.owner === owner ? drafts.get(id) : undefined),
    },
    lookups: { school: shelves, topic: shelves, snippet: shelves },
    now: () => new Date('2026-11-25T15:45:00Z'),
  };
  const log = { info: note, warn: note, error: note, debug: note };
  const stopping = new AbortController();
  const conversation = createConversation(libraryCommands(turns), backend, log, stopping.signal);
  return { app, drafts, lines, backend, conversation, transactions, retired, stopping };
}

let requests = 0;

/** A request as an adapter would hand it over; a new id each time. */
export function request(did: Request['did'], who: Who = 'teacher', id = `r${requests++}`): Request {
  const isAdmin = async () => who === 'administrator';
  const caller = { platform: 'anywhere', communityExternalId: 'T1', userId: who, displayName: who, isAdmin };
  return { id, caller, place: { channelId: 'C1', direct: false }, did };
}

export const words = (typed: string): Request['did'] => ({ kind: 'words', command: 'library', words: typed });
export const typed = (subcommand: string, values: RawValues = {}): Request['did'] => ({
  kind: 'command',
  command: 'library',
  subcommand,
  values,
});
export const press = (id: string, values?: string[]): Request['did'] => ({ kind: 'press', id, ...(values && { values }) });
export const submit = (id: string, values: RawValues): Request['did'] => ({ kind: 'submit', id, values });

/** All the words of a View, a line for each block. */
export function read(shown: View | Outcome): string {
  const view = 'blocks' in shown ? shown : 'view' in shown ? shown.view : undefined;
  return (view?.blocks ?? []).map((block) => ('text' in block ? wordsOf(block.text) : '')).join('\n');
}

/** The ids of all buttons and menus of a View. */
export function controlsOf(shown: View | Outcome): string[] {
  const view = 'blocks' in shown ? shown : 'view' in shown ? shown.view : undefined;
  return (view?.blocks ?? []).flatMap((block) =>
    block.kind === 'buttons' ? block.buttons.map((one) => one.id) : block.kind === 'select' ? [block.id] : [],
  );
}

export { InvalidInput, UserError };
