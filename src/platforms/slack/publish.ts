import type { Command } from '../../chat/command.ts';
import { cut } from '../../chat/text.ts';

/** The app manifest: what a workspace's administrator pastes into Slack once. Slack publishes nothing at run time. */

/** How requests reach the bot: over its own sockets, or at an address of ours (…/slack/events). */
export interface ManifestOptions {
  requestUrl?: string;
}

/** A slash command's usage hint (slackapi/manifest-schema). */
const USAGE_HINT = 1000;

/** What the bot may do, and why it needs to. */
const SCOPES = {
  commands: 'slash commands',
  'chat:write': 'answers, and messages of the outbox',
  'im:write': 'opening the direct messages with a person',
  'im:history': 'direct messages to the bot; looking whether one of ours has arrived',
  'channels:history': 'looking whether a message of ours has arrived in a channel',
  'groups:history': 'the same in a private channel',
  'users:read': 'asking whether somebody is an administrator, and for the name of somebody who joins',
  'files:write': 'tables and pictures',
  'files:read': 'reading the file somebody chose in a form of ours, and no other',
};

/** The manifest for these commands. */
export function manifestFor(commands: readonly Command<unknown>[], options: ManifestOptions = {}): object {
  const url = options.requestUrl;
  return {
    display_information: {
      name: 'Staffroom',
      description: 'Share what works in your classroom, and meet schools elsewhere',
    },
    features: {
      app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: 'Staffroom', always_online: true },
      slash_commands: commands.map((command) => ({
        command: `/${command.name}`,
        description: command.about,
        usage_hint: cut(Object.keys(command.subcommands).join(' | '), USAGE_HINT),
        should_escape: true,
        ...(url !== undefined && { url }),
      })),
    },
    oauth_config: { scopes: { bot: Object.keys(SCOPES) } },
    settings: {
      event_subscriptions: { ...(url !== undefined && { request_url: url }), bot_events: ['message.im'] },
      interactivity: { is_enabled: true, ...(url !== undefined && { request_url: url, message_menu_options_url: url }) },
      org_deploy_enabled: false,
      socket_mode_enabled: url === undefined,
      token_rotation_enabled: false,
    },
  };
}
