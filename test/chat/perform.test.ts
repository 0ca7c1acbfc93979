import { describe, expect, it } from 'vitest';
import { packAction } from '../../src/chat/packed.ts';
import { reopenRef } from '../../src/chat/plan.ts';
import type { Outcome, Request } from '../../src/chat/request.ts';
import {
  burnRef,
  controlsOf,
  InvalidInput,
  LOOKS_NOTHING_UP,
  LOOKS_UP,
  lendRef,
  openLibrary,
  PEOPLE,
  press,
  read,
  renameRef,
  request,
  stampRef,
  submit,
  tidyRef,
  typed,
  UserError,
  type Who,
  words,
} from './bot.ts';

const form = (target: string, opened = 'opened') => `f1|${encodeURIComponent(target)}|${opened}|0`;
const PUT = form('library put');

describe('who may do a thing', () => {
  const ways: [allow: string, may: Who[], ways: Record<string, Request['did']>][] = [
    [
      'anyone',
      ['teacher', 'coordinator', 'administrator', 'stranger'],
      { words: words('visit maps'), options: typed('visit'), form: submit(form('library visit'), { title: 'a' }) },
    ],
    [
      'a member',
      ['teacher', 'coordinator'],
      {
        words: words('find maps'),
        options: typed('find'),
        form: submit(PUT, { title: 'a', shelf: 'maps' }),
        button: press(packAction(tidyRef, {})),
        menu: press(packAction(stampRef, { book: 'b' }), ['red']),
      },
    ],
    [
      'a coordinator',
      ['coordinator'],
      {
        words: words('rule title:a'),
        options: typed('rule', { title: 'a' }),
        form: submit(form('library rule'), { title: 'a' }),
        button: press(packAction(burnRef, {})),
        'form of a button': submit('f1|library.rename|o|1|b1', { title: 'a' }),
      },
    ],
    [
      'an administrator',
      ['administrator'],
      {
        words: words('found title:a'),
        options: typed('found', { title: 'a' }),
        form: submit(form('library found'), { title: 'a' }),
      },
    ],
  ];
  const table = ways.flatMap(([allow, may, dids]) =>
    Object.entries(dids).flatMap(([way, did]) => PEOPLE.map((who) => [allow, way, who, did, may.includes(who)] as const)),
  );

  it.each(table)('%s, by %s, as %s', async (_allow, _way, who, did, may) => {
    const { app, conversation } = openLibrary();

    // Forms that ask first are sent as forms here: perform must refuse whatever plan did.
    const outcome = await conversation.perform(request(did, who), LOOKS_UP);

    expect(app.inputs.length > 0 || read(outcome).includes('short form')).toBe(may);
    if (!may) expect(read(outcome)).toMatch(/not joined|coordinators|administrator/);
  });

  it('is checked before a form is filled, too', async () => {
    const { conversation } = openLibrary();
    const rename = press(packAction(renameRef, { book: 'b1' }));

    const refused = await conversation.fill(request(rename, 'teacher'), LOOKS_UP);
    const filled = await conversation.fill(request(rename, 'coordinator'), LOOKS_UP);

    expect('view' in refused && read(refused.view)).toMatch(/coordinators/);
    expect('form' in filled && filled.form.fields[0]?.value).toBe('now b1');
  });
});

