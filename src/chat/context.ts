import { UserError } from '../errors.ts';
import { type Backend, ownerOf } from './backend.ts';
import type { Allow, Context } from './command.ts';
import type { Target } from './plan.ts';
import type { Request } from './request.ts';
import type { Visitor } from './who.ts';

/** Refuses, in words, whoever may not do it. */
export function mayRun(allow: Allow, visitor: Visitor): void {
  if (allow === 'anyone' || allow === 'administrator') return;
  if (!visitor.member)
    throw new UserError(
      visitor.network
        ? 'You have not joined yet. Type /staffroom join: it takes a minute.'
        : 'This workspace or server does not belong to a network yet. An administrator can type /network create.',
    );
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
