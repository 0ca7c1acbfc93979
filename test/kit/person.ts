import { setTimeout as wait } from 'node:timers/promises';
import type { PersonClient, PickedFile, ShownControl, ShownField, ShownForm, ShownMessage } from '../../src/sandbox/contract.ts';
import { controlsOf, wordsOn } from './shown.ts';

/** One person in front of one chat app. Acts return the words of everything that came of them. */
export interface Person {
  name: string;
  client: PersonClient;
  /** What the last act brought, oldest first. */
  came(): ShownMessage[];
  /** Types into #staffroom, or the channel named ("direct": the direct messages with the bot), and presses Enter. */
  type(text: string, channel?: string): Promise<string>;
  /** Presses a button by its label on the newest message that has one. */
  press(label: string): Promise<string>;
  /** Presses a button that asks first, and says yes. */
  pressSurely(label: string): Promise<string>;
  /** Chooses in the menu with this placeholder on the newest message that has one, by the options' labels. */
  choose(placeholder: string, ...labels: string[]): Promise<string>;
  /** Fills in the open form by its labels (choices too are given by label) and sends it; `files`: chosen in fields, by label too. */
  fill(values: Record<string, string | string[]>, files?: Record<string, PickedFile>): Promise<string>;
  /** The open form; throws when there is none. */
  form(): ShownForm;
  field(label: string): ShownField;
  /** The bot's messages in a channel, oldest first. */
  sees(channel?: string): ShownMessage[];
  /** All the words of the bot this person sees anywhere. */
  seesAnywhere(): string;
  channelId(name: string): string;
}

/** How long an act may take to bring something; far longer than it does. */
const PATIENCE_MS = 30_000;
const LOOK_MS = 15;

/** The short way of doing things as this person. */
export function personOf(client: PersonClient): Person {
  const { name } = client.person;
  let came: ShownMessage[] = [];

  const channelId = (wanted: string) => {
    const found = client.channels().find((one) => (wanted === 'direct' ? one.kind === 'direct' : one.name === wanted));
    if (!found) throw new Error(`${name} sees no channel "${wanted}"`);
    return found.id;
  };
  const sees = (channel = 'staffroom') => client.messages(channelId(channel)).filter((message) => message.author.bot);
  const everywhere = () => client.channels().flatMap(({ id }) => client.messages(id).filter((message) => message.author.bot));
  const screen = () => new Map(everywhere().map((message) => [`${message.channelId} ${message.id}`, message]));

  /**
   * Does something and waits for what comes of it: a message, a form, or a notice of the app itself. What the outbox happens to send
   * meanwhile is not an answer.
   */
  async function after(act: () => Promise<void>): Promise<string> {
    const before = screen();
    const form = JSON.stringify(client.form());
    await act();
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const changed = [...screen()]
        .filter(([key, message]) => !leftByItself(message) && isNews(before.get(key), message))
        .map(([, message]) => message);
      const opened = client.form() !== undefined && JSON.stringify(client.form()) !== form;
      const done = changed.some(hasWords) && !changed.some((message) => message.pending);
      if (done || opened || client.notice() !== undefined || Date.now() > until) {
        came = changed;
        return [...changed.map((message) => message.text), client.notice()].filter(Boolean).join('\n');
      }
      await wait(LOOK_MS);
    }
  }

  function find(is: (control: ShownControl) => boolean, what: string): { message: ShownMessage; control: ShownControl } {
    // What came last is what the person looks at; then the newest of everything.
    for (const message of [...everywhere().sort((a, b) => a.at.localeCompare(b.at)), ...came].reverse()) {
      const control = controlsOf(message).find(is);
      if (control) return { message, control };
    }
    throw new Error(`${name} sees no ${what}. Last: ${came.map((message) => message.text).join('\n')}`);
  }

  const button = (label: string) => find((one) => one.type === 'button' && one.label === label, `button "${label}"`);
  const person: Person = {
    name,
    client,
    came: () => came,
    sees,
    seesAnywhere: () =>
      everywhere()
        .map((message) => message.text)
        .join('\n'),
    channelId,
    type: (text, channel = 'staffroom') => after(() => client.type(channelId(channel), text)),
    press(label) {
      const { message, control } = button(label);
      return after(() => client.press(message.id, control.id));
    },
    async pressSurely(label) {
      const { control } = button(label);
      // One platform has a dialog for it, on the other the bot asks in a message of its own.
      const asked = await person.press(label);
      return control.type === 'button' && control.confirm ? asked : person.press('Yes');
    },
    choose(placeholder, ...labels) {
      const { message, control } = find((one) => one.type === 'select' && wordsOn(one) === placeholder, `menu "${placeholder}"`);
      const options = control.type === 'select' ? control.options : [];
      const values = labels.map((label) => valueIn(options, label, `menu "${placeholder}"`));
      return after(() => client.press(message.id, control.id, values));
    },
    form() {
      const open = client.form();
      if (!open) throw new Error(`${name} has no form open. Last: ${came.map((message) => message.text).join('\n')}`);
      return open;
    },
    field(label) {
      const { fields } = person.form();
      const found = fields.find((one) => one.label === label);
      if (!found) throw new Error(`the form has no "${label}": ${fields.map((one) => one.label).join(', ')}`);
      return found;
    },
    async fill(values, files = {}) {
      const sent: Record<string, string | string[]> = {};
      for (const [label, value] of Object.entries(values)) Object.assign(sent, await filled(person, label, value));
      const chosen = Object.entries(files).map(([label, file]) => [person.field(label).id, file]);
      return after(() => client.submit(sent, Object.fromEntries(chosen)));
    },
  };
  return person;
}

