import { UserError } from '../errors.ts';
import { sorryView } from './answers.ts';
import { type Backend, ownerOf } from './backend.ts';
import { check } from './check.ts';
import type { Command } from './command.ts';
import { contextOf, mayAdminister, mayRun } from './context.ts';
import { type Fields, isLookup, type RawValues } from './field.ts';
import { shortId, unpackAction, unpackForm } from './packed.ts';
import { within } from './patience.ts';
import { perform } from './perform.ts';
import { type FormAbilities, formFor, plan, type Registry, registryOf, reopenRef, targetOf } from './plan.ts';
import type { Conversation, Log } from './platform.ts';
import type { Form, Request } from './request.ts';
import { say } from './text.ts';
import { keepable } from './typed.ts';
import { button, buttons, text, view } from './view.ts';
import type { Visitor } from './who.ts';

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
      try {
        const filled = await within(
          FILL_MS,
          draft ? reopened(registry, backend, request, abilities, draft) : filledForm(registry, backend, request, abilities),
        );
        if (filled) return { form: filled };
        const late = draft ?? (await backend.drafts.keep(ownerOf(request.caller), await lateDraft(registry, request, abilities)));
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

async function reopened<App>(
  registry: Registry<App>,
  backend: Backend<App>,
  request: Request,
  abilities: FormAbilities,
  id: string,
): Promise<Form> {
  const draft = await backend.drafts.read(ownerOf(request.caller), id);
  const runnable = draft && registry.byTarget(draft.target);
  if (!draft || !runnable)
    throw new UserError('What you typed is no longer kept (it stays for a day). Please type the command again.');
  return backend.look(request.caller, async (app, visitor) => {
    const problems = abilities.lookupInForm ? {} : await notFound(runnable.fields, draft.values, backend, app, visitor);
    const target = { name: draft.target, runnable, state: draft.state };
    const form = formFor(target, shortId(request.id), draft.values, abilities, problems);
    if (!form) throw new UserError('Please type the command again and choose from the list as you type.');
    return labelled(form, runnable.fields, backend, app, visitor);
  });
}

/** The looked-up fields for which nothing is found, with the problem: they stand in the form to be mended. */
async function notFound<App>(
  fields: Fields,
  values: RawValues,
  backend: Backend<App>,
  app: App,
  visitor: Visitor,
): Promise<Record<string, string>> {
  const lookups = Object.fromEntries(
    Object.entries(fields).filter(([name, field]) => isLookup(field) && values[name] !== undefined),
  );
  return (await check(lookups, values, backend.lookups, app, visitor)).problems;
}

async function filledForm<App>(
  registry: Registry<App>,
  backend: Backend<App>,
  request: Request,
  abilities: FormAbilities,
): Promise<Form> {
  const target = targetOf(registry, request, abilities);
  if (!target) throw new UserError('This button is from an older message and no longer does anything.');
  await mayAdminister(target.runnable.allow ?? 'member', request.caller);
  return backend.look(request.caller, async (app, visitor) => {
    mayRun(target.runnable.allow ?? 'member', visitor);
    const context = contextOf(backend, request, target, app, visitor);
    const standing = (await target.runnable.fill?.(context as never)) ?? {};
    const form = formFor(target, shortId(request.id), { ...standing, ...target.values }, abilities);
    if (!form) throw new UserError('Please type the command again and choose from the list as you type.');
    return labelled(form, target.runnable.fields, backend, app, visitor);
  });
}

/** A looked-up value that already stands in a form needs its words beside its id. */
async function labelled<App>(form: Form, fields: Fields, backend: Backend<App>, app: App, visitor: Visitor): Promise<Form> {
  const shown = await Promise.all(
    form.fields.map(async (one) => {
      const field = fields[one.name];
      if (!field || !isLookup(field) || typeof one.value !== 'string') return one;
      const found = await backend.lookups[field.kind].find(app, visitor, one.value);
      return 'value' in found ? { ...one, value: found.value, valueLabel: found.label } : one;
    }),
  );
  return { ...form, fields: shown };
}

async function lateDraft<App>(
  registry: Registry<App>,
  request: Request,
  abilities: FormAbilities,
): Promise<{ target: string; state: string[]; values: RawValues }> {
  const target = targetOf(registry, request, abilities);
  return { target: target?.name ?? '', state: target?.state ?? [], values: keepable(target?.values ?? {}) };
}
