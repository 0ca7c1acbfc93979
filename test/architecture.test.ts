import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { pathToFileURL } from 'node:url';
import { init, parse } from 'es-module-lexer';
import { describe, expect, it } from 'vitest';
import { commands } from '../commands/index.ts';
import type { ActionRef } from '../src/chat/packed.ts';
import { chooseRef, reopenRef } from '../src/chat/plan.ts';

/**
 * The house and its doors. Each row: which files, which of our own files they may import beside those of the same row (a folder, or a
 * file), and which packages. The row with the longest `files` counts. A file that no row covers is a failure, and so is a row that
 * covers no file. Mend the table when a better arrow is found; there are no exceptions below it.
 */
interface Row {
  files: string;
  why: string;
  ours: readonly string[];
  packages: readonly string[];
  /** No input or output at all: not even Node's own modules. */
  pure?: true;
}

/** What a store needs of the database: the client's types, ids, SQL. */
const DATABASE = [
  'src/database/open.ts',
  'src/database/id.ts',
  'src/database/json-rows.ts',
  'src/database/transaction.ts',
  'src/database/generated/',
];
/** What features are called and what their buttons are: views of one may have buttons of another. */
const ACTIONS = ['members', 'networks', 'outbox', 'partnerships', 'practice', 'terms', 'digest'].map(
  (name) => `src/${name}/actions.ts`,
);
/** What commands see of a feature: never its store, which they reach through the App. */
const SHOWN = [
  ...ACTIONS,
  ...['members', 'networks', 'partnerships', 'practice', 'digest', 'terms'].flatMap((name) => [
    `src/${name}/types.ts`,
    `src/${name}/views.ts`,
  ]),
  'src/partnerships/status-views.ts',
  'src/partnerships/rounds/views.ts',
  'src/digest/edition-views.ts',
  'src/terms/dates-file.ts',
  'src/practice/search-words.ts',
  'src/partnerships/rounds/open-views.ts',
  'src/partnerships/rounds/invitation-views.ts',
  'src/partnerships/rounds/pictures.ts',
  'src/partnerships/follow-up/views.ts',
  'src/partnerships/report/views.ts',
];
const CONVERSATION = ['src/chat/', 'src/vocabulary/', 'src/errors.ts'];
const FEATURE = [...CONVERSATION, ...DATABASE, ...ACTIONS, 'src/outbox/enqueue.ts', 'src/outbox/note.ts'];