describe('what goes wrong', () => {
  it('a no of the feature is said to the caller, with the form kept', async () => {
    const { conversation, drafts } = openLibrary({ fails: new UserError('The shelf is full.') });

    const outcome = await conversation.perform(request(submit(PUT, { shelf: 'maps', title: 'Atlas' })), LOOKS_UP);

    expect(read(outcome)).toContain('The shelf is full.');
    expect(outcome).toMatchObject({ kind: 'show', sorry: true });
    expect(drafts.get('d0')?.values).toEqual({ shelf: 'maps', title: 'Atlas' });
    expect(controlsOf(outcome)).toEqual([packAction(reopenRef, { draft: 'd0' })]);
  });

  it('a rule of the feature opens the form again, the problem beside its field', async () => {
    const { conversation } = openLibrary({ fails: new InvalidInput({ title: 'Taken already.' }) });

    const outcome = await conversation.perform(request(submit(PUT, { shelf: 'maps', title: 'Atlas' })), LOOKS_UP);

    expect(outcome.kind === 'invalid' && outcome.form.fields.map((one) => [one.value, one.problem])).toEqual([
      ['maps', undefined],
      ['Atlas', 'Taken already.'],
      [undefined, undefined],
    ]);
    expect(read(outcome)).toMatch(/Title:? Taken already\./i);
  });

  it('a bug is a sentence and a log line with the same reference, and no word of what was typed', async () => {
    const { conversation, lines } = openLibrary({ fails: new Error('insert failed: Secret title') });

    const outcome = await conversation.perform(request(submit(PUT, { shelf: 'maps', title: 'Secret title' })), LOOKS_UP);

    const reference = /Reference ([0-9a-f]{4})/.exec(read(outcome))?.[1] ?? 'none';
    expect(lines).toEqual([{ message: 'a request failed', details: expect.objectContaining({ reference }) }]);
    expect(JSON.stringify(lines)).not.toContain('Secret');
    expect(read(outcome)).not.toContain('Secret');
  });

  it('nothing is written when a handler fails, and the same form may be sent again', async () => {
    const turns: { fails?: Error } = { fails: new Error('once') };
    const { conversation, app } = openLibrary(turns);
    const sent = () => request(submit(PUT, { shelf: 'maps', title: 'Atlas' }));

    await conversation.perform(sent(), LOOKS_UP);
    delete turns.fails;
    await conversation.perform(sent(), LOOKS_UP);

    expect(app.shelf).toEqual(['Atlas']);
  });

  it('a database that does not answer is an apology, too', async () => {
    const { conversation, backend, lines } = openLibrary();
    backend.once = () => Promise.reject(new Error('gone'));
    backend.drafts.keep = () => Promise.reject(new Error('gone'));

    const outcome = await conversation.perform(request(submit(PUT, { title: '' })), LOOKS_UP);

    expect(read(outcome)).toContain('Something went wrong');
    expect(lines).toHaveLength(1);
  });

  it('names that cannot be resolved after the fact do not undo it', async () => {
    const { conversation, backend, app } = openLibrary();
    backend.people = () => Promise.reject(new Error('gone'));

    const outcome = await conversation.perform(request(words('find maps')), LOOKS_UP);

    expect(read(outcome)).toContain('Put on the shelf by Ann');
    expect(app.shelf).toHaveLength(1);
  });
});

describe('what is not there', () => {
  it.each<[string, Request['did'], RegExp]>([
    ['a subcommand', words('burn it'), /\/library has no "burn"\. It has:[\s\S]*\/library put/],
    ['a typed subcommand', typed('burn'), /\/library has no "burn"/],
    ['no subcommand', words('  '), /Books[\s\S]*\/library put/],
    ['a command', { kind: 'command', command: 'shop', subcommand: 'x', values: {} }, /There is no \/shop here/],
    ['a long subcommand', words('x'.repeat(5000)), /^\/library has no "x{39}…"/],
    ['a button', press('a1|library.gone'), /older message/],
    ['garbage', press('%%%'), /older message/],
    ['a form', submit('f1|library gone|x|0', {}), /older message/],
    ['a prototype', words('constructor'), /has no "constructor"/],
  ])('%s', async (_what, did, expected) => {
    const { conversation, app } = openLibrary();

    expect(read(await conversation.perform(request(did), LOOKS_UP))).toMatch(expected);
    expect(app.inputs).toEqual([]);
  });
});

