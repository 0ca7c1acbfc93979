import type { App } from '@slack/bolt';
import type { SlackSandbox } from '../../../src/sandbox/slack/index.ts';

/** Parts of views, as an app writes them. */
export const plain = (text: string) => ({ type: 'plain_text' as const, text });
export const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
export const input = (id: string, element: object, more: object = {}) => ({
  type: 'input',
  block_id: id,
  label: plain(id),
  element: { action_id: 'value', ...element },
  ...more,
});
export const modal = (blocks: object[], more: object = {}) => ({
  type: 'modal' as const,
  callback_id: 'form',
  title: plain('Form'),
  submit: plain('Send'),
  blocks: blocks as never[],
  ...more,
});
export const title = input('title', { type: 'plain_text_input' });

/** An app whose /form opens this view. */
export function opening(view: object, more: (app: App) => void = () => undefined) {
  return (app: App) => {
    app.command('/form', async ({ ack, body, client }) => {
      await ack();
      await client.apiCall('views.open', { trigger_id: body.trigger_id, view });
    });
    more(app);
  };
}

/** A person types /form in #general. */
export async function openForm(sandbox: SlackSandbox, person = 'U0ANN') {
  const client = sandbox.as(person);
  await client.type('C0GENERAL', '/form');
  return client;
}
