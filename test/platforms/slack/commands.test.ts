import { describe, expect, test } from 'vitest';
import { ANN, controlOn, eventually, GENERAL, lastSaid, logged, press, STAFF, start, WAYS } from './setup.ts';

describe.each(WAYS)('over %s', (way) => {
  test('a command answers the one who typed it, and nobody else', async () => {
    const { ann, bob } = await start(way);

    await ann.type(GENERAL, '/note list');

    const shown = lastSaid(ann);
    expect(shown.onlyYou).toBe(true);
    expect(shown.text).toContain('Page 1');
    expect(bob.messages(GENERAL).filter((one) => one.author.bot)).toEqual([]);
    expect(ann.notice()).toBeUndefined();
  });

  test('what was typed reaches the command as it was typed', async () => {
    const { ann, world } = await start(way);

    await ann.type(GENERAL, '/note find topic:retrieval-practice words:a & b <c> https://x.example/?q=1&r=2 who:@Bob Hay');

    expect(world.app.received).toEqual([
      { topic: 'retrieval-practice', words: 'a & b <c> https://x.example/?q=1&r=2', who: 'U2BOB' },
    ]);
    expect(lastSaid(ann).text).toContain('a & b <c> https://x.example/?q=1&r=2');
  });

  test('an unknown subcommand is answered with what there is', async () => {
    const { ann } = await start(way);

    await ann.type(GENERAL, '/note dance');

    expect(lastSaid(ann).text).toContain('/note has no "dance"');
  });

  test('several matches become a menu, and choosing goes on', async () => {
    const { ann, world } = await start(way);

    await ann.type(GENERAL, '/note find feed');
    await press(ann, 'Choose one', ['feedback-peer']);

    expect(world.app.received).toEqual([{ topic: 'feedback-peer' }]);
    expect(lastSaid(ann).text).toContain('Looking for feedback-peer');
  });

  test('a button changes its own message where it turns a page', async () => {
    const { ann } = await start(way);
    await ann.type(GENERAL, '/note list');
    const before = ann.messages(GENERAL).length;

    await press(ann, 'Next page');

    expect(ann.messages(GENERAL)).toHaveLength(before);
    expect(lastSaid(ann).text).toContain('Page 2');
  });

  test('an error never takes the place of the message with the button', async () => {
    const { ann } = await start(way);
    await ann.type(GENERAL, '/note list');
    const before = ann.messages(GENERAL).length;

    await press(ann, 'Refuse');

    expect(lastSaid(ann).text).toContain('Not today.');
    expect(ann.messages(GENERAL)).toHaveLength(before + 1);
    expect(ann.messages(GENERAL).at(-2)?.text).toContain('Page 1');
  });

  test('choosing in menus, one and several', async () => {
    const { ann, world } = await start(way);
    await ann.type(GENERAL, '/note list');
    await press(ann, 'Pick one', ['writing']);
    expect(lastSaid(ann).text).toContain('Picked writing');

    await ann.type(GENERAL, '/note list');
    await press(ann, 'Pick several', ['reading', 'talking']);

    expect(world.app.received.at(-1)).toEqual({ tags: ['reading', 'talking'] });
  });

  test('a view for the channel is a second, public message that notifies only whom it means to', async () => {
    const { ann, bob, world } = await start(way);
    world.people = { m1: ANN, m2: 'U2BOB' };

    await ann.type(GENERAL, '/note announce <!channel> hello');

    await eventually(() => lastSaid(bob));
    const shown = lastSaid(bob);
    expect(shown.onlyYou).toBe(false);
    expect(shown.text).toContain('<!channel> hello');
    const pings = shown.blocks
      .flatMap((block) => ('text' in block ? block.text : []))
      .flatMap((span) => (span.pings ? [span.pings] : []));
    expect(pings).toEqual([{ kind: 'person', id: ANN }]);
    expect(ann.messages(GENERAL).some((one) => one.onlyYou && one.text.includes('You told everybody'))).toBe(true);
  });

  test('where the bot is not in the channel, the caller hears so and keeps the words', async () => {
    const { ann, bob } = await start(way);

    await ann.type(STAFF, '/note announce hello');

    await eventually(() => expect(lastSaid(ann, STAFF).text).toContain('/invite @Staffroom'));
    expect(lastSaid(ann, STAFF).onlyYou).toBe(true);
    expect(lastSaid(ann, STAFF).text).toContain('hello');
    expect(bob.messages(STAFF)).toEqual([]);
  });

  test('a channel message whose answer was lost is not sent again, and the caller is told to look', async () => {
    const { ann, bob, slack } = await start(way);
    slack.faults.loseAnswers = 1;

    await ann.type(GENERAL, '/note announce hello');

    await eventually(() => expect(lastSaid(ann).text).toContain('Please look before you post it again.'));
    expect(bob.messages(GENERAL)).toHaveLength(1);
  });

  test('files go to the direct messages, and the answer says so', async () => {
    const { ann, annDirect } = await start(way);

    await ann.type(GENERAL, '/note files');

    await eventually(() => expect(lastSaid(ann).text).toContain('In your direct messages with me: notes.csv, dot.png'));
    const files = lastSaid(ann, annDirect).blocks;
    expect(files).toContainEqual(expect.objectContaining({ type: 'file', name: 'notes.csv', bytes: 11 }));
    expect(files).toContainEqual(expect.objectContaining({ type: 'image', alt: 'One dot' }));
  });

  test('in the direct messages files need no second place', async () => {
    const { ann, annDirect } = await start(way);

    await ann.type(annDirect, '/note files');

    await eventually(() => expect(lastSaid(ann, annDirect).text).toContain('Here they are.'));
    expect(lastSaid(ann, annDirect).text).not.toContain('In your direct messages');
  });

  test('who is an administrator is asked of Slack, and only where it matters', async () => {
    const { ann, bob, slack } = await start(way);
    await ann.type(GENERAL, '/note list');
    expect(slack.calls().filter((call) => call.method === 'users.info')).toEqual([]);

    await ann.type(GENERAL, '/note admin');
    await bob.type(GENERAL, '/note admin');

    expect(lastSaid(ann).text).toContain('You are an administrator.');
    expect(lastSaid(bob).text).toContain('Only an administrator');
  });

  test('a bug is a sentence with a reference, and the log holds nothing anybody wrote', async () => {
    const { ann, log, slack } = await start(way);
    await ann.type(GENERAL, '/note list');

    await press(ann, 'Crash');

    expect(lastSaid(ann).text).toMatch(/Something went wrong on our side\. Reference [0-9a-f]{4}\./);
    expect(logged(log)).not.toContain('secret words');
    expect(logged(log)).not.toContain(slack.environment.SLACK_BOT_TOKEN);
  });

  test('a command delivered twice is done once and answered once', async () => {
    const { ann, slack, world } = await start(way);
    slack.faults.duplicate = 1;

    await ann.type(GENERAL, '/note list');

    expect(world.app.runs).toBe(1);
    expect(ann.messages(GENERAL).filter((one) => one.author.bot)).toHaveLength(1);
  });

  test('a button asks first where it should', async () => {
    const { ann, world } = await start(way);
    await ann.type(GENERAL, '/note add feedback');
    await ann.submit({ title: 'Exit tickets' });

    const remove = controlOn(lastSaid(ann), 'Remove');
    expect(remove).toMatchObject({ style: 'danger', confirm: { text: 'Remove this note?' } });
    await press(ann, 'Remove');

    expect(world.app.notes).toEqual([]);
  });

  test('a direct message to the bot gets one line', async () => {
    const { ann, annDirect } = await start(way);

    await ann.type(annDirect, 'Hello?');
    await ann.type(annDirect, 'Are you there?');

    const said = ann.messages(annDirect).filter((one) => one.author.bot);
    expect(said).toHaveLength(1);
    expect(said[0]?.text).toContain('/staffroom help');
  });
});
