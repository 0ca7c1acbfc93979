import { describe, expect, test } from 'vitest';
import { createSlack } from '../../../src/platforms/slack/index.ts';
import { manifestFor } from '../../../src/platforms/slack/publish.ts';
import { createTestBot, createTestLog, testDependencies } from '../testing.ts';
import { ANN, eventually, GENERAL, lastSaid, optionsFor, start, startSandbox, WAYS } from './setup.ts';

const picked = (name: string, words: string | Uint8Array) => ({ name, base64: Buffer.from(words).toString('base64') });

describe.each(WAYS)('a file in a form, over %s', (way) => {
  test('is fetched with the bot’s token, and only what counts of it reaches the handler', async () => {
    const { ann, slack, world } = await start(way);

    await ann.type(GENERAL, '/note attach title:Rooms');
    const form = ann.form();
    await ann.submit({}, { sheet: picked('rooms.csv', 'A1,Hall # secret\nA2,Café\n') });

    expect(form?.fields[1]).toMatchObject({ type: 'file', required: true, endings: ['csv', 'txt'] });
    expect(world.app.received).toEqual([{ title: 'Rooms', sheet: 'A1,Hall \nA2,Café' }]);
    await eventually(() => expect(lastSaid(ann).text).toContain('Attached 16 characters'));
    expect(
      slack
        .calls()
        .filter(({ method }) => method === 'files-pri')
        .map(({ status }) => status),
    ).toEqual([200]);
  });

  test('that is wrong is told beside the field, and the form stays as it is', async () => {
    const { ann, world } = await start(way);
    await ann.type(GENERAL, '/note attach title:Rooms');

    await expect(ann.submit({}, { sheet: picked('rooms.pdf', 'x') })).rejects.toThrow('cannot be added here');
    await ann.submit({}, { sheet: picked('rooms.csv', 'x'.repeat(101)) });
    const large = ann.form()?.fields[1]?.error;
    await ann.submit({}, { sheet: picked('rooms.csv', new Uint8Array([1, 0, 2, 0])) });
    const strange = ann.form()?.fields[1]?.error;
    await ann.submit({}, { sheet: picked('rooms.csv', ' \n') });
    const empty = ann.form()?.fields[1]?.error;
    await ann.submit({ title: 'forbidden' }, { sheet: picked('rooms.csv', 'A1') });
    const kept = ann.form()?.fields.map(({ value, error }) => [value, error]);
    await ann.submit({ title: 'allowed' });

    expect(large).toBe('"rooms.csv" is too large: at most 0 kB can be read.');
    expect(strange).toContain('"rooms.csv" is not a text file');
    expect(empty).toBe('"rooms.csv" is empty.');
    expect(kept).toEqual([
      [['forbidden'], 'That title is forbidden.'],
      [['rooms.csv'], undefined],
    ]);
    expect(world.app.received.at(-1)).toEqual({ title: 'allowed', sheet: 'A1' });
  });

  test('with a pupil’s number in it is refused beside the field', async () => {
    const { ann, world } = await start(way);
    await ann.type(GENERAL, '/note attach title:Rooms');

    await ann.submit({}, { sheet: picked('rooms.csv', 'A1,H801200001001') });

    expect(ann.form()?.fields[1]?.error).toContain('H801200001001');
    expect(JSON.stringify([...world.drafts.values()])).not.toContain('H801200001001');
  });
});

test('without the permission to read files the person is told, and no token goes anywhere else', async () => {
  const slack = await startSandbox();
  const log = createTestLog();
  const { conversation, world } = createTestBot(log);
  const manifest = JSON.stringify(manifestFor(conversation.commands)).replace('"files:read",', '').replace(',"files:read"', '');
  slack.useManifest(JSON.parse(manifest));
  const platform = createSlack(optionsFor(slack), testDependencies(log));
  await platform.start(conversation);
  const ann = slack.as(ANN);
  await eventually(() => expect(slack.connections()).toBe(2));

  await ann.type(GENERAL, '/note attach title:Rooms');
  await ann.submit({}, { sheet: picked('rooms.csv', 'A1') });

  expect(ann.form()?.fields[1]?.error).toBe('"rooms.csv" could not be fetched. Please send the form again in a moment.');
  expect(world.app.received).toEqual([]);
  await platform.stop();
});
