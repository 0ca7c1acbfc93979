import type { App } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import type { SlackSandbox } from '../../../src/sandbox/slack/index.ts';
import { directOf, httpApp, lastSeen, slack, socketApp } from './bolt.ts';

type Start = (sandbox: SlackSandbox, listen: (app: App) => void) => Promise<App>;
const TRANSPORTS: [string, Start][] = [
  ['Socket Mode', socketApp],
  ['signed HTTP', httpApp],
];

const section = (text: string) => ({ type: 'section' as const, text: { type: 'mrkdwn' as const, text } });
const input = (id: string, label: string, element: object) => ({
  type: 'input',
  block_id: id,
  label: { type: 'plain_text', text: label },
  element: { action_id: 'value', ...element },
});
const modal = (blocks: object[]) => ({
  type: 'modal' as const,
  callback_id: 'share',
  private_metadata: 'kept',
  title: { type: 'plain_text' as const, text: 'Share' },
  submit: { type: 'plain_text' as const, text: 'Send' },
  blocks: blocks as never[],
});

describe.each(TRANSPORTS)('the real Bolt over %s', (_name, start) => {
  it('answers a command to the person who typed it, and to nobody else', async () => {
    const sandbox = await slack();
    await start(sandbox, (app) =>
      app.command('/hello', async ({ ack, command }) => ack(`Hello ${command.user_name}: ${command.text}`)),
    );

    await sandbox.as('U0ANN').type('C0GENERAL', '/hello a & b');

    expect(lastSeen(sandbox, 'U0ANN', 'C0GENERAL')).toMatchObject({
      text: 'Hello ann.lee: a & b',
      onlyYou: true,
      author: { bot: true, name: 'Staffroom' },
    });
    expect(sandbox.as('U0BOB').messages('C0GENERAL')).toEqual([]);
  });

  it('answers in the channel when told to', async () => {
    const sandbox = await slack();
    await start(sandbox, (app) =>
      app.command('/hello', async ({ ack, respond }) => {
        await ack();
        await respond({ text: '*Hi* all', response_type: 'in_channel' });
      }),
    );

    await sandbox.as('U0ANN').type('C0GENERAL', '/hello');

    expect(lastSeen(sandbox, 'U0BOB', 'C0GENERAL')).toMatchObject({ text: 'Hi all', onlyYou: false });
  });

  it('opens a form, offers suggestions, shows errors beside fields and takes the submission', async () => {
    const sandbox = await slack();
    const seen: unknown[] = [];
    await start(sandbox, (app) => {
      app.command('/share', async ({ ack, body, client }) => {
        await ack();
        const view = modal([
          section('Tell us'),
          input('title', 'Title', { type: 'plain_text_input', max_length: 20 }),
          input('school', 'School', { type: 'external_select', min_query_length: 1 }),
        ]);
        await client.views.open({ trigger_id: body.trigger_id, view });
      });
      app.options('value', async ({ ack, payload }) =>
        ack({ options: [{ text: { type: 'plain_text', text: `School ${payload.value}` }, value: 's1' }] }),
      );
      app.view('share', async ({ ack, view, client, body }) => {
        const title = view.state.values.title?.value?.value ?? '';
        if (title === 'bad') return ack({ response_action: 'errors', errors: { title: 'Too vague' } });
        seen.push(view.state.values, view.private_metadata);
        await ack();
        await client.chat.postMessage({ channel: body.user.id, text: `Shared ${title}` });
      });
    });
    const ann = sandbox.as('U0ANN');

    await ann.type('C0GENERAL', '/share');
    expect(ann.form()).toMatchObject({ title: 'Share', submitLabel: 'Send', text: [[{ text: 'Tell us' }]] });
    expect(ann.form()?.fields.map(({ id, type, required }) => ({ id, type, required }))).toEqual([
      { id: 'title', type: 'text', required: true },
      { id: 'school', type: 'suggest', required: true },
    ]);
    await expect(ann.submit({ title: 'bad' })).rejects.toThrow('School: Please complete this required field.');
    await expect(ann.submit({ title: 'x'.repeat(21), school: 's1' })).rejects.toThrow('20 characters or fewer');
    expect(await ann.suggestField('school', '')).toEqual([]);
    expect(await ann.suggestField('school', 'Cram')).toEqual([{ label: 'School Cram', value: 's1' }]);
    await ann.submit({ title: 'bad', school: 's1' });
    expect(ann.form()?.fields[0]).toMatchObject({ value: ['bad'], error: 'Too vague' });
    await ann.submit({ title: 'a < b' });

    expect(ann.form()).toBeUndefined();
    expect(seen).toMatchObject([
      { title: { value: { type: 'plain_text_input', value: 'a < b' } }, school: { value: { selected_option: { value: 's1' } } } },
      'kept',
    ]);
    expect(lastSeen(sandbox, 'U0ANN', directOf(sandbox, 'U0ANN'))?.text).toContain('Shared a');
    expect(sandbox.as('U0BOB').messages(directOf(sandbox, 'U0BOB'))).toEqual([]);
  });

  it('presses a button, and the app replaces the message', async () => {
    const sandbox = await slack();
    await start(sandbox, (app) => {
      app.command('/ask', async ({ ack }) => {
        const button = {
          type: 'button' as const,
          action_id: 'try',
          value: 'v1',
          text: { type: 'plain_text' as const, text: 'Try it' },
        };
        await ack({ blocks: [section('Well?'), { type: 'actions', elements: [button] }] });
      });
      app.action('try', async ({ ack, respond, action, body }) => {
        await ack();
        const value = action.type === 'button' ? action.value : undefined;
        await respond({ replace_original: true, text: `${body.user.id} tried ${value}` });
      });
    });
    const ann = sandbox.as('U0ANN');

    await ann.type('C0MATHS', '/ask');
    const asked = lastSeen(sandbox, 'U0ANN', 'C0MATHS');
    const control = asked?.blocks.flatMap((block) => (block.type === 'controls' ? block.controls : []))[0];
    expect(control).toMatchObject({ type: 'button', label: 'Try it', style: 'plain' });
    await ann.press(asked?.id ?? '', control?.id ?? '');

    expect(ann.messages('C0MATHS').map(({ text, edited }) => ({ text, edited }))).toEqual([
      { text: 'U0ANN tried v1', edited: true },
    ]);
  });

  it('tells the person when the app does not acknowledge in time', async () => {
    const sandbox = await slack({ ackMilliseconds: 150 });
    await start(sandbox, (app) => app.command('/slow', async () => undefined));

    await sandbox.as('U0ANN').type('C0GENERAL', '/slow');

    expect(sandbox.as('U0ANN').notice()).toBe('/slow failed with the error "operation_timeout"');
  });

  it('hears direct messages and the opening of its home', async () => {
    const sandbox = await slack();
    const heard: unknown[] = [];
    await start(sandbox, (app) => {
      app.event(
        'message',
        async ({ event, body }) => void heard.push([event.channel_type, 'text' in event ? event.text : '', body.event_id]),
      );
      app.event('app_home_opened', async ({ event, client }) => {
        await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [section(`Tab ${event.tab}`)] } });
      });
    });

    await sandbox.as('U0ANN').type(directOf(sandbox, 'U0ANN'), 'is 1 < 2?');
    await sandbox.openHome('U0ANN');

    expect(heard).toEqual([['im', 'is 1 &lt; 2?', expect.stringMatching(/^Ev/)]]);
    expect(sandbox.home('U0ANN')?.blocks).toEqual([{ type: 'text', text: [{ text: 'Tab home' }] }]);
  });
});