const HOUSE: readonly Row[] = [
  // What stands on nothing.
  { files: 'src/errors.ts', why: 'what can go wrong', ours: [], packages: [], pure: true },
  { files: 'src/vocabulary/', why: 'lists and facts for everybody', ours: [], packages: ['luxon'], pure: true },
  {
    files: 'src/matching/',
    why: 'the pairing engine: numbers in, numbers out',
    ours: ['src/vocabulary/'],
    packages: [],
    pure: true,
  },
  { files: 'src/matching/index.ts', why: 'the door of the engine', ours: ['src/matching/'], packages: [] },
  { files: 'src/matching/worker', why: 'the engine in a thread of its own', ours: ['src/matching/'], packages: [] },
  { files: 'src/config.ts', why: 'the environment', ours: [], packages: ['zod'] },

  // The conversation, without any platform and without any feature.
  {
    files: 'src/chat/',
    why: 'commands, fields, views, plan, perform',
    ours: ['src/vocabulary/', 'src/errors.ts'],
    packages: ['zod'],
  },

  // The database.
  {
    files: 'src/database/',
    why: 'one Postgres',
    ours: ['src/errors.ts', 'src/database/generated/'],
    packages: ['pg', '@prisma/*', '@electric-sql/pglite', 'tar'],
  },
  { files: 'src/database/generated/', why: "Prisma's client, not in the repository", ours: [], packages: ['@prisma/client'] },

  // Features: their own files, and of others only what their buttons are called.
  { files: 'src/members/', why: 'people', ours: FEATURE, packages: ['luxon'] },
  { files: 'src/networks/', why: 'networks, coordinators, groups', ours: FEATURE, packages: [] },
  { files: 'src/practice/', why: 'snippets and evidence', ours: FEATURE, packages: ['pg'] },
  { files: 'src/terms/', why: 'when schools are closed', ours: FEATURE, packages: ['luxon', 'ical.js'] },
  { files: 'src/digest/', why: 'the weekly digest', ours: FEATURE, packages: ['luxon'] },
  {
    files: 'src/partnerships/',
    why: 'partner schools and rounds',
    ours: [...FEATURE, 'src/matching/'],
    packages: ['luxon', '@resvg/resvg-js'],
  },
  {
    files: 'src/schools/',
    why: 'the register',
    ours: [...CONVERSATION, ...DATABASE, 'src/database/project-files.ts'],
    packages: ['pg', 'csv-parse'],
  },
  { files: 'src/outbox/', why: 'what leaves by itself', ours: [...CONVERSATION, ...DATABASE], packages: [] },

  // What people can do, and what happens by the clock: through the App.
  { files: 'commands/', why: 'what people can type', ours: [...CONVERSATION, ...SHOWN, 'src/app.ts'], packages: [] },
  { files: 'src/jobs/', why: 'what happens by the clock', ours: [...CONVERSATION, ...SHOWN, 'src/app.ts'], packages: [] },
  {
    files: 'src/jobs/run-job.ts',
    why: 'claims a run and does it page by page',
    ours: ['src/jobs/job.ts', 'src/app.ts', 'src/chat/', 'src/database/open.ts', 'src/database/transaction.ts'],
    packages: [],
  },
  {
    files: 'src/jobs/scheduler.ts',
    why: 'wakes, claims, runs',
    ours: ['src/jobs/', 'src/app.ts', 'src/chat/', 'src/database/open.ts'],
    packages: ['node-cron'],
  },

  // Platforms: each knows the conversation and its own SDK, and nothing of the other.
  { files: 'src/platforms/shared/', why: 'what both adapters need, without any SDK', ours: [], packages: [] },
  {
    files: 'src/platforms/slack/',
    why: 'Slack',
    ours: ['src/platforms/shared/', 'src/chat/', 'src/errors.ts'],
    packages: ['@slack/*'],
  },
  {
    files: 'src/platforms/discord/',
    why: 'Discord',
    ours: ['src/platforms/shared/', 'src/chat/', 'src/errors.ts'],
    packages: ['discord.js'],
  },

  // The outside world, as we run it ourselves: it knows nothing of the bot.
  { files: 'src/sandbox/', why: 'both sandboxes, started together', ours: ['src/sandbox/'], packages: ['zod'] },
  {
    files: 'src/sandbox/slack/',
    why: 'a local Slack',
    ours: ['src/sandbox/contract.ts', 'src/sandbox/clock.ts'],
    packages: ['ws', 'zod'],
  },
  {
    files: 'src/sandbox/discord/',
    why: 'a local Discord',
    ours: ['src/sandbox/contract.ts', 'src/sandbox/clock.ts'],
    packages: ['ws', 'zod'],
  },
  { files: 'src/sandbox/page/', why: 'one page for both', ours: ['src/sandbox/'], packages: ['ws', 'zod', 'luxon'] },
  {
    files: 'prisma/demo/',
    why: 'the demo network',
    ours: ['src/vocabulary/', ...DATABASE, 'src/networks/group-lines.ts', 'src/practice/words.ts'],
    packages: [],
  },

  // Assembly: where the parts are put together, and nothing is decided.
  {
    files: 'src/app.ts',
    why: 'the verbs of every feature over one transaction',
    ours: [
      'src/database/open.ts',
      'src/schools/search.ts',
      ...['networks', 'members', 'practice', 'digest', 'terms'].map((name) => `src/${name}/store.ts`),
      'src/partnerships/',
      'src/outbox/letters.ts',
    ],
    packages: [],
  },
  {
    files: 'src/lookups.ts',
    why: 'how fields look things up',
    ours: ['src/app.ts', 'src/chat/', 'src/vocabulary/', 'src/schools/label.ts'],
    packages: [],
  },
  {
    files: 'src/backend.ts',
    why: 'what the conversation needs of the database',
    ours: ['src/app.ts', 'src/drafts.ts', 'src/lookups.ts', 'src/chat/', ...DATABASE, 'src/members/'],
    packages: [],
  },
  { files: 'src/drafts.ts', why: 'what was typed, kept for a day', ours: ['src/chat/', ...DATABASE], packages: ['zod'] },
  {
    files: 'src/bot.ts',
    why: 'a bot from its parts',
    ours: [
      'commands/',
      'src/backend.ts',
      'src/chat/',
      'src/config.ts',
      'src/database/lease.ts',
      'src/database/open.ts',
      'src/jobs/',
      'src/outbox/',
      'src/platforms/',
    ],
    packages: [],
  },
  { files: 'src/http.ts', why: 'the web server', ours: ['src/errors.ts'], packages: [] },

  // Entry points.
  { files: 'src/faults.ts', why: 'what nobody caught', ours: ['src/chat/platform.ts'], packages: [] },
  { files: 'src/main.ts', why: 'npm start: opens the database', ours: ['src/'], packages: ['pino'] },
  { files: 'src/serve.ts', why: 'everything, put together', ours: ['src/', 'commands/', 'prisma/demo/'], packages: [] },
  { files: 'src/sandbox/main.ts', why: 'npm run sandbox', ours: ['src/sandbox/'], packages: [] },
  {
    files: 'src/platforms/slack/manifest-cli.ts',
    why: 'npm run manifest',
    ours: ['commands/', 'src/chat/', 'src/platforms/slack/'],
    packages: [],
  },
  {
    files: 'src/partnerships/rounds/cli.ts',
    why: 'npm run round',
    ours: ['src/partnerships/rounds/', 'src/config.ts', 'src/database/', 'src/errors.ts'],
    packages: [],
  },
  {
    files: 'src/outbox/cli.ts',
    why: 'npm run outbox',
    ours: ['src/outbox/', 'src/config.ts', 'src/database/', 'src/errors.ts'],
    packages: [],
  },
  {
    files: 'src/jobs/cli.ts',
    why: 'npm run job',
    ours: ['src/jobs/', 'src/config.ts', 'src/database/', 'src/errors.ts'],
    packages: [],
  },
  {
    files: 'src/jobs/by-hand.ts',
    why: 'runs a job for whoever asks, to look or for good',
    ours: ['src/jobs/', 'src/app.ts', 'src/chat/', 'src/database/', 'src/errors.ts', 'src/outbox/written.ts'],
    packages: ['luxon'],
  },
  {
    files: 'src/schools/import-cli.ts',
    why: 'npm run schools:import',
    ours: ['src/schools/', 'src/config.ts', 'src/database/', 'src/errors.ts'],
    packages: ['cli-progress'],
  },
];

