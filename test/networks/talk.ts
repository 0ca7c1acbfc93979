import { commands } from '../../commands/index.ts';
import { createConversation } from '../../src/chat/conversation.ts';
import { packForm } from '../../src/chat/packed.ts';
import type { FormAbilities } from '../../src/chat/plan.ts';
import type { Form, GivenFile, Outcome, Request } from '../../src/chat/request.ts';
import type { View } from '../../src/chat/view.ts';
import type { Caller, Place } from '../../src/chat/who.ts';
import { newId } from '../../src/database/id.ts';
import type { Net, SmallWorld } from './small-world.ts';

/** Somebody who talks to the bot: the real commands over the small world, without a platform. */
export interface Talker {
  ask(did: Request['did']): Promise<Outcome>;
  /** Types a command, as "snippet edit", with its options. */
  type(words: string, values?: Record<string, string>): Promise<Outcome>;
  /** Presses the button with this label in what was shown last. */
  press(label: string): Promise<Outcome>;
  /** Chooses in the only menu of what was shown last. */
  choose(value: string): Promise<Outcome>;
  /** What opens instead of an answer, when a command or the button with this label opens a form. */
  open(what: string | Request['did']): Promise<{ form: Form } | { view: View }>;
  /** Sends a form: one that opened, or that of a command or action by name; `files`: chosen in its file fields. */
  submit(form: string | Form, values: Record<string, string>, files?: Record<string, GivenFile>): Promise<Outcome>;
}

/** A talker; `more` changes who they seem to be. */
export function talker(
  world: SmallWorld,
  net: Net,
  userId: string,
  more: Partial<Caller> = {},
  can?: FormAbilities,
  place: Place = { channelId: 'C1', direct: false },
): Talker {
  const quiet = { info() {}, warn() {}, error() {}, debug() {} };
  const conversation = createConversation(commands, world.backend, quiet);
  const abilities = can ?? { lookupInForm: true };
  const request = (did: Request['did']): Request => ({
    id: newId(),
    caller: { ...world.caller(net, userId), ...more },
    place,
    did,
  });
  let last: View | undefined;
  const labelled = (label: string): string => {
    const blocks = last?.blocks ?? [];
    const shown = blocks.flatMap((one) => (one.kind === 'buttons' ? one.buttons : one.kind === 'item' ? [one.button] : []));
    const found = shown.find((one) => one.label === label);
    if (!found) throw new Error(`no button "${label}" among: ${shown.map((one) => one.label).join(', ')}`);
    return found.id;
  };
  const ask = async (did: Request['did']) => {
    const outcome = await conversation.perform(request(did), abilities);
    if ('view' in outcome) last = outcome.view;
    return outcome;
  };
  return {
    ask,
    type(words, values = {}) {
      const [command = '', subcommand = ''] = words.split(' ');
      return ask({ kind: 'command', command, subcommand, values });
    },
    press: (label) => ask({ kind: 'press', id: labelled(label) }),
    async choose(value) {
      const menu = last?.blocks.find((one) => one.kind === 'select');
      if (menu?.kind !== 'select' || !menu.options.some((one) => one.value === value)) throw new Error('no such choice');
      return ask({ kind: 'press', id: menu.id, values: [value] });
    },
    async open(what) {
      const asked = request(typeof what === 'string' ? { kind: 'press', id: labelled(what) } : what);
      const planned = conversation.plan(asked, abilities);
      if (planned.do === 'open') return { form: planned.form };
      if (planned.do !== 'fill') throw new Error('no form opens');
      const filled = await conversation.fill(asked, abilities);
      if ('view' in filled) last = filled.view;
      return filled;
    },
    submit(form, values, files) {
      const opened = typeof form === 'string' ? packForm({ target: form, opened: newId(), state: [], values: {} }) : form.id;
      return ask({ kind: 'submit', id: opened ?? '', values, ...(files && { files }) });
    },
  };
}
