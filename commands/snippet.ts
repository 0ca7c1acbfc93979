import { say } from '../src/chat/text.ts';
import { note, text, view } from '../src/chat/view.ts';
import { editRef, keyStageRef, pageRef, showRef, withdrawRef } from '../src/practice/actions.ts';
import { packSearch, unpackSearch } from '../src/practice/search-words.ts';
import type { Search } from '../src/practice/types.ts';
import { askWithdrawView, foundView, mineView, snippetForChannel, snippetView, topicLabel } from '../src/practice/views.ts';
import { localWords } from '../src/vocabulary/levels.ts';
import { KEY_STAGES, PHASES } from '../src/vocabulary/phases.ts';
import { REGIONS } from '../src/vocabulary/regions.ts';
import { action, command, subcommand } from './define.ts';

const words = {
  title: {
    kind: 'text',
    label: 'Name it in a few words',
    about: 'For example: Exit tickets that change the next lesson',
    max: 80,
  },
  problem: {
    kind: 'longText',
    label: 'What were you trying to improve?',
    about: 'Which pupils, which learning? No names.',
    max: 1000,
  },
  did: { kind: 'longText', label: 'What did you do?', about: 'So that somebody else could try it', max: 1500 },
  know: {
    kind: 'longText',
    label: 'How would you know?',
    about: 'What you looked at, or would look at',
    max: 700,
    optional: true,
  },
} as const;

const share = subcommand({
  about: 'Share something you tried',
  ask: 'form',
  title: 'Share a snippet',
  another: 'Share another',
  says: ({ direct }) =>
    direct
      ? 'Your network can find it by searching; it is shown in no channel.'
      : 'It is shown in this channel, and your network can find it by searching.',
  fields: { topic: { kind: 'topic', about: 'Begin typing: oracy, retrieval, behaviour …' }, ...words },
  async run(input, { app, member, now, place }) {
    const snippet = await app.practice.share(member, input, now);
    const caller = snippetView(snippet, member, 'Thank you. Your network can find it now.');
    return place.direct ? caller : { caller, channel: snippetForChannel(snippet) };
  },
});

const LEVELS = ([1, 2, 3] as const).map((level) => ({
  value: String(level),
  label: level === 3 ? localWords(3) : `${localWords(level)} or more`,
}));

const find = subcommand({
  about: 'Find what others tried',
  reads: true,
  fields: {
    words: { kind: 'text', about: 'Any words; spelling slips are forgiven', max: 100, optional: true },
    topic: { kind: 'topic', about: 'One focus topic', optional: true },
    phase: {
      kind: 'choice',
      about: 'Kind of school',
      choices: PHASES.map((one) => ({ value: one.slug, label: one.label })),
      optional: true,
    },
    region: {
      kind: 'choice',
      about: 'Where in England',
      choices: REGIONS.map((one) => ({ value: one.label, label: one.label })),
      optional: true,
    },
    evidence: { kind: 'choice', about: 'How much stands behind it', choices: LEVELS, optional: true },
  },
  async run(input, { app, member, keep }) {
    const search: Search = { ...input, level: input.evidence ? Number(input.evidence) : undefined };
    const kept = Object.entries(input).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
    const short = packSearch(search);
    const [found, again] = await Promise.all([app.practice.find(member, search, 0), short ?? keep(Object.fromEntries(kept))]);
    return foundView(found, asked(search), again);
  },
});

const show = subcommand({
  about: 'Read one snippet',
  reads: true,
  fields: { snippet: { kind: 'snippet', about: 'Begin typing its title' } },
  run: async (input, { app, member }) => snippetView(await app.practice.show(member, input.snippet), member),
});

const mine = subcommand({
  about: 'See yours, with a next step',
  reads: true,
  fields: {},
  run: async (_, { app, member }) => mineView(await app.practice.mine(member)),
});

