import { UserError } from '../errors.ts';
import { sorryView } from './answers.ts';
import { type Backend, type KeptDraft, ownerOf } from './backend.ts';
import type { Command } from './command.ts';
import { isLookup } from './field.ts';
import { filledForm, reopenedForm } from './filling.ts';
import { unpackAction, unpackForm } from './packed.ts';
import { within } from './patience.ts';
import { perform } from './perform.ts';
import { type FormAbilities, plan, type Registry, registryOf, reopenRef, targetOf } from './plan.ts';
import type { Conversation, Log } from './platform.ts';
import type { Request } from './request.ts';
import { say } from './text.ts';
import { keepable } from './typed.ts';
import { button, buttons, text, view } from './view.ts';

/** How long reading what stands in a form may take, so that it still opens within the platforms' three seconds. */
const FILL_MS = 1000;

/**
 * The whole conversation: commands on one side, the bot behind it on the other. Adapters know nothing else. `stopping` ends long
 * work.
 */
export function createConversation<App>(
  commands: readonly Command<App>[],
  backend: Backend<App>,
  log: Log,
  stopping: AbortSignal = new AbortController().signal,
): Conversation {
  const registry = registryOf(commands);
  const on = { registry, backend, log, stopping };
  return {
    commands: commands as readonly Command<unknown>[],
    plan: (request, abilities) => plan(registry, request, abilities),
    perform: (request, abilities, meanwhile) => perform(on, request, abilities, meanwhile),
    async fill(request, abilities) {
      const draft = draftOf(request);
      const filling = { registry, backend, abilities };
      try {
        const filled = await within(FILL_MS, draft ? reopenedForm(filling, request, draft) : filledForm(filling, request));
        if (filled) return 'form' in filled ? filled : { ...filled, people: {} };
        const late = draft ?? (await backend.drafts.keep(ownerOf(request.caller), lateDraft(registry, request, abilities)));
        const again = button(reopenRef, { draft: late }, 'Open the form', { style: 'primary' });
        return { view: view(text(say`That took too long. Press the button to open the form.`), buttons(again)), people: {} };
      } catch (error) {
        if (!(error instanceof UserError)) log.error({ name: (error as Error).name }, 'a form could not be filled');
        const sentence =
          error instanceof UserError ? error.message : 'The form could not be opened. Please try again in a moment.';
        return { view: sorryView(sentence), people: {} };
      }
    },
    async suggest(request, limit) {
      const field = registry.byTarget(unpackForm(request.target)?.target ?? request.target)?.fields[request.field];
      if (!field || !isLookup(field)) return [];
      try {
        return await backend.look(request.caller, (app, visitor) =>
          backend.lookups[field.kind].suggest(app, visitor, request.typed, limit),
        );
      } catch (error) {
        log.warn({ name: (error as Error).name, field: request.field }, 'no suggestions');
        return [];
      }
    },
  };
}

function draftOf(request: Request): string | undefined {
  const packed = request.did.kind === 'press' ? unpackAction(request.did.id) : undefined;
  return packed?.name === reopenRef.name ? packed.values[0] : undefined;
}

function lateDraft<App>(registry: Registry<App>, request: Request, abilities: FormAbilities): KeptDraft {
  const target = targetOf(registry, request, abilities);
  return { target: target?.name ?? '', state: target?.state ?? [], values: keepable(target?.values ?? {}) };
}
