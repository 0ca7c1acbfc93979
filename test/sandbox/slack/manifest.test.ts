import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../src/sandbox/slack/manifest.ts';
import { directOf, lastSeen, slack, socketApp } from './bolt.ts';

const MANIFEST = {
  display_information: { name: 'Staffroom' },
  features: {
    bot_user: { display_name: 'Staffroom', always_online: true },
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
    slash_commands: [
      { command: '/snippet', description: 'Practice from classrooms', usage_hint: 'share | find', should_escape: true },
    ],
  },
  oauth_config: { scopes: { bot: ['commands', 'chat:write', 'im:history'] } },
  settings: {
    event_subscriptions: { bot_events: ['message.im'] },
    interactivity: { is_enabled: true },
    socket_mode_enabled: true,
  },
};

const withCommands = (...commands: object[]) => ({ ...MANIFEST, features: { ...MANIFEST.features, slash_commands: commands } });

describe('the manifest', () => {
  it.each([
    ['a reserved command', withCommands({ command: '/topic', description: 'x' }), 'a name that Slack keeps for itself'],
    ['a command without a slash', withCommands({ command: 'snippet', description: 'x' }), 'must be "/"'],
    ['upper case', withCommands({ command: '/Snippet', description: 'x' }), 'lower-case'],
    ['no description', withCommands({ command: '/snippet' }), 'has no description'],
    ['a typing mistake', withCommands({ command: '/snippet', description: 'x', usagehint: 'y' }), 'unknown property usagehint'],
    [
      'the same command twice',
      withCommands({ command: '/a', description: 'x' }, { command: '/a', description: 'x' }),
      'is there twice',
    ],
    ['an unknown part', { ...MANIFEST, feature: {} }, 'unknown property feature'],
    ['no name', { ...MANIFEST, display_information: {} }, 'display_information.name is missing'],
    ['no commands scope', { ...MANIFEST, oauth_config: { scopes: { bot: [] } } }, 'need the bot scope "commands"'],
    ['something else', 'yaml: yes', 'must be a JSON object'],
  ])('is refused in plain words with %s', (_what, manifest, words) => {
    expect(() => readManifest(manifest)).toThrow(words);
  });

  it('gives the composer its list, and refuses commands that are not in it', async () => {
    const sandbox = await slack({ manifest: MANIFEST });
    await socketApp(sandbox, (app) => app.command('/snippet', async ({ ack }) => ack('here')));
    const ann = sandbox.as('U0ANN');

    expect(ann.commands()).toEqual([{ path: '/snippet', about: 'Practice from classrooms', usage: 'share | find', options: [] }]);
    await ann.type('C0GENERAL', '/snippets');
    expect(ann.notice()).toContain('/snippets is not a valid command');
    await ann.type('C0GENERAL', '/snippet');
    expect(ann.notice()).toBeUndefined();
    expect(lastSeen(sandbox, 'U0ANN', 'C0GENERAL')?.text).toBe('here');
  });

  it('sends only the events that were subscribed to, and grants only the scopes that were asked for', async () => {
    const sandbox = await slack({ manifest: MANIFEST });
    const heard: string[] = [];
    const app = await socketApp(sandbox, (bolt) => {
      bolt.event('message', async ({ event }) => void heard.push(event.channel_type));
      bolt.event('app_home_opened', async () => void heard.push('home'));
    });

    await sandbox.as('U0ANN').type('C0GENERAL', 'in the channel');
    await sandbox.as('U0ANN').type(directOf(sandbox, 'U0ANN'), 'to the app');
    await sandbox.openHome('U0ANN');

    expect(heard).toEqual(['im']);
    await expect(app.client.users.info({ user: 'U0ANN' })).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'users:read' },
    });
  });

  it('escapes mentions in commands only when should_escape says so', async () => {
    const plain = withCommands({ command: '/snippet', description: 'x' });
    const texts: string[] = [];
    for (const manifest of [MANIFEST, plain]) {
      const sandbox = await slack({ manifest });
      await socketApp(sandbox, (app) => app.command('/snippet', async ({ ack, command }) => ack(`${texts.push(command.text)}`)));
      await sandbox.as('U0ANN').type('C0GENERAL', '/snippet to @Bob in #maths <!channel> & https://x.org/?a=1&b=2');
    }

    expect(texts).toEqual([
      'to <@U0BOB|bob> in <#C0MATHS|maths> &lt;!channel&gt; &amp; <https://x.org/?a=1&amp;b=2>',
      'to @Bob in #maths &lt;!channel&gt; &amp; https://x.org/?a=1&amp;b=2',
    ]);
  });
});
