import { App } from '@slack/bolt';
import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import { PHASES, PICTURE, TOPICS, topicsLike } from './words.ts';

/** The manifest of the echo bot: the local Slack completes its command from it. */
export const manifest = {
  display_information: { name: 'Echo' },
  features: {
    bot_user: { display_name: 'Echo', always_online: true },
    app_home: { messages_tab_enabled: true },
    slash_commands: [
      {
        command: '/echo',
        description: 'Try what the page can show',
        usage_hint: 'form | buttons | file | direct | words',
        should_escape: true,
      },
      { command: '/broken', description: 'Never answers', should_escape: false },
    ],
  },
  oauth_config: { scopes: { bot: ['commands', 'chat:write', 'im:write', 'im:history', 'files:write', 'channels:history'] } },
  settings: {
    interactivity: { is_enabled: true },
    event_subscriptions: { bot_events: ['message.im'] },
    socket_mode_enabled: true,
  },
};

const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (text: string): PlainTextOption => ({ text: plain(text), value: text });

/** Start a small bot on the local Slack with the real SDK. Resolves once it is connected; the result stops it. */
export async function startSlackEcho(environment: Record<string, string>): Promise<() => Promise<unknown>> {
  const app = new App({
    token: environment.SLACK_BOT_TOKEN,
    appToken: environment.SLACK_APP_TOKEN,
    socketMode: true,
    clientOptions: { slackApiUrl: environment.SLACK_API_URL },
  });

  app.command('/broken', async () => undefined);
  app.command('/echo', async ({ command, ack, respond, client }) => {
    await ack();
    if (command.text === 'form') {
      await client.views.open({ trigger_id: command.trigger_id, view: form });
    } else if (command.text === 'buttons') {
      await respond({ response_type: 'in_channel', text: 'Things to press', blocks: buttons(command.user_id) });
    } else if (command.text === 'file') {
      await client.filesUploadV2({
        channel_id: command.channel_id,
        file: PICTURE,
        filename: 'map.png',
        title: 'map.png',
        alt_text: 'A map',
      });
      await client.filesUploadV2({
        channel_id: command.channel_id,
        file: Buffer.from('urn,group\n100000,A\n'),
        filename: 'groups.csv',
        title: 'groups.csv',
      });
    } else if (command.text === 'direct') {
      const { channel } = await client.conversations.open({ users: command.user_id });
      await client.chat.postMessage({ channel: channel?.id ?? '', text: 'Only between us.' });
    } else {
      await respond({ response_type: 'ephemeral', text: `You said *${command.text}*` });
    }
  });
  app.options('topic', async ({ options, ack }) => ack({ options: topicsLike(options.value).map(option) }));
  app.view('echo-form', async ({ ack, view, body, client }) => {
    const title = view.state.values.title?.title?.value ?? '';
    if (title.includes('bad')) return ack({ response_action: 'errors', errors: { title: 'Something kinder, please.' } });
    await ack();
    const { channel } = await client.conversations.open({ users: body.user.id });
    const chosen = view.state.values.topic?.topic?.selected_option?.value;
    await client.chat.postMessage({ channel: channel?.id ?? '', text: `Form: ${title} about ${chosen}` });
  });
  app.action('pick', async ({ ack, respond, action }) => {
    await ack();
    const words = action.type === 'static_select' ? action.selected_option.value : '';
    await respond({ replace_original: false, response_type: 'ephemeral', text: `Picked ${words}` });
  });
  app.action(/^press/, async ({ ack, respond }) => {
    await ack();
    await respond({ replace_original: true, text: 'Pressed, and changed.' });
  });

  await app.start();
  return () => app.stop();
}

const form: ModalView = {
  type: 'modal',
  callback_id: 'echo-form',
  title: plain('Share a practice'),
  submit: plain('Share'),
  blocks: [
    { type: 'section', text: { type: 'mrkdwn', text: 'Tell it as you would to a *colleague*.' } },
    {
      type: 'input',
      block_id: 'topic',
      label: plain('Topic'),
      element: { type: 'external_select', action_id: 'topic', min_query_length: 0 },
    },
    {
      type: 'input',
      block_id: 'title',
      label: plain('Name it in a few words'),
      hint: plain('As it would stand in the digest'),
      element: { type: 'plain_text_input', action_id: 'title', max_length: 80 },
    },
    {
      type: 'input',
      block_id: 'did',
      label: plain('What did you do?'),
      element: { type: 'plain_text_input', action_id: 'did', multiline: true },
    },
    {
      type: 'input',
      block_id: 'phases',
      optional: true,
      label: plain('Phases'),
      element: { type: 'multi_static_select', action_id: 'phases', options: PHASES.map(option) },
    },
    { type: 'input', block_id: 'when', optional: true, label: plain('When'), element: { type: 'datepicker', action_id: 'when' } },
    {
      type: 'input',
      block_id: 'kind',
      optional: true,
      label: plain('How sure are you?'),
      element: { type: 'radio_buttons', action_id: 'kind', options: ['Quite', 'Rather'].map(option) },
    },
    {
      type: 'input',
      block_id: 'with',
      optional: true,
      label: plain('With whom?'),
      element: { type: 'users_select', action_id: 'with' },
    },
  ],
};

const buttons = (person: string): KnownBlock[] => [
  { type: 'header', text: plain('Exit tickets on mini-whiteboards') },
  {
    type: 'section',
    text: {
      type: 'mrkdwn',
      text: `Shared by <@${person}>. *Bold*, _italic_, ~struck~, \`code\` and <https://example.org|a link>.\n• one\n• two`,
    },
    accessory: { type: 'button', action_id: 'press-beside', text: plain('Beside') },
  },
  { type: 'section', text: { type: 'mrkdwn', text: '>A quoted line of what somebody said.' } },
  { type: 'divider' },
  { type: 'context', elements: [{ type: 'mrkdwn', text: 'seen in class · research: extensive' }] },
  {
    type: 'actions',
    elements: [
      { type: 'button', action_id: 'press-1', style: 'primary', text: plain('Try it') },
      {
        type: 'button',
        action_id: 'press-2',
        style: 'danger',
        text: plain('Withdraw'),
        confirm: {
          title: plain('Withdraw it?'),
          text: plain('Nobody will find it any more.'),
          confirm: plain('Withdraw'),
          deny: plain('Keep it'),
        },
      },
      { type: 'static_select', action_id: 'pick', placeholder: plain('Pick a topic'), options: TOPICS.map(option) },
    ],
  },
];
