import type { Command, Runnable, RunnableAction } from './command.ts';
import { FORM_FIELDS, isLookup, labelOf, type RawValues, room } from './field.ts';
import { actionRef, packForm, shortId, unpackAction, unpackForm } from './packed.ts';
import type { Form, FormField, Plan, Request } from './request.ts';
import { firstWord, readWords } from './words.ts';

/** What one platform's forms can do; each adapter declares it, shared code never asks which platform it is on. */
export interface FormAbilities {
  /** Can a field look things up inside a form? If not, looked-up fields must be typed options. */
  lookupInForm: boolean;
}

/** Something to run, with what is known of its input: what plan found, and perform does. */
export interface Target<App> {
  name: string;
  runnable: Runnable<App> | RunnableAction<App>;
  state: string[];
  values: RawValues;
  /** Claimed when it succeeds: the form's opening request, so that a form sent twice does it once. */
  opened?: string;
  /** The person must still be asked: a form opens. */
  asks: boolean;
  answer: 'new' | 'replace';
}

/** Reopens a form as it was left: the values are in a draft row, so it is filled before it opens. */
export const reopenRef = actionRef('chat.reopen', ['draft']);
/** Runs a kept form again with one looked-up value chosen from a list. */
export const chooseRef = actionRef('chat.choose', ['draft', 'field']);

/** Everything that can be run, by name: "snippet share" for subcommands, the ref's name for actions. */
export interface Registry<App> {
  commands: readonly Command<App>[];
  subcommand(command: string, name: string): Runnable<App> | undefined;
  action(name: string): RunnableAction<App> | undefined;
  byTarget(target: string): Runnable<App> | RunnableAction<App> | undefined;
}

/** Indexes the commands. */
export function registryOf<App>(commands: readonly Command<App>[]): Registry<App> {
  const actions = new Map(commands.flatMap((command) => command.actions ?? []).map((action) => [action.ref.name, action]));
  const subcommands = new Map<string, Runnable<App>>();
  for (const command of commands) {
    for (const [name, one] of Object.entries(command.subcommands)) subcommands.set(`${command.name} ${name}`, one);
  }
  return {
    commands,
    subcommand: (command, name) => subcommands.get(`${command} ${name}`),
    action: (name) => actions.get(name),
    byTarget: (target) => subcommands.get(target) ?? actions.get(target),
  };
}

/**
 * What is to be run for a request; undefined when nothing of that name exists (an unknown subcommand, a button of an older version).
 * Pure: no I/O, no clock.
 */
export function targetOf<App>(registry: Registry<App>, request: Request, abilities: FormAbilities): Target<App> | undefined {
  const did = request.did;
  switch (did.kind) {
    case 'words': {
      const { first, rest } = firstWord(did.words);
      const runnable = registry.subcommand(did.command, first);
      if (!runnable) return undefined;
      const values = readWords(runnable.fields, rest);
      const asks = runnable.ask === 'form' || lacks(runnable, values);
      return { name: `${did.command} ${first}`, runnable, state: [], values, asks, answer: 'new' };
    }
    case 'command': {
      const runnable = registry.subcommand(did.command, did.subcommand);
      if (!runnable) return undefined;
      const asks =
        (runnable.ask === 'form' && inForm(runnable, abilities).length > 0) || lacksInForm(runnable, did.values, abilities);
      return { name: `${did.command} ${did.subcommand}`, runnable, state: [], values: did.values, asks, answer: 'new' };
    }
    case 'press': {
      const packed = unpackAction(did.id);
      const action = packed && registry.action(packed.name);
      if (!packed || !action || packed.values.length !== action.ref.state.length) return undefined;
      const first = Object.keys(action.fields)[0];
      const chosen = did.values !== undefined && first !== undefined ? { [first]: chosenFor(action, first, did.values) } : {};
      const asks = did.values === undefined && inForm(action, abilities).length > 0;
      return { name: packed.name, runnable: action, state: packed.values, values: chosen, asks, answer: action.answer ?? 'new' };
    }
    case 'submit': {
      const packed = unpackForm(did.id);
      const runnable = packed && registry.byTarget(packed.target);
      if (!packed || !runnable) return undefined;
      const values = { ...packed.values, ...did.values };
      return { name: packed.target, runnable, state: packed.state, values, opened: packed.opened, asks: false, answer: 'new' };
    }
    default:
      return did satisfies never;
  }
}

/**
 * Decides at once, without waiting for anything, what the platform must do: open a form, or defer and run. Both platforms give three
 * seconds for the first answer, and on Discord a form cannot follow a defer.
 */
