import { expect, test } from 'vitest';
import { gate, until } from '../testing.ts';
import { ANN, BOB, control, GENERAL, GUILD, newest, startBot, startSandbox } from './kit.ts';

async function start() {
  const sandbox = await startSandbox();
  const bot = await startBot(sandbox);
  const ann = sandbox.as(ANN);
  return { ...bot, sandbox, ann, bob: sandbox.as(BOB), last: () => newest(ann.messages(GENERAL)) };
}

test('typed options of every kind reach the handler, and the answer is for the caller alone', async () => {
  const { ann, bob, world, last } = await start();

  await ann.type(GENERAL, `/note find topic:retrieval-practice words:exit tickets limit:7 mine:true who:${BOB}`);

  expect(world.app.received).toEqual([{ topic: 'retrieval-practice', words: 'exit tickets', limit: 7, mine: true, who: BOB }]);
  expect(last()).toMatchObject({ onlyYou: true, text: 'Looking for retrieval-practice exit tickets' });
  expect(bob.messages(GENERAL)).toEqual([]);
});

test('who asks and where is told', async () => {
  const { ann, world } = await start();

  await ann.type(GENERAL, '/note list');

  expect(world.callers[0]).toMatchObject({
    platform: 'discord',
    communityExternalId: GUILD,
    communityName: 'Northern Classrooms',
    userId: ANN,
    displayName: 'Ann Lee',
  });
});

test('in direct messages there is no server', async () => {
  const { ann, world } = await start();
  const direct = ann.channels().find((one) => one.kind === 'direct')?.id ?? '';

  await ann.type(direct, '/note list');

  expect(newest(ann.messages(direct)).text).toContain('Page 1');
  expect(world.callers[0]?.communityExternalId).toBeUndefined();
});

test('what is looked up is suggested while typing', async () => {
  const { ann } = await start();

  const suggested = await ann.suggestOption(GENERAL, '/note find topic:feed', 'topic', 'feed');

  expect(suggested).toMatchObject([
    { label: 'Feedback', value: 'feedback' },
    { label: 'Feedback from peers', value: 'feedback-peer' },
  ]);
});

