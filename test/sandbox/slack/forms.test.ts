import type { ViewOutput } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { slack, socketApp } from './bolt.ts';
import { input, modal, openForm, opening, option, plain, title } from './view-parts.ts';

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

  it('opens within three seconds of the command, and once', async () => {
    const sandbox = await slack({ triggerMilliseconds: 500 });
    const errors: unknown[] = [];
    await socketApp(sandbox, (app) =>
      app.command('/form', async ({ ack, body, client, command }) => {
        await ack();
        const open = () =>
          client.views.open({ trigger_id: body.trigger_id, view: modal([title]) }).catch((error: unknown) => errors.push(error));
        if (command.text === 'late') await new Promise((resolve) => setTimeout(resolve, 600));
        await open();
        if (command.text === 'twice') await open();
      }),
    );
    const ann = sandbox.as('U0ANN');

    await ann.type('C0GENERAL', '/form late');
    await vi.waitFor(() => expect(errors).toMatchObject([{ data: { error: 'expired_trigger_id' } }]), 5_000);
    expect(ann.form()).toBeUndefined();
    await ann.type('C0GENERAL', '/form twice');
    expect(ann.form()?.title).toBe('Form');

    await vi.waitFor(
      () =>
        expect(errors).toMatchObject([{ data: { error: 'expired_trigger_id' } }, { data: { error: 'exchanged_trigger_id' } }]),
      5_000,
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
    await vi.waitFor(() => expect(closed).toEqual([['Second', false]]), 10_000);
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