export function plan<App>(registry: Registry<App>, request: Request, abilities: FormAbilities): Plan {
  if (request.did.kind === 'press' && unpackAction(request.did.id)?.name === reopenRef.name) return { do: 'fill' };
  const target = targetOf(registry, request, abilities);
  if (!target?.asks) return { do: 'run', answer: target?.answer ?? 'new' };
  if (leadsOn(target)) return { do: 'fill' };
  const form = formFor(target, shortId(request.id), target.values, abilities);
  // Typed words too long for a form's id: perform looks them up first and answers with a button that opens the form.
  if (!form) return { do: 'run', answer: target.answer };
  return target.runnable.fill ? { do: 'fill' } : { do: 'open', form: noted(form, target, request) };
}

/** A form with the line above it that fits where it opens. */
export function noted<App>(form: Form, { runnable }: Pick<Target<App>, 'runnable'>, { place }: Request): Form {
  const note = runnable.says?.(place);
  return note === undefined ? form : { ...form, note };
}

/** Does it open the form of an action instead of its own, because the row it is about was named? */
export function leadsOn<App>({ runnable, values }: Pick<Target<App>, 'runnable' | 'values'>): boolean {
  return 'opens' in runnable && runnable.opens !== undefined && values[runnable.opens.field] !== undefined;
}

/** The form of something to run, filled with what is known; undefined when its id would be too long for what it must carry. */
export function formFor<App>(
  target: Pick<Target<App>, 'name' | 'runnable' | 'state'>,
  opened: string,
  values: RawValues,
  abilities: FormAbilities,
  problems: Readonly<Record<string, string>> = {},
): Form | undefined {
  const shown = shownIn(target.runnable, abilities, problems);
  const carried = Object.fromEntries(
    Object.entries(values)
      .filter(([name]) => !shown.includes(name))
      .map(([name, value]) => [name, String(value)]),
  );
  const id = packForm({ target: target.name, opened, state: target.state, values: carried });
  if (id === undefined) return undefined;
  const fields = shown.flatMap((name): FormField[] => {
    const field = target.runnable.fields[name];
    if (!field) return [];
    const problem = problems[name];
    const value = values[name];
    return [{ name, field, label: labelOf(name, field), ...(value !== undefined && { value }), ...(problem && { problem }) }];
  });
  return { id, title: target.runnable.title ?? `/${target.name}`, submitLabel: 'Send', fields };
}

/** A looked-up field that cannot be carried on because nothing was found for it stands in the form after all, as words to mend. */
function shownIn<App>(runnable: Pick<Runnable<App>, 'fields'>, abilities: FormAbilities, problems: object): string[] {
  const usual = inForm(runnable, abilities);
  const wrong = Object.keys(runnable.fields).filter((name) => name in problems && !usual.includes(name));
  const all = [...wrong, ...usual];
  return room(all.flatMap((name) => runnable.fields[name] ?? [])) <= FORM_FIELDS ? all : usual;
}

/** The names of the fields that stand in the form itself. */
export function inForm<App>(runnable: Pick<Runnable<App>, 'fields'>, abilities: FormAbilities): string[] {
  return Object.keys(runnable.fields).filter((name) => {
    const field = runnable.fields[name];
    return field && (abilities.lookupInForm || !isLookup(field));
  });
}

function lacks<App>(runnable: Runnable<App>, values: RawValues): boolean {
  return Object.entries(runnable.fields).some(([name, field]) => !field.optional && values[name] === undefined);
}

/** Whether a form is still to come: something required is missing, or nothing the form asks for was answered at all. */
export function stillAsks<App>(
  runnable: Runnable<App> | RunnableAction<App>,
  values: RawValues,
  abilities: FormAbilities,
): boolean {
  const asked = inForm(runnable, { ...abilities, lookupInForm: false });
  const untouched = asked.length > 0 && asked.every((name) => values[name] === undefined);
  return lacksInForm(runnable, values, abilities) || ('ask' in runnable && runnable.ask === 'form' && untouched);
}

function lacksInForm<App>(runnable: Pick<Runnable<App>, 'fields'>, values: RawValues, abilities: FormAbilities): boolean {
  return inForm(runnable, abilities).some((name) => !runnable.fields[name]?.optional && values[name] === undefined);
}

function chosenFor<App>(action: RunnableAction<App>, field: string, values: string[]): string | string[] {
  return action.fields[field]?.kind === 'choices' ? values : (values[0] ?? '');
}