function isNews(before: ShownMessage | undefined, now: ShownMessage): boolean {
  return before === undefined || before.text !== now.text || before.pending !== now.pending;
}

/** On Slack, files come in a message of their own, before the answer that says where they are. */
function hasWords({ blocks }: ShownMessage): boolean {
  return blocks.some((block) => block.type !== 'file');
}

/** The outbox marks what it sends, so as to find it again: with metadata on Slack, a nonce on Discord. Answers carry neither. */
export function leftByItself({ raw }: ShownMessage): boolean {
  return typeof raw === 'object' && raw !== null && ('metadata' in raw || 'nonce' in raw);
}

/** What is sent for one labelled field. A long list of choices stands in two menus where one holds too few. */
async function filled(person: Person, label: string, value: string | string[]): Promise<Record<string, string | string[]>> {
  const halves = person.form().fields.filter((one) => /^(.+) \(\d\)$/.exec(one.label)?.[1] === label);
  if (halves.length > 0) {
    const wanted = [value].flat();
    const offered = halves.flatMap((half) => half.choices ?? []).map((choice) => choice.label);
    const missing = wanted.find((one) => !offered.includes(one));
    if (missing !== undefined) throw new Error(`"${label}" does not offer "${missing}"`);
    return Object.fromEntries(
      halves.map((half) => [half.id, (half.choices ?? []).filter((one) => wanted.includes(one.label)).map((one) => one.value)]),
    );
  }
  const field = person.field(label);
  if (field.type === 'suggest') {
    const offered = await person.client.suggestField(field.id, String(value));
    const [first] = offered;
    if (!first) throw new Error(`"${label}" suggests nothing for "${String(value)}"`);
    return { [field.id]: first.value };
  }
  const listed = (one: string) => (field.choices && one !== '' ? valueIn(field.choices, one, `"${label}"`) : one);
  return { [field.id]: Array.isArray(value) ? value.map(listed) : listed(value) };
}

function valueIn(choices: readonly { label: string; value: string }[], label: string, where: string): string {
  const found = choices.find((one) => one.label === label) ?? choices.find((one) => one.value === label);
  if (!found) throw new Error(`${where} does not offer "${label}": ${choices.map((one) => one.label).join(', ')}`);
  return found.value;
}
