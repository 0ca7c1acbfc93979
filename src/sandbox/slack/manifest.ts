import type { Fields } from './types.ts';
import { fieldsList, isFields, textOf } from './types.ts';

/** One slash command of the manifest. */
export interface ManifestCommand {
  command: string;
  description: string;
  usageHint: string | undefined;
  shouldEscape: boolean;
}

/** What the local Slack needs of an app manifest. */
export interface Manifest {
  name: string;
  botName: string;
  commands: ManifestCommand[];
  /** Scopes of the bot token; an API method that needs another answers missing_scope. */
  scopes: Set<string>;
  /** Events the app subscribed to; others are not sent. */
  events: Set<string>;
  interactive: boolean;
  homeTab: boolean;
}

/** Names Slack keeps for itself: one of them and the whole manifest is refused (platforms.md 1.5). */
const RESERVED = new Set(
  'me status away dnd shrug remind msg feed who collapse expand leave join open search topic mute pro shortcuts help invite archive active apps prefs rename star'.split(
    ' ',
  ),
);

/** The properties of each part of a manifest (slackapi/manifest-schema); anything else is a typing mistake. */
const KNOWN = {
  '': ['_metadata', 'display_information', 'features', 'oauth_config', 'settings', 'outgoing_domains', 'functions', 'workflows'],
  display_information: ['name', 'description', 'long_description', 'background_color'],
  features: ['app_home', 'bot_user', 'shortcuts', 'slash_commands', 'unfurl_domains', 'assistant_view', 'search'],
  'features.bot_user': ['display_name', 'always_online'],
  'features.app_home': ['home_tab_enabled', 'messages_tab_enabled', 'messages_tab_read_only_enabled'],
  oauth_config: ['redirect_urls', 'scopes', 'token_management_enabled', 'pkce_enabled'],
  'oauth_config.scopes': ['bot', 'user', 'bot_optional', 'user_optional'],
  settings: [
    'allowed_ip_address_ranges',
    'event_subscriptions',
    'interactivity',
    'org_deploy_enabled',
    'socket_mode_enabled',
    'token_rotation_enabled',
    'incoming_webhooks',
    'is_hosted',
    'is_mcp_enabled',
  ],
  'settings.event_subscriptions': ['request_url', 'bot_events', 'user_events', 'metadata_subscriptions'],
  'settings.interactivity': ['is_enabled', 'request_url', 'message_menu_options_url'],
} as const;
const COMMAND_KEYS = ['command', 'description', 'usage_hint', 'should_escape', 'url'];
const COMMAND_SHAPE = /^\/[\p{Ll}\p{Lo}\p{N}_-]{1,31}$/u;
const NAME_MAX = 35;
const BOT_NAME_MAX = 80;
const COMMANDS_MAX = 50;
const COMMAND_DESCRIPTION_MAX = 2000;
const USAGE_HINT_MAX = 1000;

/** Reads an app manifest. Throws an Error that lists everything Slack would refuse, in plain words. */
export function readManifest(value: unknown): Manifest {
  if (!isFields(value)) throw new Error('The Slack manifest must be a JSON object.');
  const problems = [...unknownKeys(value), ...nameProblems(value), ...commandProblems(value), ...scopeProblems(value)];
  if (problems.length > 0) throw new Error(`Slack would refuse this manifest:\n- ${problems.join('\n- ')}`);

  const name = textOf(part(value, 'display_information').name);
  const home = part(value, 'features.app_home');
  return {
    name,
    botName: textOf(part(value, 'features.bot_user').display_name) || name,
    commands: commandsOf(value).map((entry) => ({
      command: textOf(entry.command),
      description: textOf(entry.description),
      usageHint: textOf(entry.usage_hint) || undefined,
      shouldEscape: entry.should_escape === true,
    })),
    scopes: new Set(strings(part(value, 'oauth_config.scopes').bot)),
    events: new Set(strings(part(value, 'settings.event_subscriptions').bot_events)),
    interactive: part(value, 'settings.interactivity').is_enabled === true,
    homeTab: home.home_tab_enabled === true,
  };
}

function part(manifest: Fields, path: string): Fields {
  let at: unknown = manifest;
  for (const key of path === '' ? [] : path.split('.')) at = isFields(at) ? at[key] : undefined;
  return isFields(at) ? at : {};
}

function commandsOf(manifest: Fields): Fields[] {
  return fieldsList(part(manifest, 'features').slash_commands);
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

function unknownKeys(manifest: Fields): string[] {
  return Object.entries(KNOWN).flatMap(([path, known]) =>
    Object.keys(part(manifest, path))
      .filter((key) => !known.some((name) => name === key))
      .map((key) => `unknown property ${path === '' ? key : `${path}.${key}`}`),
  );
}

function nameProblems(manifest: Fields): string[] {
  const name = textOf(part(manifest, 'display_information').name);
  const bot = part(manifest, 'features').bot_user;
  const botName = textOf(part(manifest, 'features.bot_user').display_name);
  return [
    ...(name === '' ? ['display_information.name is missing'] : []),
    ...(name.length > NAME_MAX ? [`display_information.name is longer than ${NAME_MAX} characters`] : []),
    ...(bot !== undefined && botName === '' ? ['features.bot_user.display_name is missing'] : []),
    ...(botName.length > BOT_NAME_MAX ? [`features.bot_user.display_name is longer than ${BOT_NAME_MAX} characters`] : []),
  ];
}

function commandProblems(manifest: Fields): string[] {
  const commands = commandsOf(manifest);
  const socketMode = part(manifest, 'settings').socket_mode_enabled === true;
  const seen = new Set<string>();
  const problems = commands.length > COMMANDS_MAX ? [`more than ${COMMANDS_MAX} slash commands`] : [];
  for (const entry of commands) {
    const command = textOf(entry.command);
    const say = (what: string) => problems.push(`slash command ${JSON.stringify(command)} ${what}`);
    if (!COMMAND_SHAPE.test(command)) say('must be "/" and up to 31 lower-case letters, digits, "-" or "_"');
    if (RESERVED.has(command.slice(1))) say('has a name that Slack keeps for itself');
    if (seen.has(command)) say('is there twice');
    if (textOf(entry.description) === '') say('has no description');
    if (textOf(entry.description).length > COMMAND_DESCRIPTION_MAX) say('has too long a description');
    if (textOf(entry.usage_hint).length > USAGE_HINT_MAX) say('has too long a usage hint');
    if (!socketMode && textOf(entry.url) === '') say('has no url, and Socket Mode is off');
    for (const key of Object.keys(entry)) if (!COMMAND_KEYS.includes(key)) say(`has an unknown property ${key}`);
    seen.add(command);
  }
  return problems;
}

function scopeProblems(manifest: Fields): string[] {
  const scopes = strings(part(manifest, 'oauth_config.scopes').bot);
  const events = strings(part(manifest, 'settings.event_subscriptions').bot_events);
  const needs: Record<string, string> = {
    'message.im': 'im:history',
    'message.channels': 'channels:history',
    app_mention: 'app_mentions:read',
  };
  return [
    ...(commandsOf(manifest).length > 0 && !scopes.includes('commands') ? ['slash commands need the bot scope "commands"'] : []),
    ...events.flatMap((event) => {
      const scope = needs[event];
      return scope && !scopes.includes(scope) ? [`the event ${event} needs the bot scope "${scope}"`] : [];
    }),
  ];
}
