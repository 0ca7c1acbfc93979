import { expect, test } from 'vitest';
import { ANN, control, GENERAL, newest, startBot, startSandbox } from './kit.ts';

const picked = (name: string, words: string | Uint8Array) => ({ name, base64: Buffer.from(words).toString('base64') });

async function start() {
  const sandbox = await startSandbox();
  const bot = await startBot(sandbox);
  const ann = sandbox.as(ANN);
  return { ...bot, sandbox, ann, last: () => newest(ann.messages(GENERAL)) };
}

test('a file in a form is fetched, and only what counts of it reaches the handler', async () => {
  const { ann, world, last } = await start();

  await ann.type(GENERAL, '/note attach');
  const form = ann.form();
  await expect(ann.submit({ title: 'Rooms' })).rejects.toThrow('"Sheet" is required');
  await ann.submit({ title: 'Rooms' }, { sheet: picked('rooms.csv', 'A1,Hall # secret\nA2,Café\n') });

  expect(form?.fields[1]).toMatchObject({ id: 'sheet', type: 'file', required: true });
  expect(world.app.received).toEqual([{ title: 'Rooms', sheet: 'A1,Hall \nA2,Café' }]);
  expect(last().text).toContain('Attached 16 characters');
});

test('one that is wrong is a sentence about it, and nothing typed is lost', async () => {
  const { ann, world, last } = await start();
  await ann.type(GENERAL, '/note attach');
  await ann.submit({ title: 'Rooms' }, { sheet: picked('rooms.pdf', 'x') });
  const wrong = last();

  await ann.press(wrong.id, control(wrong, 'Back to the form').id);
  const again = ann.form();
  await ann.submit({}, { sheet: picked('Rooms.CSV', 'A1') });

  expect(wrong.text).toContain(
    '"rooms.pdf" is not a kind of file that can be read here. Please choose one that ends in .csv or .txt.',
  );
  expect(wrong.text).toContain('Everything else you typed is kept for a day. The file has to be chosen again.');
  expect(again?.fields.map(({ value }) => value)).toEqual([['Rooms'], []]);
  expect(world.app.received).toEqual([{ title: 'Rooms', sheet: 'A1' }]);
});

test('a broken rule elsewhere says that the file has to be chosen again, and keeps no file', async () => {
  const { ann, world, last } = await start();
  await ann.type(GENERAL, '/note attach');
  await ann.submit({ title: 'forbidden' }, { sheet: picked('rooms.csv', 'A1,SENTINEL') });

  expect(last().text).toContain('That title is forbidden.');
  expect(last().text).toContain('The file has to be chosen again.');
  expect(JSON.stringify([...world.drafts.values()])).not.toContain('SENTINEL');
});