describe('once', () => {
  it('the same request delivered twice does it once and shows nothing more', async () => {
    const { conversation, app } = openLibrary();
    const press1 = request(press(packAction(lendRef, { book: 'b1' })), 'teacher', 'same');

    const [first, second] = [await conversation.perform(press1, LOOKS_UP), await conversation.perform(press1, LOOKS_UP)];

    expect([first.kind, second.kind]).toEqual(['show', 'already']);
    expect(app.shelf).toEqual(['lent b1']);
  });

  it('a command that changes nothing is answered as often as it is delivered', async () => {
    const { conversation, transactions } = openLibrary();
    const delivered = request(typed('count'));

    const first = await conversation.perform(delivered, LOOKS_UP);
    const second = await conversation.perform(delivered, LOOKS_UP);

    expect([first.kind, second.kind]).toEqual(['show', 'show']);
    expect(transactions.begun).toBe(0);
  });

  it('and never tells a channel, which would hear it twice', async () => {
    const { conversation, lines } = openLibrary();

    const outcome = await conversation.perform(request(typed('count', { aloud: 'yes' })), LOOKS_UP);

    expect(read(outcome)).toContain('Something went wrong on our side.');
    expect(outcome).not.toHaveProperty('channelView');
    expect(lines.map((line) => line.message)).toEqual(['a request failed']);
  });

  it('a form sent twice does it once and says so', async () => {
    const { conversation, app } = openLibrary();
    const send = () => conversation.perform(request(submit(PUT, { shelf: 'maps', title: 'Atlas' })), LOOKS_UP);

    await send();

    expect(read(await send())).toContain('You have already sent this form.');
    expect(app.shelf).toEqual(['Atlas']);
  });

  it('another person’s form of the same name is another form', async () => {
    const { conversation, app } = openLibrary();
    const send = (who: Who) => conversation.perform(request(submit(PUT, { shelf: 'maps', title: who }), who), LOOKS_UP);

    await send('teacher');
    await send('coordinator');

    expect(app.shelf).toEqual(['teacher', 'coordinator']);
  });
});

describe('a form as it was left', () => {
  const send = (values: Record<string, string>, carried = '') => request(submit(PUT + carried, values));

  it('comes back by the button, for its owner only', async () => {
    const { conversation } = openLibrary();
    const outcome = await conversation.perform(send({ shelf: 'maps', title: 'x'.repeat(21), story: 'Once …' }), LOOKS_UP);
    const [back = ''] = controlsOf(outcome);

    const reopened = await conversation.fill(request(press(back)), LOOKS_UP);
    const strangers = await conversation.fill(request(press(back), 'coordinator'), LOOKS_UP);

    expect('form' in reopened && reopened.form.fields.map((one) => [one.value, one.valueLabel])).toEqual([
      ['maps', 'Maps'],
      ['x'.repeat(21), undefined],
      ['Once …', undefined],
    ]);
    expect('view' in strangers && read(strangers.view)).toContain('no longer kept');
  });

  it('keeps nothing the guard refuses, and logs none of it', async () => {
    const { conversation, drafts, lines, app } = openLibrary();

    const outcome = await conversation.perform(
      send({ shelf: 'maps', title: 'Atlas', story: 'Ring me on 07700 900123' }),
      LOOKS_UP,
    );

    expect(outcome.kind).toBe('invalid');
    expect([...drafts.values()].map((draft) => draft.values)).toEqual([{ shelf: 'maps', title: 'Atlas', story: 'Ring me on …' }]);
    expect(JSON.stringify([lines, app])).not.toContain('900123');
  });

  it('shows a looked-up field that was not found, to be mended, where forms look nothing up', async () => {
    const { conversation, app } = openLibrary();
    const outcome = await conversation.perform(send({ title: 'Atlas' }, '|shelf|globes'), LOOKS_NOTHING_UP);
    const [back = ''] = controlsOf(outcome);

    const reopened = await conversation.fill(request(press(back)), LOOKS_NOTHING_UP);
    if (!('form' in reopened)) throw new Error('no form');
    const [shelf] = reopened.form.fields;
    await conversation.perform(request(submit(reopened.form.id, { shelf: 'maps', title: 'Atlas' })), LOOKS_NOTHING_UP);

    expect(read(outcome)).toMatch(/Shelf:? There is no shelf "globes"\./i);
    expect(shelf).toMatchObject({ name: 'shelf', value: 'globes', problem: 'There is no shelf "globes".' });
    expect(app.inputs).toEqual([{ shelf: 'maps', title: 'Atlas' }]);
  });

  it('that takes too long to read is a button instead', async () => {
    let open = () => {};
    const filling = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { conversation } = openLibrary({ filling });

    const late = await conversation.fill(request(words('edit'), 'coordinator'), LOOKS_UP);
    open();
    const [again = ''] = 'view' in late ? controlsOf(late.view) : [];
    const opened = await conversation.fill(request(press(again), 'coordinator'), LOOKS_UP);

    expect('view' in late && read(late.view)).toContain('took too long');
    expect('form' in opened && opened.form.title).toBe('/library edit');
  });
});

