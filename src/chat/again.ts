import { sorryView } from './answers.ts';
import { type Backend, ownerOf } from './backend.ts';
import { isLookup } from './field.ts';
import { reopenRef, type Target } from './plan.ts';
import { say } from './text.ts';
import { button, buttons, text, type View, view } from './view.ts';
import type { Caller } from './who.ts';

const SENT = 'You have already sent this form. Nothing was done twice.';

/** What somebody sees who sends a form twice; with a fresh one for the same thing, where doing it again makes sense. */
export async function sentBeforeView<App>(backend: Backend<App>, caller: Caller, target: Target<App>): Promise<View> {
  const { name, runnable, state } = target;
  if (runnable.another === undefined) return sorryView(SENT);
  // What was chosen as it was typed (a topic, say) would have to be typed again; the words are for something else now.
  const chosen = Object.entries(target.values).filter(([field]) => runnable.fields[field] && isLookup(runnable.fields[field]));
  const draft = await backend.drafts.keep(ownerOf(caller), { target: name, state, values: Object.fromEntries(chosen) });
  return view(text(say`${SENT}`), buttons(button(reopenRef, { draft }, runnable.another, { style: 'primary' })));
}