test('suggestions that take too long are an empty list, in time', async () => {
  const { ann, world, log } = await start();
  const { wait, open } = gate();
  world.holdSuggestions = wait;

  const suggested = await ann.suggestOption(GENERAL, '/note find topic:feed', 'topic', 'feed');

  open();
  expect(suggested).toEqual([]);
  expect(ann.notice()).toBeUndefined();
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

test('several matches become a menu, and the choice goes on to the form', async () => {
  const { ann, last, world } = await start();

  await ann.type(GENERAL, '/note find topic:eed');
  const menu = control(last(), 'Choose one');
  await ann.press(last().id, menu.id, ['feedback']);

  expect(last().text).toContain('Looking for feedback');
  expect(world.app.received).toMatchObject([{ topic: 'feedback' }]);
});

test('a form opens with what options cannot ask, and what is sent arrives', async () => {
  const { ann, last, world } = await start();

  await ann.type(GENERAL, '/note add topic:feedback');
  expect(ann.form()).toMatchObject({
    title: '/note add',
    fields: [
      { id: 'title', type: 'text', required: true, maxLength: 80 },
      { id: 'body', type: 'longText', required: false },
      { id: 'mood', type: 'select', required: false },
    ],
  });
  await ann.submit({ title: 'Exit tickets', body: 'Three questions', mood: ['reading'] });

  expect(world.app.received).toEqual([{ topic: 'feedback', title: 'Exit tickets', body: 'Three questions', mood: 'reading' }]);
  expect(last()).toMatchObject({ onlyYou: true });
  expect(last().text).toContain('Noted: Exit tickets');
});

test('every other kind of field can be filled in', async () => {
  const { ann, world } = await start();

  await ann.type(GENERAL, '/note details');
  const types = ann.form()?.fields.map(({ type }) => type);
  await ann.submit({ day: '2026-11-25', count: '3', again: 'no', who: BOB, where: GENERAL });

  expect(types).toEqual(['text', 'text', 'radio', 'person', 'channel']);
  expect(world.app.received).toEqual([{ day: '2026-11-25', count: 3, again: false, who: BOB, where: GENERAL }]);
});

test('several of a list', async () => {
  const { ann, world } = await start();

  await ann.type(GENERAL, '/note tags');
  await ann.submit({ tags: ['reading', 'talking'] });

  expect(world.app.received).toEqual([{ tags: ['reading', 'talking'] }]);
});

test('a broken rule leaves a button that reopens the form as it was left, the problem beside its field', async () => {
  const { ann, last, world } = await start();
  await ann.type(GENERAL, '/note details');
  await ann.submit({ day: 'soon', count: '99', again: 'yes', who: BOB });

  expect(last().text).toContain('Please give a day with its year, like 25 November 2026 or 25/11/2026.');
  await ann.press(last().id, control(last(), 'Back to the form').id);

  const fields = ann.form()?.fields ?? [];
  expect(fields.map(({ id, value }) => [id, value])).toEqual([
    ['day', ['soon']],
    ['count', ['99']],
    ['again', ['yes']],
    ['who', [BOB]],
    ['where', []],
  ]);
  await ann.submit({ day: '2026-11-25', count: '9' });
  expect(world.app.received).toEqual([{ day: '2026-11-25', count: 9, again: true, who: BOB }]);
});

test('what was looked up and not found stands in the reopened form, to be mended', async () => {
  const { ann, last, world } = await start();
  await ann.type(GENERAL, '/note add topic:nonsense');
  await ann.submit({ title: 'Exit tickets' });

  expect(last().text).toContain('There is no "nonsense".');
  await ann.press(last().id, control(last(), 'Back to the form').id);
  expect(ann.form()?.fields[0]).toMatchObject({ id: 'topic', type: 'text', value: ['nonsense'] });
  await ann.submit({ topic: 'retrieval' });

  expect(world.app.received).toMatchObject([{ topic: 'retrieval-practice', title: 'Exit tickets' }]);
});

test('a form sent twice is done once', async () => {
  const { ann, sandbox, world } = await start();
  await ann.type(GENERAL, '/note add topic:feedback');
  sandbox.faults.duplicate = 1;

  await ann.submit({ title: 'Exit tickets' });

  expect(world.app.notes).toHaveLength(1);
});

test("a rule of the handler's own is shown the same way", async () => {
  const { ann, last } = await start();

  await ann.type(GENERAL, '/note add topic:feedback');
  await ann.submit({ title: 'forbidden', body: 'kept' });

  expect(last().text).toContain('That title is forbidden.');
  await ann.press(last().id, control(last(), 'Back to the form').id);
  expect(ann.form()?.fields.find(({ id }) => id === 'body')?.value).toEqual(['kept']);
});

test('a form that edits opens filled', async () => {
  const { ann, last, world } = await start();
  await ann.type(GENERAL, '/note add topic:feedback');
  await ann.submit({ title: 'Old' });

  await ann.press(last().id, control(last(), 'Rename').id);
  expect(ann.form()?.fields[0]?.value).toEqual(['Old']);
  await ann.submit({ title: 'New' });

  expect(world.app.notes.map(({ title }) => title)).toEqual(['New']);
});

test('a button that replaces changes the message it is on', async () => {
  const { ann, last } = await start();
  await ann.type(GENERAL, '/note list');
  const before = ann.messages(GENERAL).length;

  await ann.press(last().id, control(last(), 'Next page').id);

  expect(ann.messages(GENERAL)).toHaveLength(before);
  expect(last().text).toContain('Page 2');
});

test('an apology never takes the place of the message with the button', async () => {
  const { ann, last } = await start();
  await ann.type(GENERAL, '/note list');
  const page = last();

  await ann.press(page.id, control(page, 'Refuse').id);

  expect(last()).toMatchObject({ text: 'Not today.', onlyYou: true });
  expect(ann.messages(GENERAL).find(({ id }) => id === page.id)?.text).toContain('Page 1');
});

test('menus, for one and for several', async () => {
  const { ann, last } = await start();
  await ann.type(GENERAL, '/note list');
  const page = last();

  await ann.press(page.id, control(page, 'Pick one').id, ['writing']);
  expect(last().text).toContain('Picked writing');
  await ann.press(page.id, control(page, 'Pick several').id, ['reading', 'talking']);

  expect(last().text).toContain('Chose reading and talking');
});

test('what is for the channel is a message of its own, and only who is meant is notified', async () => {
  const { ann, bob, world } = await start();
  world.people = { m1: ANN, m2: BOB };

  await ann.type(GENERAL, '/note announce words:@everyone **hello** <@&1>');
  await until('everybody was told', () => bob.messages(GENERAL).length > 0);

  const [told, ...rest] = bob.messages(GENERAL);
  expect(rest).toEqual([]);
  expect(told).toMatchObject({ onlyYou: false, text: '@Ann Lee and @Bob Hay: @everyone **hello** <@&1>' });
  const spans = told?.blocks.flatMap((block) => (block.type === 'text' ? block.text : [])) ?? [];
  expect(spans.flatMap((span) => span.pings ?? [])).toEqual([{ kind: 'person', id: ANN }]);
  expect(ann.messages(GENERAL).map(({ text }) => text)).toContain('You told everybody.');
});

test('files and pictures', async () => {
  const { ann, last } = await start();

  await ann.type(GENERAL, '/note files');

  const file = last().blocks.find((block) => block.type === 'file');
  const image = last().blocks.find((block) => block.type === 'image');
  expect(file).toMatchObject({ name: 'notes.csv', bytes: 'title,body\n'.length });
  expect(await (await fetch(file?.type === 'file' ? file.url : '')).text()).toBe('title,body\n');
  expect(image).toMatchObject({ alt: 'One dot' });
});

test('a button that asks first does nothing until yes is pressed', async () => {
  const { ann, last, world } = await start();
  await ann.type(GENERAL, '/note add topic:feedback');
  await ann.submit({ title: 'Old' });
  const noted = last();

  await ann.press(noted.id, control(noted, 'Remove').id);
  expect(world.app.notes).toHaveLength(1);
  const question = last();
  expect(question).toMatchObject({ onlyYou: true });
  expect(question.text).toContain('Remove this note?');
  await ann.press(question.id, control(question, 'Yes').id);

  expect(world.app.notes).toEqual([]);
  expect(last()).toMatchObject({ id: question.id, text: 'Removed.' });
});

test('the question is asked in general words by a bot that was started again', async () => {
  const { ann, last, platform, sandbox, world } = await start();
  await ann.type(GENERAL, '/note add topic:feedback');
  await ann.submit({ title: 'Old' });
  await platform.stop();
  await startBot(sandbox);

  const noted = ann.messages(GENERAL).find(({ text }) => text.includes('Noted')) ?? last();
  await ann.press(noted.id, control(noted, 'Remove').id);

  expect(last().text).toContain('Remove: are you sure?');
  expect(world.app.notes).toHaveLength(1);
});

test('administrators are known by what Discord says with the request', async () => {
  const { ann, bob, last } = await start();

  await ann.type(GENERAL, '/note admin');
  await bob.type(GENERAL, '/note admin');

  expect(last().text).toBe('You are an administrator.');
  expect(newest(bob.messages(GENERAL)).text).toContain('Only an administrator');
});

test('a bug is a sentence with a reference; neither the log nor the person sees its words', async () => {
  const { ann, last, log } = await start();

  await ann.type(GENERAL, '/note list');
  await ann.press(last().id, control(last(), 'Crash').id);

  expect(last().text).toMatch(/Something went wrong on our side\. Reference [0-9a-f]{4}\./);
  expect(JSON.stringify(log.lines)).not.toContain('secret words');
});

test('the same request delivered twice runs once and is answered once', async () => {
  const { ann, sandbox, world, log } = await start();
  sandbox.faults.duplicate = 1;

  await ann.type(GENERAL, '/note list');
  await until('both were dealt with', () => sandbox.calls().filter(({ path }) => path.endsWith('/callback')).length === 2);

  expect(world.app.runs).toBe(1);
  expect(ann.messages(GENERAL)).toHaveLength(1);
  expect(newest(ann.messages(GENERAL)).text).toContain('Page 1');
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

test('a form delivered twice opens once', async () => {
  const { ann, sandbox, log } = await start();
  sandbox.faults.duplicate = 1;

  await ann.type(GENERAL, '/note add topic:feedback');
  await until('both were dealt with', () => sandbox.calls().filter(({ path }) => path.endsWith('/callback')).length === 2);

  expect(ann.form()).toBeDefined();
  expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
});
