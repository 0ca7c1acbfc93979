import type { Lookups } from './check.ts';
import type { RawValues } from './field.ts';
import type { Caller, Visitor } from './who.ts';

/** Something a person filled in, kept until it succeeds or a day has passed. */
export interface KeptDraft {
  /** The subcommand or action it fills in. */
  target: string;
  state: string[];
  values: RawValues;
  /** The form it was typed into: sent from whichever copy of it, it is sent. */
  opened?: string;
}

/** What the conversation needs of the bot behind it. */
export interface Backend<App> {
  /**
   * Runs work in one transaction that also claims the request: either both are kept or neither, so a crash neither repeats nor
   * swallows it. `claimed`: the claim that was made before. Errors of `work` roll everything back and are thrown on.
   */
  once<T extends object>(
    claims: readonly string[],
    caller: Caller,
    work: (app: App, visitor: Visitor) => Promise<T>,
  ): Promise<T | { claimed: string }>;
  /** Runs reading work without a claim or a transaction: commands that change nothing, suggestions, what stands in a form. */
  look<T>(caller: Caller, work: (app: App, visitor: Visitor) => Promise<T>): Promise<T>;
  /** Accounts on the reader's platform of the members a View names: member id to user id. */
  people(memberIds: readonly string[], caller: Caller): Promise<Record<string, string>>;
  drafts: {
    /** `app`: inside its transaction. */
    keep(owner: string, draft: KeptDraft, app?: App): Promise<string>;
    read(owner: string, id: string, app?: App): Promise<KeptDraft | undefined>;
  };
  lookups: Lookups<App>;
  now(): Date;
}

/** A draft belongs to the person who typed it. */
export function ownerOf(caller: Caller): string {
  return `${caller.platform}:${caller.userId}`;
}
