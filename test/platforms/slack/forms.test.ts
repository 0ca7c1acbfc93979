import { describe, expect, test } from 'vitest';
import { BOB, eventually, GENERAL, lastSaid, logged, press, STAFF, start, WAYS } from './setup.ts';

describe.each(WAYS)('over %s', (way) => {
  test('a form opens with what was typed, and its answer comes to the one who sent it', async () => {
    const { ann, bob, world } = await start(way);

    await ann.type(GENERAL, '/note add topic:retrieval-practice title:Exit tickets');
    const form = ann.form();
    await ann.submit({ body: 'Three questions\nat the door', mood: 'writing' });

    expect(form?.title).toBe('/note add');
    expect(form?.fields.map(({ id, type, required, value }) => ({ id, type, required, value }))).toEqual([
      { id: 'topic', type: 'suggest', required: true, value: ['retrieval-practice'] },
      { id: 'title', type: 'text', required: true, value: ['Exit tickets'] },
      { id: 'body', type: 'longText', required: false, value: [] },
      { id: 'mood', type: 'select', required: false, value: [] },
    ]);
    expect(form?.fields[1]).toMatchObject({ label: 'Title', hint: 'Name it', maxLength: 80 });
    expect(world.app.received).toEqual([
      { topic: 'retrieval-practice', title: 'Exit tickets', body: 'Three questions\nat the door', mood: 'writing' },
    ]);
    expect(ann.form()).toBeUndefined();
    await eventually(() => expect(lastSaid(ann).text).toContain('Noted: Exit tickets'));
    expect(lastSaid(ann).onlyYou).toBe(true);
    expect(bob.messages(GENERAL)).toEqual([]);
  });

  test('where a rule is broken the form stays open with a message beside the field, and nothing is lost', async () => {
    const { ann, world } = await start(way);
    await ann.type(GENERAL, '/note add feedback');

    await ann.submit({ title: 'forbidden', body: 'kept' });
    const kept = ann.form();
    await ann.submit({ title: 'allowed' });

    expect(kept?.fields.map(({ id, error }) => [id, error])).toEqual([
      ['topic', undefined],
      ['title', 'That title is forbidden.'],
      ['body', undefined],
      ['mood', undefined],
    ]);
    expect(kept?.fields[2]?.value).toEqual(['kept']);
    expect(world.app.notes.map(({ title, body }) => ({ title, body }))).toEqual([{ title: 'allowed', body: 'kept' }]);
  });

  test('several matches for what was typed become a menu, and choosing sends the form', async () => {
    const { ann, world } = await start(way);
    await ann.type(GENERAL, '/note add feed');
    const typed = ann.form()?.fields[0]?.value;

    await ann.submit({ title: 'Exit tickets' });
    await eventually(() => expect(lastSaid(ann).text).toContain('Which one do you mean?'));
    await press(ann, 'Choose one', ['feedback-peer']);

    expect(typed).toEqual(['feed']);
    expect(world.app.received).toEqual([{ topic: 'feedback-peer', title: 'Exit tickets' }]);
  });

  test('suggestions come from the first letter on, and can be chosen', async () => {
    const { ann, world } = await start(way);
    await ann.type(GENERAL, '/note add');

    const suggested = await ann.suggestField('topic', 'f');
    await ann.submit({ topic: 'feedback-peer', title: 'Exit tickets' });

    expect(suggested.map(({ value }) => value)).toEqual(['feedback', 'feedback-peer']);
    expect(world.app.received).toEqual([{ topic: 'feedback-peer', title: 'Exit tickets' }]);
  });

  test('a suggestion’s signs are shown as they are', async () => {
    const { ann } = await start(way);
    await ann.type(GENERAL, '/note add');

    const suggested = await ann.suggestField('topic', 'st p');

    expect(suggested).toEqual([{ value: 'st-peter', label: 'St Peter & St Paul <1>' }]);
  });

  test('a feature that says no closes the form, and a button brings it back as it was left', async () => {
    const { ann, world } = await start(way);
    await ann.type(GENERAL, '/note add feedback');
    await ann.submit({ title: 'taken', body: 'kept' });
    await eventually(() => expect(lastSaid(ann).text).toContain('That title is taken.'));

    await press(ann, 'Back to the form');
    const again = ann.form();
    await ann.submit({ title: 'free' });

    expect(again?.fields.map(({ value }) => value)).toEqual([['feedback'], ['taken'], ['kept'], []]);
    expect(again?.fields[0]?.choices).toEqual([{ value: 'feedback', label: 'Feedback' }]);
    expect(world.app.notes.map(({ title, body }) => ({ title, body }))).toEqual([{ title: 'free', body: 'kept' }]);
  });

  test('every other kind of field', async () => {
    const { ann, world } = await start(way);

    await ann.type(GENERAL, '/note details day:2026-12-01 count:7 again:yes who:@Bob Hay where:#general');
    const filled = ann.form()?.fields.map(({ type, value }) => [type, value]);
    await ann.submit({ count: '8', again: 'no' });

    expect(filled).toEqual([
      ['date', ['2026-12-01']],
      ['number', ['7']],
      ['radio', ['yes']],
      ['person', [BOB]],
      ['channel', [GENERAL]],
    ]);
    expect(world.app.received).toEqual([{ day: '2026-12-01', count: 8, again: false, who: BOB, where: GENERAL }]);
  });

  test('what was typed wrongly opens an empty field instead of no form', async () => {
    const { ann } = await start(way);

    await ann.type(GENERAL, '/note details day:tomorrow count:99 again:perhaps who:bob where:there');

    expect(ann.form()?.fields.map(({ value }) => value)).toEqual([[], [], [], [], []]);
  });

  test('several of a list', async () => {
    const { ann, world } = await start(way);

    await ann.type(GENERAL, '/note tags tags:reading');
    const filled = ann.form()?.fields[0];
    await expect(ann.submit({ tags: ['reading', 'writing', 'talking'] })).rejects.toThrow('2');
    await ann.submit({ tags: ['writing', 'talking'] });

    expect(filled).toMatchObject({ type: 'multiSelect', value: ['reading'] });
    expect(world.app.received).toEqual([{ tags: ['writing', 'talking'] }]);
  });

  test('a form behind a button opens with what stands there now', async () => {
    const { ann, world } = await start(way);
    await ann.type(GENERAL, '/note add feedback');
    await ann.submit({ title: 'First' });
    await eventually(() => expect(lastSaid(ann).text).toContain('Noted'));

    await press(ann, 'Rename');
    const form = ann.form();
    await ann.submit({ title: 'Second' });

    expect(form).toMatchObject({ title: 'Rename', fields: [{ id: 'title', value: ['First'] }] });
    expect(world.app.notes[0]?.title).toBe('Second');
  });

  test('a form sent from the direct messages is answered there, to stay', async () => {
    const { ann, annDirect } = await start(way);

    await ann.type(annDirect, '/note add feedback');
    await ann.submit({ title: 'Quiet' });

    await eventually(() => expect(lastSaid(ann, annDirect).text).toContain('Noted: Quiet'));
    expect(lastSaid(ann, annDirect).onlyYou).toBe(false);
  });

  test('where the bot may not write, the answer to a form comes as a direct message', async () => {
    const { ann, annDirect } = await start(way);

    await ann.type(STAFF, '/note add feedback');
    await ann.submit({ title: 'Elsewhere' });

    await eventually(() => expect(lastSaid(ann, annDirect).text).toContain('Noted: Elsewhere'));
  });

  test('a form delivered twice does its work once', async () => {
    const { ann, slack, world } = await start(way);
    await ann.type(GENERAL, '/note add feedback');
    slack.faults.duplicate = 1;

    await ann.submit({ title: 'Once' });

    await eventually(() => expect(lastSaid(ann).text).toContain('Noted: Once'));
    expect(world.app.notes).toHaveLength(1);
    expect(ann.messages(GENERAL).filter((one) => one.text.includes('Noted'))).toHaveLength(1);
  });

  test('a command that opens a form, delivered twice, opens it once and says nothing else', async () => {
    const { ann, slack } = await start(way);
    slack.faults.duplicate = 1;

    await ann.type(GENERAL, '/note add feedback');

    await eventually(() => expect(ann.form()?.title).toBe('/note add'));
    expect(ann.messages(GENERAL)).toEqual([]);
  });

  test('a bug while sending a form keeps what was typed', async () => {
    const { ann, log } = await start(way);
    await ann.type(GENERAL, '/note add feedback');

    await ann.submit({ title: 'bug', body: 'kept' });
    await eventually(() => expect(lastSaid(ann).text).toContain('Something went wrong'));
    await press(ann, 'Back to the form');

    expect(ann.form()?.fields[2]?.value).toEqual(['kept']);
    expect(logged(log)).not.toContain('secret words');
    expect(logged(log)).not.toContain('kept');
  });

  test('nothing a person typed goes into a form’s metadata', async () => {
    const { ann, slack } = await start(way);

    await ann.type(GENERAL, '/note add title:very private words');

    const opened = slack.calls().find((call) => call.method === 'views.open');
    const { view } = (opened ?? { body: {} }).body as { view: { private_metadata: string; callback_id: string } };
    expect(JSON.parse(view.private_metadata)).toEqual({ channel: GENERAL, direct: false });
    expect(view.callback_id).not.toContain('private');
  });
});
