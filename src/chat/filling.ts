import { UserError } from '../errors.ts';
import { choicesView, notFoundView } from './answers.ts';
import { type Backend, ownerOf } from './backend.ts';
import { check } from './check.ts';
import { contextOf, mayAdminister, mayRun } from './context.ts';
import { type Fields, isLookup, labelOf, maxLengthOf, type RawValues } from './field.ts';
import { shortId } from './packed.ts';
import { type FormAbilities, formFor, leadsOn, noted, type Registry, type Target, targetOf } from './plan.ts';
import type { Form, Request } from './request.ts';
import { keepable, refusedWords, storable } from './typed.ts';
import type { View } from './view.ts';
import type { Visitor } from './who.ts';

/** What filling works with. */
export interface Filling<App> {
  registry: Registry<App>;
  backend: Backend<App>;
  abilities: FormAbilities;
}

/** A form with what stands in it, or what is to be asked before it can open. */
export type Filled = { form: Form } | { view: View };

const NOT_KEPT = 'What you typed is no longer kept (it stays for a day). Please type the command again.';
const TOO_LONG = 'Please type the command again and choose from the list as you type.';
/** Offered when nothing is found for what was typed. */
const OFFERED = 10;

/** The form of a command or button, with what stands in the database for it. */
export async function filledForm<App>(on: Filling<App>, request: Request): Promise<Filled> {
  const target = targetOf(on.registry, request, on.abilities);
  if (!target) throw new UserError('This button is from an older message and no longer does anything.');
  return opened(on, request, { ...target, values: storable(target.values) }, shortId(request.id));
}

/**
 * A form as it was left. However often it is reopened, it is one form: sent once, it is sent. `id`: the draft's.
 */
export async function reopenedForm<App>(on: Filling<App>, request: Request, id: string): Promise<Filled> {
  const draft = await on.backend.drafts.read(ownerOf(request.caller), id);
  const runnable = draft && on.registry.byTarget(draft.target);
  if (!draft || !runnable) throw new UserError(NOT_KEPT);
  const { target: name, state, values } = draft;
  const form = draft.opened ?? shortId(id);
  const answered = Object.entries(runnable.fields).some(([field, one]) => !isLookup(one) && values[field] !== undefined);
  // Kept before the form first opened: it opens as it would have then.
  if (!answered) return opened(on, request, { name, runnable, state, values, asks: true, answer: 'new' }, form);
  return on.backend.look(request.caller, async (app, visitor) => {
    const problems = on.abilities.lookupInForm ? {} : await notFound(on, runnable.fields, values, app, visitor);
    const filled = await formOf(on, { name, runnable, state }, form, values, app, visitor, problems);
    return { form: noted(filled, { runnable }, request) };
  });
}

async function opened<App>(on: Filling<App>, request: Request, asked: Target<App>, form: string): Promise<Filled> {
  await mayAdminister(asked.runnable.allow ?? 'member', request.caller);
  return on.backend.look(request.caller, async (app, visitor) => {
    mayRun(asked.runnable.allow ?? 'member', visitor);
    const target = leadsOn(asked) ? await ledOn(on, request, asked, app, visitor) : asked;
    if ('blocks' in target) return { view: target };
    mayRun(target.runnable.allow ?? 'member', visitor);
    const context = contextOf(on.backend, request, target, app, visitor);
    const standing = (await target.runnable.fill?.(context as never)) ?? {};
    const values = { ...standing, ...target.values };
    const problems = on.abilities.lookupInForm ? {} : await notFound(on, target.runnable.fields, values, app, visitor);
    return { form: noted(await formOf(on, target, form, values, app, visitor, problems), target, request) };
  });
}

/** The action a command leads on to, once it is known which row is meant; or a View that asks which. Nothing typed is lost by it. */
async function ledOn<App>(
  { registry, backend }: Filling<App>,
  request: Request,
  asked: Target<App>,
  app: App,
  visitor: Visitor,
): Promise<Target<App> | View> {
  const opens = 'opens' in asked.runnable ? asked.runnable.opens : undefined;
  const field = opens && asked.runnable.fields[opens.field];
  const action = opens && registry.action(opens.ref.name);
  if (!opens || !field || !isLookup(field) || !action) return asked;
  const typed = String(asked.values[opens.field]);
  const refused = refusedWords({ typed }).typed;
  if (refused !== undefined) throw new UserError(refused);
  const { [opens.field]: _, ...values } = asked.values;
  const found = await backend.lookups[field.kind].find(app, visitor, typed.slice(0, maxLengthOf(field)));
  if ('value' in found) return { ...asked, name: opens.ref.name, runnable: action, state: [found.value], values };
  const draft = await backend.drafts.keep(ownerOf(request.caller), {
    target: asked.name,
    state: asked.state,
    values: keepable(values),
  });
  if ('choices' in found) return choicesView(labelOf(opens.field, field), typed, opens.field, found.choices, draft);
  return notFoundView(found.problem, opens.field, await backend.lookups[field.kind].suggest(app, visitor, '', OFFERED), draft);
}

/** The looked-up fields for which nothing is found, with the problem: they stand in the form to be mended. */
async function notFound<App>(
  { backend }: Filling<App>,
  fields: Fields,
  values: RawValues,
  app: App,
  visitor: Visitor,
): Promise<Record<string, string>> {
  const lookups = Object.fromEntries(
    Object.entries(fields).filter(([name, field]) => isLookup(field) && values[name] !== undefined),
  );
  return (await check(lookups, values, backend.lookups, app, visitor)).problems;
}

async function formOf<App>(
  { backend, abilities }: Filling<App>,
  target: Pick<Target<App>, 'name' | 'runnable' | 'state'>,
  id: string,
  values: RawValues,
  app: App,
  visitor: Visitor,
  problems: Readonly<Record<string, string>>,
): Promise<Form> {
  const form = formFor(target, id, values, abilities, problems);
  if (!form) throw new UserError(TOO_LONG);
  // A looked-up value that already stands in a form needs its words beside its id.
  const fields = await Promise.all(
    form.fields.map(async (one) => {
      const field = target.runnable.fields[one.name];
      if (!field || !isLookup(field) || typeof one.value !== 'string') return one;
      const found = await backend.lookups[field.kind].find(app, visitor, one.value);
      return 'value' in found ? { ...one, value: found.value, valueLabel: found.label } : one;
    }),
  );
  return { ...form, fields };
}