describe('several things that match', () => {
  const choose = async (outcome: Outcome, value: string) => press(controlsOf(outcome)[0] ?? '', [value]);

  it('are offered, and choosing one goes on with everything else as typed', async () => {
    const { conversation, app } = openLibrary();
    const offered = await conversation.perform(request(submit(PUT, { shelf: 'poet', title: 'Odes' })), LOOKS_UP);
    const chosen = await choose(offered, 'poetry-old');
    const done = await conversation.perform(request(chosen), LOOKS_UP);
    const twice = await conversation.perform(request(chosen), LOOKS_UP);

    expect(read(offered)).toMatch(/Shelf:? Several match "poet"\. Which one do you mean\?/i);
    expect(read(done)).toContain('Put on the shelf');
    expect(read(twice)).toContain('already sent');
    expect(app.inputs).toEqual([{ shelf: 'poetry-old', title: 'Odes' }]);
  });

  it('a choice that only leads on to the form can be made again', async () => {
    const { conversation } = openLibrary();
    const long = typed('put', { shelf: `poet${' '.repeat(100)}` });
    const offered = await conversation.perform(request(long), LOOKS_NOTHING_UP);

    for (const value of ['poetry', 'poetry-old']) {
      const next = await conversation.perform(request(await choose(offered, value)), LOOKS_NOTHING_UP);
      expect(read(next)).toContain('Nearly there');
    }
  });

  it('somebody else cannot choose for the person', async () => {
    const { conversation, app } = openLibrary();
    const offered = await conversation.perform(request(submit(PUT, { shelf: 'poet', title: 'Odes' })), LOOKS_UP);

    const outcome = await conversation.perform(request(await choose(offered, 'poetry'), 'coordinator'), LOOKS_UP);

    expect(read(outcome)).toContain('no longer kept');
    expect(app.inputs).toEqual([]);
  });

  it('words too long to carry are looked up first, and a button opens the form', async () => {
    const { conversation } = openLibrary();
    const long = typed('put', { shelf: `maps${' '.repeat(100)}` });

    const outcome = await conversation.perform(request(long), LOOKS_NOTHING_UP);
    const opened = await conversation.fill(request(press(controlsOf(outcome)[0] ?? '')), LOOKS_NOTHING_UP);

    expect(read(outcome)).toContain('Nearly there');
    expect('form' in opened && opened.form.fields.map((one) => one.name)).toEqual(['title', 'story']);
    expect('form' in opened && opened.form.id).toContain('maps');
  });
});

describe('suggestions', () => {
  it('come for looked-up fields only, and an error is no suggestion', async () => {
    const { conversation, backend } = openLibrary();
    const caller = request(words('')).caller;
    const suggest = (field: string, target = 'library put') => conversation.suggest({ caller, target, field, typed: 'ma' }, 25);

    expect(await suggest('shelf')).toEqual([{ value: 'maps', label: 'Maps' }]);
    expect(await suggest('shelf', PUT)).toHaveLength(1);
    for (const field of ['title', 'nothing', 'constructor']) expect(await suggest(field)).toEqual([]);
    backend.look = () => Promise.reject(new Error('gone'));
    expect(await suggest('shelf')).toEqual([]);
  });
});

it('a handler’s answer for the channel goes to the channel, people resolved for both', async () => {
  const { conversation } = openLibrary();

  const outcome = await conversation.perform(request(words('find maps')), LOOKS_UP);

  expect(outcome.people).toEqual({ m1: 'U1' });
  expect(outcome).not.toHaveProperty('channelView');
});
