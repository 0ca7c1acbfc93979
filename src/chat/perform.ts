import { randomBytes } from 'node:crypto';
import { InvalidInput, UserError } from '../errors.ts';
import { sentBeforeView } from './again.ts';
import { choicesView, continueView, problemsView, sorryView, unknownView } from './answers.ts';
import { type Backend, ownerOf } from './backend.ts';
import { check } from './check.ts';
import type { Answer, Errand } from './command.ts';
import { contextOf, mayAdminister, mayRun, wholeNamed } from './context.ts';
import { type Meanwhile, runErrand } from './errand.ts';
import { isLookup, labelOf, type RawValues } from './field.ts';
import { isFile, readFiles, withoutFiles } from './files.ts';
import { shortId, unpackAction } from './packed.ts';
import { chooseRef, type FormAbilities, formFor, type Registry, stillAsks, type Target, targetOf } from './plan.ts';
import type { Log } from './platform.ts';
import type { Outcome, Request } from './request.ts';
import { keepable, refusedWords, storable } from './typed.ts';
import { membersIn, type View } from './view.ts';
import type { Visitor } from './who.ts';

/** What perform works with. */
export interface Performing<App> {
  registry: Registry<App>;
  backend: Backend<App>;
  log: Log;
  /** Aborted when the bot stops: errands end. */
  stopping: AbortSignal;
}

/** A handler's answer or errand, or a question that comes first (`values`: what to keep for going on). */
type Done = { answer: Answer | Errand<never> } | { ask: (draft: string) => View; values: RawValues };

/**
 * Runs what was asked for and says what to show. Never throws: a bug becomes a sentence with a reference that the log has too.
 * `meanwhile` hears when it takes longer.
 */
export async function perform<App>(
  on: Performing<App>,
  request: Request,
  abilities: FormAbilities,
  meanwhile?: Meanwhile,
): Promise<Outcome> {
  let target: Target<App> | undefined;
  try {
    const found = await findTarget(on, request, abilities);
    target = found && { ...found, values: storable(found.values) };
    if (!target) return await shown(on, request, unknownView(on.registry.commands, request));
    // Nobody's file is fetched and looked through who may not do the thing at all.
    if (request.did.kind === 'submit' && request.did.files) await allowed(on, request, target);
    const read = await readFiles(target.runnable.fields, request.did, on.log);
    target = { ...target, values: { ...target.values, ...storable(read) } };
    const refused = refusedWords(target.values);
    if (Object.keys(refused).length > 0) throw new InvalidInput(refused);
    return await run(on, request, target, meanwhile);
  } catch (error) {
    return await failed(on, request, abilities, target, error).catch((second) => broken(on, request, second));
  }
}

function allowed<App>(on: Performing<App>, request: Request, { runnable }: Target<App>): Promise<void> {
  return on.backend.look(request.caller, async (_, visitor) => mayRun(runnable.allow ?? 'member', visitor));
}

async function findTarget<App>(
  on: Performing<App>,
  request: Request,
  abilities: FormAbilities,
): Promise<Target<App> | undefined> {
  const packed = request.did.kind === 'press' ? unpackAction(request.did.id) : undefined;
  if (packed?.name !== chooseRef.name) return targetOf(on.registry, request, abilities);
  const [id = '', field = ''] = packed.values;
  const draft = await on.backend.drafts.read(ownerOf(request.caller), id);
  const runnable = draft && on.registry.byTarget(draft.target);
  if (!draft || !runnable)
    throw new UserError('What you typed is no longer kept (it stays for a day). Please type the command again.');
  const value = request.did.kind === 'press' ? (request.did.values?.[0] ?? '') : '';
  const values = { ...draft.values, [field]: value };
  // The choice may come before the form: where a form looks nothing up, that is typed with the command.
  const asks = stillAsks(runnable, values, abilities);
  return { name: draft.target, runnable, state: draft.state, values, asks, answer: 'new', opened: id };
}

