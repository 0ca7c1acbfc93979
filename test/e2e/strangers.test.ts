import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { seedDemo } from '../../prisma/demo/seed.ts';
import type { App } from '../../src/app.ts';
import { createBackend } from '../../src/backend.ts';
import type { Backend } from '../../src/chat/backend.ts';
import type { RunnableAction } from '../../src/chat/command.ts';
import { createConversation } from '../../src/chat/conversation.ts';
import { packAction, packForm } from '../../src/chat/packed.ts';
import { chooseRef, reopenRef } from '../../src/chat/plan.ts';
import type { Conversation } from '../../src/chat/platform.ts';
import type { Request } from '../../src/chat/request.ts';
import { newId } from '../../src/database/id.ts';
import type { Database } from '../../src/database/open.ts';
import { freshDatabase } from '../kit/database.ts';
import { wholeDatabase } from '../kit/whole-database.ts';
import { wordsOf } from '../kit/world.ts';

/** A Monday afternoon in term. */
const MONDAY = new Date('2026-11-23T16:00:00Z');
const SCHOOL = '114070';
const HERE = { platform: 'slack', externalId: 'T0STRANGERS' };
/** Ways to answer every form there is. */
const ANSWERS: Record<string, string> = {
  ...{ title: 'Theirs', problem: 'Theirs', did: 'Theirs', know: 'Theirs', stage: 'ks2', words: 'Theirs', subject: 'maths' },
  ...{ kind: 'observation', design: 'post-only', pupils: '15-34', direction: 'better', note: 'Theirs' },
  topics: 'writing',
  pair: 'Theirs',
  item: 'Theirs',
  person: 'U0HEAD',
};
/** Where the same name asks for something else. */
const ANSWERS_TO: Record<string, Record<string, string>> = { 'partner.mood': { kind: 'either' } };
const NO =
  /no longer there|for somebody else|not in this network|those that were introduced here|is not taking part|more than a day old|no longer kept|has gone out already|No round has been published yet|nobody to write to/;
/** Buttons that do something at home, whatever they carry: with the asker's own school, or for the asker's own coordinators. */
const AT_HOME = ['round.takepart', 'report.answer'];

/** Every button whose id names a row. */
const pointing = commands.flatMap((one) => one.actions ?? []).filter((one) => one.ref.state.length > 0);
/** Rows of the network next door, by what a button calls them. */
let theirs: Record<string, string>;
let theirNetwork: string;
let database: Database;
let backend: Backend<App>;
let conversation: Conversation;

beforeAll(async () => {
  database = await freshDatabase({ register: true });
  const db = database.prisma;
  await seedDemo(db, MONDAY);
  backend = createBackend(db, () => MONDAY);
  conversation = createConversation(commands, backend, { info() {}, warn() {}, error() {}, debug() {} });
  theirs = await rowsNextDoor();
  await ask({ kind: 'command', command: 'network', subcommand: 'create', values: { name: 'Next Door' } }, true);
  const values = { school: SCHOOL, topic: 'writing', subject: 'maths', digest: 'no' };
  const id = packForm({ target: 'staffroom join', opened: newId(), state: [], values: {} }) ?? '';
  const joined = wordsOf(await ask({ kind: 'submit', id, values }));
  expect(joined).toContain('You are a coordinator');
});
afterAll(() => database?.close());

describe('a button of another network', () => {
  it('is every button that names a row', () => {
    expect(pointing.flatMap((one) => one.ref.state).filter((name) => !(name in theirs))).toEqual([]);
  });

  it.each(pointing.map((one) => [one.ref.name, one] as const))('%s does nothing, and says so', async (_, action) => {
    const before = await everythingButRequests(action.ref.name);
    const pressed = wordsOf(await ask({ kind: 'press', id: packAction(action.ref, stateFor(action)) }));
    const chosen = wordsOf(await ask({ kind: 'press', id: packAction(action.ref, stateFor(action)), values: ['ks2'] }));
    const sent = wordsOf(await ask({ kind: 'submit', id: formFor(action), values: answersFor(action) }));

    const asks = Object.keys(action.fields).length > 0;
    if (!AT_HOME.includes(action.ref.name))
      for (const words of asks ? [sent] : [pressed, chosen, sent]) expect(words).toMatch(NO);
    expect(`${pressed}${chosen}${sent}`).not.toContain('went wrong');
    expect(await everythingButRequests(action.ref.name)).toEqual(before);
  });

  it.each(pointing.filter((one) => one.fill).map((one) => [one.ref.name, one] as const))(
    '%s opens no form with their words in it',
    async (_, action) => {
      const id = packAction(action.ref, stateFor(action));
      const filled = await conversation.fill(requestOf({ kind: 'press', id }), { lookupInForm: true });

      expect('view' in filled && wordsOf({ kind: 'show', ...filled })).toMatch(NO);
    },
  );

  it.each(pointing.map((one) => [one.ref.name, one] as const))('%s with rubbish in it is a plain sentence', async (_, action) => {
    for (const rubbish of ['', '-1', 'NaN', '1e9', '\u0000', '" OR 1=1', 'é'.repeat(8)]) {
      const state = Object.fromEntries(action.ref.state.map((name) => [name, rubbish]));
      const id = ['a1', action.ref.name, ...action.ref.state.map((name) => encodeURIComponent(state[name] ?? ''))].join('|');
      const pressed = wordsOf(await ask({ kind: 'press', id }));
      const sent = wordsOf(
        await ask({
          kind: 'submit',
          id: packForm({ target: action.ref.name, opened: newId(), state: Object.values(state), values: {} }) ?? '',
          values: answersFor(action),
        }),
      );

      expect(`${JSON.stringify(rubbish)}: ${pressed} ${sent}`).not.toContain('went wrong');
    }
  });
});

