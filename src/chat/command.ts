import type { Fields, InputOf, RawValues } from './field.ts';
import type { ActionRef } from './packed.ts';
import type { View } from './view.ts';
import type { HomeNetwork, Insider, Place, Visitor } from './who.ts';

/**
 * Who may do a thing; checked in perform for slash commands, buttons and forms alike. 'anyone': also people who have not joined;
 * 'administrator': of the workspace or server, joined or not.
 */
export type Allow = 'anyone' | 'administrator' | 'member' | 'coordinator';

/** What a handler gets beside its input. `App` is everything the bot knows how to do, inside one transaction unless it only `reads`. */
export interface Context<App, A extends Allow = 'member', S extends string = never> {
  app: App;
  /** Who asks; for members their row. */
  member: A extends 'anyone' | 'administrator' ? Insider | undefined : Insider;
  network: A extends 'anyone' | 'administrator' ? HomeNetwork | undefined : HomeNetwork;
  visitor: Visitor;
  place: Place;
  /** Business time. */
  now: Date;
  /** The values the pressed button carried. */
  state: Record<S, string>;
  /** Keeps values for a day for buttons to come back to (pages of a search); returns their id. */
  keep(values: RawValues): Promise<string>;
  /** Values kept before by this person; undefined when a day has passed. */
  kept(id: string): Promise<RawValues | undefined>;
}

/** What a handler returns: a View for the caller, or one for the caller and one for everybody in the channel. */
export type Answer = View | { caller: View; channel: View };

/**
 * Work too long for a transaction, which a handler returns instead of an answer. What the handler did is committed first, with the
 * request's claim; then the work is done outside any transaction, off the event loop if it is heavy; what it returns runs in a second
 * transaction, with its own App, after permission was checked again. A process that ends in between leaves nothing half done: the
 * second part did not happen, and the person asks again. So the second part checks that what the work was based on still holds.
 */
export interface Errand<C> {
  /** Shown when it takes longer than a moment. */
  meanwhile: View;
  /** Ends early, by throwing, when the signal is aborted: the bot is being stopped. */
  work(signal: AbortSignal): Promise<(context: C) => Promise<Answer>>;
}

interface Runs<App, F extends Fields, A extends Allow, S extends string> {
  /** Default 'member'. */
  allow?: A;
  fields: F;
  /** The handler keeps the caller's name, so the platform is asked for the whole of it first. */
  keepsName?: true;
  run(input: InputOf<F>, context: Context<App, A, S>): Promise<Answer | Errand<Context<App, A, S>>>;
  /** A line above its form, where what sending it does depends on where that is. A form with fields for five has no room for it everywhere. */
  says?(place: Place): string;
  /** Its form may be wanted again: the words on the button that opens a fresh one, where the same one was sent twice. */
  another?: string;
  /** For a form that edits something: what stands in it when it opens. Reads the database for at most one second. */
  fill?(context: Context<App, A, S>): Promise<RawValues>;
}

/** One thing a slash command can do. */
export interface Subcommand<App, F extends Fields = Fields, A extends Allow = Allow> extends Runs<App, F, A, never> {
  /** One line, at most 100 characters. */
  about: string;
  /** 'form': always ask in a form, even where typed options would do. */
  ask?: 'form';
  /** Title of its form, at most 24 characters (Slack's limit); default "/command subcommand". */
  title?: string;
  /** When this looked-up field is given, the form of that action opens instead, for the row that was found. */
  opens?: { field: keyof F & string; ref: ActionRef };
  /**
   * It changes nothing (what its buttons come back to may be kept), and answers only who asked. So it needs neither a claim nor a
   * transaction, and one whose answer was lost on its way is answered when it is delivered again.
   */
  reads?: true;
}

/** What a person types: a slash command with its subcommands. */
export interface Command<App> {
  name: string;
  about: string;
  // Handlers differ in their input; perform hands each only what its own fields produced.
  subcommands: Record<string, Runnable<App>>;
  actions?: readonly RunnableAction<App>[];
}

/** What a button or menu does. With fields it opens a form first. */
export interface Action<App, F extends Fields = Fields, A extends Allow = Allow, S extends string = string>
  extends Runs<App, F, A, S> {
  ref: ActionRef<S>;
  /** Title of its form, at most 24 characters. */
  title?: string;
  /** 'new' (default): an answer of its own; 'replace': the message with the button changes (pages). */
  answer?: 'new' | 'replace';
}

/** A subcommand as the registry keeps it, its input type forgotten. */
export interface Runnable<App> {
  about: string;
  ask?: 'form';
  title?: string;
  opens?: { field: string; ref: ActionRef };
  reads?: true;
  allow?: Allow;
  fields: Fields;
  keepsName?: true;
  says?(place: Place): string;
  another?: string;
  run(input: never, context: never): Promise<Answer | Errand<never>>;
  fill?(context: never): Promise<RawValues>;
  /** Never set: only remembers the App's type. */
  app?: App;
}

/** An action as the registry keeps it. */
export interface RunnableAction<App> extends Omit<Runnable<App>, 'about' | 'ask' | 'opens' | 'reads'> {
  ref: ActionRef;
  answer?: 'new' | 'replace';
}

/** The three ways to declare things people can do, for one App, so that no handler annotates its input. */
export function definitionsFor<App>() {
  return {
    command: (command: Command<App>): Command<App> => command,
    subcommand: <const F extends Fields, A extends Allow = 'member'>(subcommand: Subcommand<App, F, A>): Runnable<App> =>
      subcommand,
    action: <S extends string, const F extends Fields = Record<never, never>, A extends Allow = 'member'>(
      ref: ActionRef<S>,
      action: Omit<Action<App, F, A, S>, 'ref' | 'fields'> & { fields?: F },
    ): RunnableAction<App> => ({ ...action, fields: action.fields ?? {}, ref: ref as ActionRef }),
  };
}
