import { UserError } from '../errors.ts';
import type { Answer, Errand } from './command.ts';
import { contextOf, mayRun } from './context.ts';
import type { Performing } from './perform.ts';
import type { Target } from './plan.ts';
import type { Request } from './request.ts';
import type { View } from './view.ts';

/** How long somebody waits without a word from us. */
const SILENCE_MS = 2000;

/** Tells whoever waits that it takes longer. A platform that says so by itself needs none. */
export type Meanwhile = (view: View) => void;

/**
 * Does a handler's errand: the work outside any transaction, then what follows in a second one, for which permission is asked again,
 * because much can happen meanwhile. Undefined: there is nothing to show.
 */
export async function runErrand<App>(
  on: Performing<App>,
  request: Request,
  target: Target<App>,
  errand: Errand<never>,
  meanwhile: Meanwhile | undefined,
): Promise<Answer | undefined> {
  const then = await worked(errand, on.stopping, meanwhile);
  const done = await on.backend.once([], request.caller, async (app, visitor) => {
    mayRun(target.runnable.allow ?? 'member', visitor);
    return { answer: await then(contextOf(on.backend, request, target, app, visitor) as never) };
  });
  return 'answer' in done ? done.answer : undefined;
}

async function worked(errand: Errand<never>, stopping: AbortSignal, meanwhile: Meanwhile | undefined) {
  const timer = setTimeout(() => meanwhile?.(errand.meanwhile), SILENCE_MS);
  try {
    stopping.throwIfAborted();
    return await errand.work(stopping);
  } catch (error) {
    if (!stopping.aborted) throw error;
    throw new UserError('I am being restarted, so this was not finished. Please ask again in a minute.');
  } finally {
    clearTimeout(timer);
  }
}