describe('a draft of somebody else', () => {
  it('is neither opened nor sent', async () => {
    const draft = theirs.search ?? '';
    const reopened = await conversation.fill(requestOf({ kind: 'press', id: packAction(reopenRef, { draft }) }), {
      lookupInForm: true,
    });
    const chosen = await ask({
      kind: 'press',
      id: packAction(chooseRef, { draft, field: 'school' }),
      values: [SCHOOL],
    });

    expect('view' in reopened && wordsOf({ kind: 'show', ...reopened })).toMatch(NO);
    expect(wordsOf(chosen)).toMatch(NO);
  });
});

/** A published round and a drafted one, a snippet, a coordinator, a message, a kept search: one row of each kind. */
async function rowsNextDoor(): Promise<Record<string, string>> {
  const db = database.prisma;
  const petra = await db.account.findFirstOrThrow({
    where: { member: { coordinator: true }, platform: 'slack' },
    include: { community: true, member: true },
  });
  const caller = {
    platform: 'slack',
    communityExternalId: petra.community.externalId,
    userId: petra.externalUserId,
    displayName: petra.member.name,
    isAdmin: async () => true,
  };
  await backend.once([newId()], caller, async (app, { member, network }) => {
    if (!member || !network) throw new Error('the demo has no coordinator');
    const { id } = await app.rounds.open(member, network, 'Theirs', MONDAY);
    const order = await app.rounds.order(member, id, MONDAY);
    const drafted = await app.rounds.pairUp(order);
    const { draft } = await app.rounds.keepDraft(member, order, drafted, MONDAY);
    await app.rounds.publish(member, network, id, String(draft), MONDAY);
    return {};
  });
  const round = await db.round.findFirstOrThrow();
  const pair = await db.roundGroup.findFirstOrThrow();
  theirNetwork = round.networkId;
  const rule = await db.pairRule.create({
    data: { id: newId(), networkId: round.networkId, urnA: 1, urnB: 2, kind: 'barred', cause: 'coordinator', madeAt: MONDAY },
  });
  const letter = await db.delivery.findFirstOrThrow({ where: { memberId: { not: null } } });
  const snippet = await db.snippet.findFirstOrThrow({ where: { withdrawnAt: null } });
  const entry = await db.partnerSchool.findFirstOrThrow({ where: { urn: { not: Number(SCHOOL) } } });
  const draft = { target: 'snippet find', state: [], values: { words: 'phonics' } };
  return {
    round: round.id,
    draft: String(round.draft),
    page: '0',
    group: pair.id,
    to: entry.firstContactId ?? '',
    urn: String(entry.urn),
    delivery: letter.id,
    snippet: snippet.id,
    member: petra.memberId,
    named: `slack:${petra.externalUserId}`,
    // A change of a round: which, of which schools, and a rule to take back.
    what: 'fix',
    a: SCHOOL,
    b: String(entry.urn),
    undo: `r:${rule.id}`,
    // Answers, pages and weeks are no rows; those of a report, a pair and a digest.
    ...{ answer: 'yes', met: 'yes', tried: 'yes', held: 'yes', week: '2026-W01', section: 'isolated', about: `s:${entry.urn}` },
    ...{ other: String(entry.urn), scope: 'la:Leeds', year: '2026', person: petra.externalUserId },
    search: await backend.drafts.keep(`slack:${petra.externalUserId}`, draft),
  };
}

function requestOf(did: Request['did'], admin = false): Request {
  return {
    id: newId(),
    caller: {
      platform: HERE.platform,
      communityExternalId: HERE.externalId,
      userId: 'U0HEAD',
      displayName: 'Their Neighbour',
      isAdmin: async () => admin,
    },
    place: { direct: false },
    did,
  };
}

/** Asked by a coordinator of the other network: whoever may do most there. */
function ask(did: Request['did'], admin = false) {
  return conversation.perform(requestOf(did, admin), { lookupInForm: true });
}

function stateFor(action: RunnableAction<unknown>): Record<string, string> {
  return Object.fromEntries(action.ref.state.map((name) => [name, theirs[name] ?? '']));
}

function formFor(action: RunnableAction<unknown>): string {
  const state = action.ref.state.map((name) => theirs[name] ?? '');
  return packForm({ target: action.ref.name, opened: newId(), state, values: {} }) ?? '';
}

function answersFor(action: RunnableAction<unknown>): Record<string, string> {
  return Object.fromEntries(
    Object.keys(action.fields).map((name) => [name, ANSWERS_TO[action.ref.name]?.[name] ?? ANSWERS[name] ?? '']),
  );
}

/**
 * What a refused request may leave behind is its claim and its draft; everything else must be as it was. What acts at home may change
 * things there: of the network next door everything must be as it was.
 */
async function everythingButRequests(action: string): Promise<string[]> {
  const rows = (await wholeDatabase(database)).split('\n');
  const drafts = new Set((await database.prisma.draft.findMany({ select: { id: true } })).map((one) => one.id));
  const next = AT_HOME.includes(action) ? theirNetwork : '';
  return rows
    .filter((row) => !row.startsWith(`(${HERE.platform}:`) && row.includes(next) && ![...drafts].some((id) => row.includes(id)))
    .sort();
}
