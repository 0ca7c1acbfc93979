import { describe, expect, test } from 'vitest';
import { gate } from '../testing.ts';
import { eventually, GENERAL, lastSaid, press, start, WAYS } from './setup.ts';

describe.each(WAYS)('over %s', (way) => {
  test('past two seconds the form closes, and the outcome follows', async () => {
    const { ann, world } = await start(way, { settleMilliseconds: 100 });
    await ann.type(GENERAL, '/note add feedback');
    const held = gate();
    world.hold = held.wait;

    await ann.submit({ title: 'Slow' });
    const afterwards = ann.form();
    held.open();

    expect(afterwards).toBeUndefined();
    expect(ann.notice()).toBeUndefined();
    await eventually(() => expect(lastSaid(ann).text).toContain('Noted: Slow'));
  });
});

test('a rule broken past two seconds is told with a button that brings the form back', async () => {
  const { ann, world } = await start('socket mode', { settleMilliseconds: 100 });
  await ann.type(GENERAL, '/note add feedback');
  const held = gate();
  world.hold = held.wait;
  await ann.submit({ title: 'forbidden', body: 'kept' });
  held.open();
  world.hold = undefined;
  await eventually(() => expect(lastSaid(ann).text).toContain('That title is forbidden.'));

  await press(ann, 'Back to the form');

  expect(ann.form()?.fields.map(({ value }) => value)).toEqual([['feedback'], ['forbidden'], ['kept'], []]);
});

test('suggestions that take too long are empty, not an error', async () => {
  const { ann, world } = await start();
  await ann.type(GENERAL, '/note add');
  const held = gate();
  world.holdSuggestions = held.wait;

  const suggested = await ann.suggestField('topic', 'feed');
  held.open();

  expect(suggested).toEqual([]);
  expect(ann.notice()).toBeUndefined();
});

test('a form that cannot open in time is said in words', async () => {
  const { ann } = await start('socket mode', { triggerMilliseconds: -1 });

  await ann.type(GENERAL, '/note add');

  await eventually(() => expect(lastSaid(ann).text).toContain('The form could not be opened in time.'));
});
