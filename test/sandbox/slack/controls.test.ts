import { describe, expect, it, vi } from 'vitest';
import { lastSeen, slack, socketApp } from './bolt.ts';
import { modal, option, plain, title } from './view-parts.ts';

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

    await vi.waitFor(() => expect(failures).toMatchObject([{ statusCode: 404 }]), 10_000);
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
