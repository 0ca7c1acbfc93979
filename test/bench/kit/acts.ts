import type { PersonClient } from '../../../src/sandbox/contract.ts';

/** What the people of a benchmark do. */
export type Act =
  | { kind: 'type'; texts: readonly string[] }
  | { kind: 'suggest'; text: string; option: string; typed: readonly string[] }
  | { kind: 'share'; words: readonly string[] };

/** One person, and the channel they type in. */
export interface Seat {
  platform: 'slack' | 'discord';
  person: PersonClient;
  channel: string;
}

/** A form opens within the platforms' three seconds or not at all. */
const FORM_MS = 3_500;

/** Does the act whose turn it is. Rejects with why it could not be done. */
export async function act({ platform, person, channel }: Seat, what: Act, index: number): Promise<void> {
  switch (what.kind) {
    case 'type':
      return person.type(channel, what.texts[index % what.texts.length] ?? '');
    case 'suggest': {
      const typed = what.typed[index % what.typed.length] ?? '';
      const found =
        platform === 'slack'
          ? await person.suggestField(await fieldIn(person, channel, what), typed)
          : await person.suggestOption(channel, what.text, what.option, typed);
      if (found.length === 0) throw new Error('nothing was suggested');
      return;
    }
    case 'share':
      await person.type(channel, platform === 'slack' ? '/snippet share' : '/snippet share topic:feedback-marking');
      return fillIn(person, what.words, index);
    default:
      return what satisfies never;
  }
}

/** Where nothing is suggested while a command is typed, its form suggests; once open it stays open. */
async function fieldIn(person: PersonClient, channel: string, { text, option }: Act & { kind: 'suggest' }): Promise<string> {
  if (!person.form()) {
    await person.type(channel, text);
    await opened(person);
  }
  const field = person.form()?.fields.find(({ id, type }) => type === 'suggest' && id.includes(option));
  if (!field) throw new Error(`the form has no ${option} to look up`);
  return field.id;
}

async function fillIn(person: PersonClient, words: readonly string[], index: number): Promise<void> {
  // Another's message in the channel also counts as something new on the screen, so typing may be over before the form is there.
  await opened(person);
  const values: Record<string, string> = {};
  for (const field of person.form()?.fields ?? []) {
    if (field.type === 'suggest') values[field.id] = (await person.suggestField(field.id, 'feedback'))[0]?.value ?? '';
    else if (field.required) values[field.id] = `${words[index % words.length]} ${index}`.slice(-80);
  }
  await person.submit(values);
  if (person.form()) {
    person.dismiss();
    throw new Error('the form stayed open');
  }
}

function opened(person: PersonClient): Promise<void> {
  if (person.form()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const look = (late?: boolean) => {
      if (!late && !person.form()) return;
      stop();
      clearTimeout(timer);
      if (person.form()) resolve();
      else reject(new Error('no form opened'));
    };
    const stop = person.onChange(() => look());
    const timer = setTimeout(look, FORM_MS, true);
  });
}

/** All words of the newest message this person sees. */
export function answerOf({ person, channel }: Seat): string {
  return JSON.stringify(person.messages(channel).at(-1) ?? '');
}