async function run<App>(
  on: Performing<App>,
  request: Request,
  target: Target<App>,
  meanwhile: Meanwhile | undefined,
): Promise<Outcome> {
  const { runnable } = target;
  const allow = runnable.allow ?? 'member';
  await mayAdminister(allow, request.caller);
  // A choice that only leads on to the form may be changed.
  const formClaim = target.opened && !target.asks && `${ownerOf(request.caller)}:form:${target.opened}`;
  const claims = [`${request.caller.platform}:${request.id}`, ...(formClaim ? [formClaim] : [])];
  const caller = runnable.keepsName ? await wholeNamed(request.caller) : request.caller;
  const work = async (app: App, visitor: Visitor): Promise<Done> => {
    mayRun(allow, visitor);
    const checked = await check(runnable.fields, target.values, on.backend.lookups, app, visitor);
    const [several] = Object.entries(checked.choices);
    if (several) {
      const [field, choices] = several;
      const declared = runnable.fields[field];
      const label = declared ? labelOf(field, declared) : field;
      return { ask: (draft) => choicesView(label, String(target.values[field]), field, choices, draft), values: target.values };
    }
    // The form's id could not carry what was typed; now it is looked up, and short.
    if (target.asks) return { ask: continueView, values: { ...target.values, ...lookedUp(runnable.fields, checked.input) } };
    if (Object.keys(checked.problems).length > 0) throw new InvalidInput(checked.problems);
    return { answer: await runnable.run(checked.input as never, contextOf(on.backend, request, target, app, visitor) as never) };
  };
  const reads = 'reads' in runnable && runnable.reads;
  const done = await (reads ? on.backend.look(caller, work) : on.backend.once(claims, caller, work));
  if ('claimed' in done) {
    if (done.claimed !== formClaim) return { kind: 'already', people: {} };
    return shown(on, request, await sentBeforeView(on.backend, request.caller, target));
  }
  if ('answer' in done) {
    if (reads && !('blocks' in done.answer)) throw new Error(`${target.name} only reads: it answers nobody but who asked`);
    const answer = 'work' in done.answer ? await runErrand(on, request, target, done.answer, meanwhile) : done.answer;
    return answer ? shown(on, request, answer) : { kind: 'already', people: {} };
  }
  const draft = await on.backend.drafts.keep(ownerOf(request.caller), {
    target: target.name,
    state: target.state,
    values: done.values,
  });
  return shown(on, request, done.ask(draft));
}

async function failed<App>(
  on: Performing<App>,
  request: Request,
  abilities: FormAbilities,
  target: Target<App> | undefined,
  error: unknown,
): Promise<Outcome> {
  if (error instanceof InvalidInput && target) return invalid(on, request, abilities, target, error);
  const fromForm = target && request.did.kind === 'submit';
  const draft = fromForm ? await keep(on, request, target) : undefined;
  if (error instanceof UserError) return { ...(await shown(on, request, sorryView(error.message, draft))), sorry: true };
  return broken(on, request, error, draft);
}

async function invalid<App>(
  on: Performing<App>,
  request: Request,
  abilities: FormAbilities,
  target: Target<App>,
  error: InvalidInput,
): Promise<Outcome> {
  const draft = await keep(on, request, target);
  const form = formFor(target, target.opened ?? shortId(request.id), target.values, abilities, error.problems);
  const problems = Object.entries(error.problems).map(([name, problem]) => {
    const field = target.runnable.fields[name];
    return { label: field ? labelOf(name, field) : name, problem };
  });
  const hadFile = Object.keys(target.values).some((name) => isFile(target.runnable.fields[name]));
  const message = problemsView(problems, draft, hadFile);
  return form ? { kind: 'invalid', form, view: message, people: {} } : { ...(await shown(on, request, message)), sorry: true };
}

/** Keeps what was typed, less what the guard refuses: that is never kept anywhere. Nor is a file, which no form can open with. */
function keep<App>(on: Performing<App>, request: Request, target: Target<App>): Promise<string> {
  const { name, runnable, state, opened } = target;
  const values = withoutFiles(runnable.fields, target.values);
  const kept = { target: name, state, values: keepable(values), ...(opened !== undefined && { opened }) };
  return on.backend.drafts.keep(ownerOf(request.caller), kept);
}

function broken<App>(on: Performing<App>, request: Request, error: unknown, draft?: string): Outcome {
  const reference = randomBytes(2).toString('hex');
  on.log.error(
    { error: errorFacts(error), reference, platform: request.caller.platform, did: request.did.kind },
    'a request failed',
  );
  return {
    kind: 'show',
    view: sorryView(`Something went wrong on our side. Reference ${reference}.`, draft),
    people: {},
    sorry: true,
  };
}

/** An error's name and place, without any message body a query or an SDK may have put into it. */
function errorFacts(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  return {
    name: error.name,
    code: 'code' in error ? error.code : undefined,
    stack: error.stack
      ?.split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 6),
  };
}

async function shown<App>(on: Performing<App>, request: Request, answer: Answer): Promise<Outcome & { kind: 'show' }> {
  const [view, channelView] = 'caller' in answer ? [answer.caller, answer.channel] : [answer, undefined];
  const named = [...membersIn(view), ...(channelView ? membersIn(channelView) : [])];
  // What was asked for is done by now: names without mentions are better than an apology for it.
  const people = named.length > 0 ? await on.backend.people(named, request.caller).catch(() => ({})) : {};
  return { kind: 'show', view, people, ...(channelView && { channelView }) };
}

function lookedUp(fields: Target<unknown>['runnable']['fields'], input: Record<string, unknown>): RawValues {
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) => {
      const field = fields[name];
      return field && isLookup(field) ? [[name, String(value)]] : [];
    }),
  );
}
