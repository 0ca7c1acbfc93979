import type { SandboxOptions } from '../contract.ts';

/** A JSON object nobody has checked yet. */
export type Fields = Record<string, unknown>;

/** True for a plain JSON object (not null, not a list). */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value when it is a list of objects; otherwise an empty list. */
export function fieldsList(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/** The value when it is text; otherwise ''. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** How the local Slack is started. */
export interface SlackSandboxOptions extends SandboxOptions {
  /** The app's manifest as an object: its commands, scopes and events. Absent: any command, every scope, every event. */
  manifest?: unknown;
  /** Where signed HTTP requests go (Bolt: …/slack/events). Absent: Socket Mode. */
  requestUrl?: string;
  /** How long the app has to acknowledge, in ms. Default 3,000, as Slack's. */
  ackMilliseconds?: number;
  /** How long a trigger_id lives, in ms. Default 3,000, as Slack's. */
  triggerMilliseconds?: number;
  /** How long an act waits, after a silent acknowledgement, for the app to show something, in ms. Default 3,000. */
  settleMilliseconds?: number;
  /** Without a manifest: whether "@name" in a command arrives as <@U…|name> (should_escape). Default true. */
  escapeMentions?: boolean;
  /** The name people see on the app's messages, unless the manifest has one. Default "Staffroom". */
  botName?: string;
  /** Channel ids the app has not been invited to (chat.postMessage answers not_in_channel). Default none. */
  channelsWithoutBot?: string[];
  /** People whose accounts are deactivated (conversations.open answers user_disabled). Default none. */
  deactivated?: string[];
}

/** The words of a list; whatever else is in it is left out. */
export function listOfWords(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
