import type { App, ViewOutput } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import type { SlackSandbox } from '../../../src/sandbox/slack/index.ts';
import { lastSeen, slack, socketApp } from './bolt.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
const input = (id: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id: id,
  label: plain(id),
  element: { action_id: 'value', ...element },
  ...more,
});
const modal = (blocks: object[], more: object = {}) => ({
  type: 'modal' as const,
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Send'),
  blocks: blocks as never[],
  ...more,
});
const title = input('title', { type: 'plain_text_input' });

/** An app whose /form opens this view. */
function opening(view: object, more: (app: App) => void = () => undefined) {
  return (app: App) => {
    app.command('/form', async ({ ack, body, client }) => {
      await ack();
      await client.apiCall('views.open', { trigger_id: body.trigger_id, view });
    });
    more(app);
  };
}

async function openForm(sandbox: SlackSandbox, person = 'U0ANN') {
  const client = sandbox.as(person);
  await client.type('C0GENERAL', '/form');
  return client;
}

describe('a form', () => {
  it('has every kind of field, and sends them as Slack does', async () => {
    const sandbox = await slack();
    const submitted: ViewOutput[] = [];
    const options = [option('a'), option('b')];
    const view = modal([
      { type: 'section', text: { type: 'mrkdwn', text: 'Read *this*' } },
      input('long', { type: 'plain_text_input', multiline: true, min_length: 2 }, { hint: plain('A hint'), optional: true }),
      input('one', { type: 'static_select', options, initial_option: option('b') }),
      input('some', { type: 'multi_static_select', options, max_selected_items: 1 }),
      input('who', { type: 'users_select' }),
      input('where', { type: 'conversations_select' }),
      input('rooms', { type: 'multi_channels_select' }),
      input('day', { type: 'datepicker' }),
      input('count', { type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '30' }),
      input('radio', { type: 'radio_buttons', options }),
      input('checks', { type: 'checkboxes', options }, { optional: true }),
    ]);
    await socketApp(
      sandbox,
      opening(view, (app) => app.view('form', async ({ ack, view: sent }) => ack(void submitted.push(sent) as undefined))),
    );
    const ann = await openForm(sandbox);

    const form = ann.form();
    expect(form?.text).toEqual([[{ text: 'Read ' }, { text: 'this', bold: true }]]);
    expect(form?.fields.map(({ type }) => type)).toEqual([
      'longText',
      'select',
      'multiSelect',
      'person',
      'channel',
      'channel',
      'date',
      'number',
      'radio',
      'checkboxes',
    ]);
    expect(form?.fields[0]).toMatchObject({ hint: 'A hint', required: false, minLength: 2, maxLength: 3000 });
    expect(form?.fields[1]).toMatchObject({
      value: ['b'],
      choices: [
        { label: 'A', value: 'a' },
        { label: 'B', value: 'b' },
      ],
    });
    const answers: Record<string, string | string[]> = {
      long: '',
      one: 'b',
      some: ['a'],
      who: 'U0BOB',
      where: 'C0MATHS',
      rooms: ['C0GENERAL'],
      day: '2026-11-25',
      count: '3',
      radio: 'a',
      checks: ['a', 'b'],
    };
    const mistakes: [Record<string, string | string[]>, string][] = [
      [{ long: 'x' }, '2 characters or more'],
      [{ some: ['a', 'b'] }, 'No more than 1'],
      [{ one: 'c' }, 'not one of the choices'],
      [{ who: 'U404' }, 'not one of the choices'],
      [{ day: 'soon' }, 'valid date'],
      [{ count: '31' }, 'at most 30'],
      [{ count: '1.5' }, 'whole number'],
      [{ radio: '' }, 'complete this required field'],
      [{ nothing: 'x' }, 'has no field nothing'],
    ];
    for (const [wrong, words] of mistakes) {
      // What was typed stays in the field after a refusal, so every try fills in everything.
      await expect(ann.submit({ ...answers, ...wrong })).rejects.toThrow(words);
    }
    await ann.submit(answers);

    expect(ann.form()).toBeUndefined();
    expect(submitted[0]?.state.values).toMatchObject({
      long: { value: { type: 'plain_text_input', value: null } },
      one: { value: { type: 'static_select', selected_option: { value: 'b', text: { text: 'B' } } } },
      some: { value: { selected_options: [{ value: 'a' }] } },
      who: { value: { selected_user: 'U0BOB' } },
      where: { value: { selected_conversation: 'C0MATHS' } },
      rooms: { value: { selected_channels: ['C0GENERAL'] } },
      day: { value: { selected_date: '2026-11-25' } },
      count: { value: { value: '3' } },
      radio: { value: { selected_option: { value: 'a' } } },
      checks: { value: { selected_options: [{ value: 'a' }, { value: 'b' }] } },
    });
  });

  it.each([
    [
      'a title of 25 characters',
      modal([title], { title: plain('x'.repeat(25)) }),
      'must be less than 25 characters [json-pointer:/view/title/text]',
    ],
    ['no submit beside an input', { ...modal([title]), submit: undefined }, 'missing required field: submit'],
    ['the same block_id twice', modal([title, title]), '`block_id` title already exists'],
    [
      '101 options',
      modal([input('a', { type: 'static_select', options: Array.from({ length: 101 }, (_, at) => option(`o${at}`)) })]),
      'no more than 100 items',
    ],
    [
      'an option value of 151',
      modal([
        input('a', { type: 'static_select', options: [option('v'.repeat(76)), { text: plain('x'), value: 'v'.repeat(151) }] }),
      ]),
      'must be less than 151',
    ],
    ['private_metadata of 3,001', modal([title], { private_metadata: 'x'.repeat(3001) }), 'must be less than 3001'],
    ['a markdown block', modal([{ type: 'markdown', text: 'x' }]), 'unsupported type: markdown'],
    ['an unknown field', modal([title], { colour: 'red' }), 'invalid additional property: colour'],
  ])('is refused with %s', async (_what, view, words) => {
    const sandbox = await slack();
    const refused: unknown[] = [];
    await socketApp(sandbox, (app) =>
      app.command('/form', async ({ ack, body, client }) => {
        await ack();
        await client.apiCall('views.open', { trigger_id: body.trigger_id, view }).catch((error: unknown) => refused.push(error));
      }),
    );

    const ann = await openForm(sandbox);

    expect(ann.form()).toBeUndefined();
    expect(refused).toMatchObject([{ data: { error: 'invalid_arguments' } }]);
    expect(JSON.stringify(refused)).toContain(JSON.stringify(words).slice(1, -1));
  });

  it('is refused when it is larger than 250 kB', async () => {
    const sandbox = await slack();
    const text = 'x'.repeat(3000);
    const blocks = Array.from({ length: 90 }, () => ({ type: 'section', text: { type: 'mrkdwn', text } }));
    await socketApp(
      sandbox,
      opening(modal(blocks), (app) => app.error(async () => undefined)),
    );

    await openForm(sandbox);

    expect(sandbox.calls().at(-1)).toMatchObject({ method: 'views.open', error: 'view_too_large' });
  });

  it('opens within three seconds of the command, and once', async () => {
    const sandbox = await slack({ triggerMilliseconds: 100 });
    const errors: unknown[] = [];
    await socketApp(sandbox, (app) =>
      app.command('/form', async ({ ack, body, client, command }) => {
        await ack();
        const open = () =>
          client.views.open({ trigger_id: body.trigger_id, view: modal([title]) }).catch((error: unknown) => errors.push(error));
        if (command.text === 'late') await new Promise((resolve) => setTimeout(resolve, 150));
        await open();
        if (command.text === 'twice') await open();
      }),
    );
    const ann = sandbox.as('U0ANN');

    await ann.type('C0GENERAL', '/form late');
    expect(ann.form()).toBeUndefined();
    await ann.type('C0GENERAL', '/form twice');
    expect(ann.form()?.title).toBe('Form');

    await vi.waitFor(() =>
      expect(errors).toMatchObject([{ data: { error: 'expired_trigger_id' } }, { data: { error: 'exchanged_trigger_id' } }]),
    );
  });

  it('is replaced, covered, cleared and dismissed; what was typed stays where the input stays', async () => {
    const sandbox = await slack();
    const closed: unknown[] = [];
    await socketApp(
      sandbox,
      opening(modal([title]), (app) => {
        app.view('form', async ({ ack, view }) => {
          const words = view.state.values.title?.value?.value;
          if (words === 'update')
            return ack({
              response_action: 'update',
              view: modal([title, input('more', { type: 'plain_text_input' }, { optional: true })]),
            });
          if (words === 'push')
            return ack({ response_action: 'push', view: modal([title], { title: plain('Second'), notify_on_close: true }) });
          return ack({ response_action: 'clear' });
        });
        app.view({ type: 'view_closed', callback_id: 'form' }, async ({ ack, body }) => {
          closed.push([body.view.title.text, 'is_cleared' in body && body.is_cleared]);
          await ack();
        });
      }),
    );
    const ann = await openForm(sandbox);

    await ann.submit({ title: 'update' });
    expect(ann.form()?.fields.map(({ id, value }) => [id, value])).toEqual([
      ['title', ['update']],
      ['more', []],
    ]);
    await ann.submit({ title: 'push' });
    expect(ann.form()?.title).toBe('Second');
    ann.dismiss();
    expect(ann.form()?.title).toBe('Form');
    await vi.waitFor(() => expect(closed).toEqual([['Second', false]]));
    await ann.submit({ title: 'push' });
    await ann.submit({ title: 'clear' });
    expect(ann.form()).toBeUndefined();
  });

  it('stays open, with a word to the person, when the app does not answer or answers nonsense', async () => {
    const sandbox = await slack({ ackMilliseconds: 150 });
    await socketApp(
      sandbox,
      opening(modal([title]), (app) =>
        app.view('form', async ({ ack, view }) => {
          if (view.state.values.title?.value?.value === 'nonsense')
            await ack({ response_action: 'errors', errors: { other: 'x' } });
        }),
      ),
    );
    const ann = await openForm(sandbox);

    for (const words of ['silence', 'nonsense']) {
      await ann.submit({ title: words });
      expect(ann.notice()).toBe('We had some trouble connecting. Try again?');
      expect(ann.form()?.fields[0]?.value).toEqual([words]);
    }
  });
});

