import { UserError } from '../errors.ts';
import { type Backend, ownerOf } from './backend.ts';
import type { Allow, Context } from './command.ts';
import { within } from './patience.ts';
import type { Target } from './plan.ts';
import type { Request } from './request.ts';
import type { Caller, Visitor } from './who.ts';

/** A form waits two seconds for its answer, and a handle will do when the platform is slow to tell a name. */
const NAME_MS = 1000;

const NOT_JOINED = 'You have not joined yet. Type /staffroom join: it takes a minute.';

/** Why there is no network here: a direct message on some platforms belongs to no workspace or server. */
export function noNetwork(caller: Caller): string {
  return caller.communityExternalId === undefined
    ? 'Please type this in a channel of your server first: from a direct message I cannot tell which network you mean.'
    : 'This workspace or server does not belong to a network yet. An administrator can type /network create.';
}

/** Refuses, in words, whoever is no administrator, where one is needed. The platform is asked only then. */
export async function mayAdminister(allow: Allow, caller: Caller): Promise<void> {
  if (allow === 'administrator' && !(await caller.isAdmin()))
    throw new UserError('Only an administrator of this workspace or server can do that. Please ask one to type it.');
}

/** The caller under their whole name, where the platform's first word for them may be a handle. Asked before any transaction begins. */
export async function wholeNamed(caller: Caller): Promise<Caller> {
  const displayName = caller.fullName && (await within(NAME_MS, caller.fullName()));
  return displayName ? { ...caller, displayName } : caller;
}

/** Refuses, in words, whoever may not do it. */
export function mayRun(allow: Allow, visitor: Visitor): void {
  if (allow === 'anyone' || allow === 'administrator') return;
  if (!visitor.member) throw new UserError(visitor.network ? NOT_JOINED : noNetwork(visitor.caller));
  if (allow === 'coordinator' && !visitor.member.coordinator)
    throw new UserError("Only your network's coordinators can do that.");
}

/** What a handler gets beside its input. */
export function contextOf<App>(
  backend: Backend<App>,
  request: Request,
  target: Target<App>,
  app: App,
  visitor: Visitor,
): Context<App, 'anyone', string> {
  const owner = ownerOf(request.caller);
  const names = 'ref' in target.runnable ? target.runnable.ref.state : [];
  return {
    app,
    visitor,
    member: visitor.member,
    network: visitor.network,
    place: request.place,
    now: backend.now(),
    state: Object.fromEntries(names.map((name, index) => [name, target.state[index] ?? ''])),
    keep: (values) => backend.drafts.keep(owner, { target: target.name, state: target.state, values }, app),
    kept: async (id) => (await backend.drafts.read(owner, id, app))?.values,
  };
}