/** Where `/snippet edit` is typed alone, its form opens before it is known which snippet is meant, so its fields are empty. */
const KEPT = 'Leave empty to keep what stands there';

const edit = subcommand({
  about: 'Change one of yours',
  ask: 'form',
  title: 'Edit a snippet',
  opens: { field: 'snippet', ref: editRef },
  fields: {
    snippet: { kind: 'snippet', about: 'Begin typing its title' },
    title: { ...words.title, about: KEPT, optional: true },
    problem: { ...words.problem, about: KEPT, optional: true },
    did: { ...words.did, about: KEPT, optional: true },
    know: { ...words.know, about: KEPT },
  },
  async run({ snippet, ...changes }, { app, member, now }) {
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    return snippetView(
      await app.practice.edit(member, snippet, given, now),
      member,
      'Changed. What you left empty stays as it was.',
    );
  },
});

const withdraw = subcommand({
  about: 'Take one of yours down',
  reads: true,
  fields: { snippet: { kind: 'snippet', about: 'Begin typing its title' } },
  // Words typed may find a snippet that was not meant, and nothing brings a withdrawn one back: so it asks.
  run: async (input, { app, member }) => askWithdrawView(await app.practice.show(member, input.snippet), member),
});

const showIt = action(showRef, {
  run: async (_, { app, member, state }) => snippetView(await app.practice.show(member, state.snippet), member),
});

const editIt = action(editRef, {
  title: 'Edit a snippet',
  fields: words,
  async fill({ app, member, state }) {
    const { title, problem, did, know } = await app.practice.own(member, state.snippet);
    return { title, problem, did, know: know ?? '' };
  },
  async run(input, { app, member, state, now }) {
    return snippetView(
      await app.practice.edit(member, state.snippet, { ...input, know: input.know ?? null }, now),
      member,
      'Changed.',
    );
  },
});

const withdrawIt = action(withdrawRef, {
  run: async (_, { app, member, state, now }) => withdrawn(await app.practice.withdraw(member, state.snippet, now)),
});

const keyStage = action(keyStageRef, {
  fields: {
    stage: {
      kind: 'choice',
      label: 'Key stage',
      about: 'Which pupils it was',
      choices: KEY_STAGES.map((one) => ({ value: one.slug, label: one.label })),
    },
  },
  run: async (input, { app, member, state, now }) =>
    snippetView(await app.practice.setKeyStage(member, state.snippet, input.stage, now), member, 'Key stage noted.'),
});

const page = action(pageRef, {
  answer: 'replace',
  async run(_, { app, member, state, kept }) {
    const short = unpackSearch(state.search);
    const values = short ? {} : await kept(state.search);
    if (!values) return view(text(say`This search is more than a day old. Please type \`/snippet find\` again.`));
    const part = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
    const search: Search = short ?? {
      words: part('words'),
      topic: part('topic'),
      phase: part('phase'),
      region: part('region'),
      level: Number(part('evidence') ?? 0),
    };
    return foundView(await app.practice.find(member, search, Number(state.page)), asked(search), state.search);
  },
});

/** What was looked for, in words. */
function asked(search: Search): string {
  const parts = [
    search.words && `"${search.words}"`,
    search.topic && topicLabel(search.topic),
    PHASES.find((one) => one.slug === search.phase)?.label,
    search.region,
    LEVELS.find((one) => Number(one.value) === search.level)?.label,
  ];
  return parts.filter(Boolean).join(', ');
}

function withdrawn(title: string) {
  return view(
    text(say`Withdrawn: **${title}**. Nobody can find or open it any more.`),
    note(say`If a message showed it in a channel when it was shared, that message stays. An administrator can delete it there.`),
  );
}

/** /snippet: practice from classrooms. */
export const snippet = command({
  name: 'snippet',
  about: 'Snippets: what teachers tried in class',
  subcommands: { share, find, show, mine, edit, withdraw },
  actions: [showIt, editIt, withdrawIt, keyStage, page],
});