describe('controls', () => {
  it('choose from menus on messages and press buttons on the home tab', async () => {
    const sandbox = await slack();
    const actions: unknown[] = [];
    await socketApp(sandbox, (app) => {
      app.command('/menu', async ({ ack }) =>
        ack({
          blocks: [
            {
              type: 'section',
              text: { type: 'mrkdwn', text: 'Pick' },
              accessory: {
                type: 'static_select',
                action_id: 'pick',
                placeholder: plain('One'),
                options: [option('a'), option('b')],
              },
            },
          ],
        }),
      );
      app.action('pick', async ({ ack, action, body, respond }) => {
        actions.push(action.type === 'static_select' ? action.selected_option.value : action.type, 'message' in body);
        await ack();
        await respond('noted');
      });
      app.action('go', async ({ ack, body, client }) => {
        actions.push(body.type === 'block_actions' ? body.container.type : body.type);
        await ack();
        if ('trigger_id' in body) await client.views.open({ trigger_id: body.trigger_id, view: modal([title]) });
      });
      app.event('app_home_opened', async ({ event, client }) => {
        const elements = [{ type: 'button' as const, action_id: 'go', text: plain('Go') }];
        await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [{ type: 'actions', elements }] } });
      });
    });
    const ann = sandbox.as('U0ANN');

    await ann.type('C0GENERAL', '/menu');
    const message = lastSeen(sandbox, 'U0ANN', 'C0GENERAL');
    const beside = message?.blocks[0]?.type === 'text' ? message.blocks[0].beside : undefined;
    expect(beside).toMatchObject({
      type: 'select',
      placeholder: 'One',
      min: 1,
      max: 1,
      options: [{ value: 'a' }, { value: 'b' }],
    });
    await expect(ann.press(message?.id ?? '', beside?.id ?? '', ['c'])).rejects.toThrow('not one of the choices');
    await ann.press(message?.id ?? '', beside?.id ?? '', ['b']);
    expect(ann.messages('C0GENERAL')[0]?.blocks[0]).toMatchObject({ beside: { chosen: ['b'] } });
    await sandbox.openHome('U0ANN');
    await ann.press(sandbox.home('U0ANN')?.id ?? '', 'go');

    // Slack leaves an ephemeral message out of the payload.
    expect(actions).toEqual(['b', false, 'view']);
    expect(ann.messages('C0GENERAL').at(-1)?.text).toBe('noted');
    expect(ann.form()?.title).toBe('Form');
  });

  it('may answer a response_url five times', async () => {
    const sandbox = await slack();
    const failures: unknown[] = [];
    await socketApp(sandbox, (app) =>
      app.command('/many', async ({ ack, respond }) => {
        await ack();
        for (let turn = 1; turn <= 6; turn += 1) await respond(`answer ${turn}`).catch((error: unknown) => failures.push(error));
      }),
    );

    await sandbox.as('U0ANN').type('C0GENERAL', '/many');

    await vi.waitFor(() => expect(failures).toMatchObject([{ statusCode: 404 }]));
    expect(sandbox.as('U0ANN').messages('C0GENERAL')).toHaveLength(5);
    expect(sandbox.calls().at(-1)).toMatchObject({ method: 'response_url', path: '/commands/T0TYNE', error: 'used_url' });
  });

  it('tells listeners about what they see, once per change', async () => {
    const sandbox = await slack();
    await socketApp(sandbox, (app) => app.command('/hi', async ({ ack }) => ack('hi')));
    let ann = 0;
    let bob = 0;
    const stop = sandbox.as('U0ANN').onChange(() => {
      ann += 1;
    });
    sandbox.as('U0BOB').onChange(() => {
      bob += 1;
    });

    await sandbox.as('U0ANN').type('C0GENERAL', '/hi');
    expect([ann, bob]).toEqual([1, 0]);
    expect(
      sandbox
        .as('U0ANN')
        .channels()
        .map(({ unread }) => unread),
    ).toEqual([1, 0, 0]);
    sandbox.as('U0ANN').messages('C0GENERAL');
    expect(
      sandbox
        .as('U0ANN')
        .channels()
        .map(({ unread }) => unread),
    ).toEqual([0, 0, 0]);
    stop();
    await sandbox.as('U0ANN').type('C0GENERAL', '/hi');

    expect(ann).toBe(1);
  });
});