const FOLDERS = ['src', 'commands', 'prisma/demo'];
const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => normalize(join(folder, name)))
    .filter((name) => name.endsWith('.ts') && !name.startsWith('src/database/generated/')),
).sort();
const source = new Map(files.map((file) => [file, readFileSync(file, 'utf8')]));

const rowOf = (file: string) =>
  HOUSE.filter((row) => file.startsWith(row.files)).sort((a, b) => b.files.length - a.files.length)[0];

await init();
/** Every import of a file, static, dynamic and type-only, as a path of ours or a package. */
function importsOf(file: string): string[] {
  const [imports] = parse(source.get(file) ?? '');
  return imports.flatMap(({ specifier }) =>
    !specifier ? [] : specifier.startsWith('.') ? [normalize(join(dirname(file), specifier))] : [specifier],
  );
}

function mayImport(row: Row, target: string): boolean {
  if (target.startsWith('node:')) return !row.pure;
  if (FOLDERS.some((folder) => target.startsWith(`${folder}/`)))
    return rowOf(target)?.files === row.files || row.ours.some((ours) => target.startsWith(ours));
  return row.packages.some((name) => target === name || target.startsWith(`${name.replace(/\*$/, '').replace(/\/?$/, '/')}`));
}

/** Code without comments and quoted words, for looking for what must not stand in it. */
const codeOf = (file: string) =>
  (source.get(file) ?? '').replace(/\/\*[\s\S]*?\*\/|\/\/.*$|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/gm, '');
const filesWith = (what: RegExp, where: readonly string[] = files) => where.filter((file) => what.test(codeOf(file)));
const outside = (...allowed: string[]) => files.filter((file) => !allowed.some((one) => file.startsWith(one)));

