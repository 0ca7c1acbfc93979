import { type Command, definitionsFor } from '../../src/chat/command.ts';
import { actionRef } from '../../src/chat/packed.ts';
import { link, person, plain, say } from '../../src/chat/text.ts';
import {
  button,
  buttons,
  divider,
  file,
  heading,
  item,
  note,
  quote,
  select,
  text,
  type View,
  view,
} from '../../src/chat/view.ts';
import { InvalidInput, UserError } from '../../src/errors.ts';
import type { TestApp, TestNote, TestWorld } from './testing.ts';

const pageRef = actionRef('note.page', ['page']);
const renameRef = actionRef('note.rename', ['id']);
const refuseRef = actionRef('note.refuse');
const crashRef = actionRef('note.crash');
const removeRef = actionRef('note.remove', ['id']);
const pickRef = actionRef('note.pick');
const tagRef = actionRef('note.tag');

const TAGS = ['Reading', 'Writing', 'Talking'].map((label) => ({ value: label.toLowerCase(), label }));
/** The smallest PNG there is. */
const DOT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);

const { command, subcommand, action } = definitionsFor<TestApp>();

/** Commands that use every kind of field and block; what a title says decides what goes wrong. */
export function testCommands(world: TestWorld): Command<TestApp>[] {
  const add = subcommand({
    about: 'Note something',
    ask: 'form',
    fields: {
      topic: { kind: 'topic', about: 'What is it about?' },
      title: { kind: 'text', about: 'Name it', max: 80 },
      body: { kind: 'longText', about: 'Tell more', optional: true },
      mood: { kind: 'choice', about: 'How was it?', optional: true, choices: TAGS },
    },
    async run(input, { app, member }) {
      await world.hold;
      app.received.push({ ...input });
      app.runs += 1;
      if (input.title === 'forbidden') throw new InvalidInput({ title: 'That title is forbidden.' });
      if (input.title === 'taken') throw new UserError('That title is taken.');
      if (input.title === 'bug') throw new Error('secret words in an error');
      const added: TestNote = { id: `n${app.notes.length + 1}`, title: input.title, body: input.body ?? '', by: member.id };
      app.notes.push(added);
      return noteView(added, 'Noted');
    },
  });

  const details = subcommand({
    about: 'Every other kind of field',
    ask: 'form',
    fields: {
      day: { kind: 'date', about: 'Which day?' },
      count: { kind: 'number', about: 'How many?', min: 1, max: 30 },
      again: { kind: 'yesNo', about: 'Again?' },
      who: { kind: 'person', about: 'With whom?' },
      where: { kind: 'channel', about: 'In which channel?', optional: true },
    },
    async run(input, { app }) {
      app.received.push({ ...input });
      return view(text(say`${input.day}, ${input.count} times, again: ${String(input.again)}`));
    },
  });

  const tags = subcommand({
    about: 'Several of a list',
    ask: 'form',
    fields: { tags: { kind: 'choices', about: 'Which ones?', choices: TAGS, max: 2 } },
    async run(input, { app }) {
      app.received.push({ ...input });
      return view(text(say`Tagged ${input.tags.join(', ')}`));
    },
  });

  const attach = subcommand({
    about: 'A file',
    ask: 'form',
    fields: {
      title: { kind: 'text', about: 'Name it', max: 80 },
      sheet: { kind: 'file', about: 'The sheet', endings: ['csv', 'txt'], max: 100, keeps: (words) => words.replace(/#.*/g, '') },
    },
    async run(input, { app }) {
      app.received.push({ ...input });
      if (input.title === 'forbidden') throw new InvalidInput({ title: 'That title is forbidden.' });
      return view(text(say`Attached ${input.sheet.length} characters`));
    },
  });

  const find = subcommand({
    about: 'Find notes about a topic',
    fields: {
      topic: { kind: 'topic', about: 'About what?' },
      words: { kind: 'text', about: 'Words in it', optional: true },
      limit: { kind: 'number', about: 'How many at most', min: 1, max: 50, optional: true },
      mine: { kind: 'yesNo', about: 'Only my own', optional: true },
      who: { kind: 'person', about: 'By whom', optional: true },
    },
    async run(input, { app }) {
      await world.hold;
      app.received.push({ ...input });
      return view(text(say`Looking for **${input.topic}** ${input.words ?? ''}`));
    },
  });

  const list = subcommand({
    about: 'All blocks',
    fields: {},
    async run(_input, { app }) {
      app.runs += 1;
      return pageView('1');
    },
  });

  const announce = subcommand({
    about: 'Tell the channel',
    fields: { words: { kind: 'text', about: 'What to say' } },
    async run(input) {
      return {
        caller: view(text(say`You told everybody.`)),
        channel: {
          ...view(text(say`${person('m1', 'Ann Lee')} and ${person('m2', 'Bob Hay')}: **${input.words}**`)),
          pings: ['m1'],
        },
      };
    },
  });

  const files = subcommand({
    about: 'A table and a picture',
    fields: {},
    async run() {
      const picture = { name: 'dot.png', mimeType: 'image/png', base64: DOT.toString('base64') };
      return view(text(say`Here they are.`), file('notes.csv', 'text/csv', 'title,body\n'), {
        kind: 'image',
        alt: 'One dot',
        file: picture,
      });
    },
  });

  const admin = subcommand({
    about: 'For administrators',
    allow: 'administrator',
    fields: {},
    async run() {
      return view(text(say`You are an administrator.`));
    },
  });

  const page = action(pageRef, {
    answer: 'replace',
    async run(_input, { state }) {
      return pageView(state.page);
    },
  });

  const rename = action(renameRef, {
    title: 'Rename',
    fields: { title: { kind: 'text', about: 'New title', max: 80 } },
    async fill({ app, state }) {
      return { title: app.notes.find((one) => one.id === state.id)?.title ?? '' };
    },
    async run(input, { app, state }) {
      const found = app.notes.find((one) => one.id === state.id);
      if (!found) throw new UserError('That note is gone.');
      found.title = input.title;
      return noteView(found, 'Renamed');
    },
  });

  const refuse = action(refuseRef, {
    answer: 'replace',
    async run() {
      throw new UserError('Not today.');
    },
  });

  const crash = action(crashRef, {
    async run() {
      throw new Error('secret words in an error');
    },
  });

  const remove = action(removeRef, {
    async run(_input, { app, state }) {
      app.notes = app.notes.filter((one) => one.id !== state.id);
      return view(text(say`Removed.`));
    },
  });

  const pick = action(pickRef, {
    fields: { tag: { kind: 'choice', about: 'Which?', choices: TAGS } },
    async run(input) {
      return view(text(say`Picked ${input.tag}`));
    },
  });

  const tagging = action(tagRef, {
    fields: { tags: { kind: 'choices', about: 'Which?', choices: TAGS } },
    async run(input, { app }) {
      app.received.push({ ...input });
      return view(text(say`Chose ${input.tags.join(' and ')}`));
    },
  });

  return [
    command({
      name: 'note',
      about: 'Notes, for tests',
      subcommands: { add, details, tags, attach, find, list, announce, files, admin },
      actions: [page, rename, refuse, crash, remove, pick, tagging],
    }),
  ];
}

function noteView(shown: TestNote, what: string): View {
  return view(
    text(say`${what}: **${shown.title}**`),
    shown.body !== '' && quote(plain(shown.body)),
    buttons(
      button(renameRef, { id: shown.id }, 'Rename', { style: 'primary' }),
      button(removeRef, { id: shown.id }, 'Remove', { style: 'danger', confirm: 'Remove this note?' }),
    ),
  );
}

function pageView(page: string): View {
  return view(
    heading(`Page ${page}`),
    text(say`**Bold**, __italic__, \`code\`, ${link('a link', 'https://example.org/a?b=1&c=2')} and ${person('m1', 'Ann Lee')}`),
    item(say`An item & its button`, button(crashRef, {}, 'Crash')),
    divider,
    select(pickRef, {}, 'Pick one', TAGS),
    select(tagRef, {}, 'Pick several', TAGS, true),
    note(say`Small print`),
    buttons(button(pageRef, { page: String(Number(page) + 1) }, 'Next page'), button(refuseRef, {}, 'Refuse')),
  );
}