describe('the house', () => {
  it('has a room for every file', () => {
    expect(files.filter((file) => !rowOf(file))).toEqual([]);
  });

  it('has no empty rooms', () => {
    const built = HOUSE.filter((row) => row.files !== 'src/database/generated/');
    expect(built.filter((row) => !files.some((file) => rowOf(file) === row)).map((row) => row.files)).toEqual([]);
  });

  it.each(HOUSE.map((row) => [row.files, row.why, row] as const))('%s (%s) keeps to its doors', (_files, _why, row) => {
    const wrong = files
      .filter((file) => rowOf(file) === row)
      .flatMap((file) => importsOf(file).flatMap((target) => (mayImport(row, target) ? [] : [`${file} imports ${target}`])));
    expect(wrong).toEqual([]);
  });

  it.each([
    ['@slack/', 'src/platforms/slack/'],
    ['discord.js', 'src/platforms/discord/'],
    ['node-cron', 'src/jobs/scheduler.ts'],
    ['pino', 'src/main.ts'],
    ['ws', 'src/sandbox/'],
  ])('only %s is imported by %s', (name, where) => {
    const importers = files.filter((file) => importsOf(file).some((target) => target.startsWith(name)));
    expect(importers.length).toBeGreaterThan(0);
    expect(importers.filter((file) => !file.startsWith(where))).toEqual([]);
  });
});

describe('the habits', () => {
  it('only config reads the environment (and the sandbox when it is started alone: it knows nothing of ours)', () => {
    expect(filesWith(/process\.env/)).toEqual(['src/config.ts', 'src/sandbox/main.ts']);
  });

  it('shared code never asks which platform it is on', () => {
    const asks = /(?:[=!]==? *'(?:slack|discord)')|(?:'(?:slack|discord)' *[=!]==?)|(?:case '(?:slack|discord)')/;
    const shared = outside('src/platforms/', 'src/sandbox/', 'src/config.ts', 'src/serve.ts', 'src/bot.ts', 'prisma/demo/');
    expect(shared.filter((file) => asks.test(source.get(file) ?? ''))).toEqual([]);
  });

  it('no file is longer than 250 lines', () => {
    const long = files.map((file) => [file, (source.get(file) ?? '').trimEnd().split('\n').length] as const);
    expect(long.filter(([, lines]) => lines > 250)).toEqual([]);
  });

  it('no any, no enums, no casts through unknown, no silenced types', () => {
    expect(filesWith(/(?:[:<|&,(]|\bas)\s*any\b(?!\s*\()/)).toEqual([]);
    expect(filesWith(/\benum\s+\w+\s*\{/)).toEqual([]);
    expect(filesWith(/\bas unknown as\b/)).toEqual([]);
    expect(files.filter((file) => /@ts-(?:ignore|expect-error|nocheck)/.test(source.get(file) ?? ''))).toEqual([]);
  });

  it('no classes but errors', () => {
    const classes = files.flatMap((file) => codeOf(file).match(/\bclass \w+[^{]*\{/g) ?? []);
    expect(classes.filter((one) => !/extends Error/.test(one))).toEqual([]);
  });

  it('everything has a name: no default exports', () => {
    expect(filesWith(/\bexport default\b/)).toEqual([]);
  });
});

describe('buttons', () => {
  it('each one that a feature declares is done by exactly one action of a command', async () => {
    const declared: string[] = [];
    for (const file of files.filter((name) => /^src\/\w+\/actions\.ts$/.test(name))) {
      const exported: Record<string, unknown> = await import(/* @vite-ignore */ pathToFileURL(file).href);
      declared.push(...Object.values(exported).flatMap((one) => (isRef(one) ? [one.name] : [])));
    }
    const done = commands.flatMap((command) => command.actions ?? []).map((action) => action.ref.name);

    expect(declared.length).toBeGreaterThan(10);
    expect(done.toSorted()).toEqual(declared.toSorted());
    expect(done).not.toContain(reopenRef.name);
    expect(done).not.toContain(chooseRef.name);
  });
});

function isRef(one: unknown): one is ActionRef {
  return typeof one === 'object' && one !== null && 'name' in one && 'state' in one;
}
