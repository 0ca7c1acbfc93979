import type { Choice, Field, RawValues } from './field.ts';
import type { View } from './view.ts';
import type { Caller, Place } from './who.ts';

/** A file somebody gave with a form. It is read when its turn comes: nothing may be awaited before a form is planned. */
export interface GivenFile {
  name: string;
  /** Its size, as the platform says it. */
  bytes: number;
  /** Its contents; undefined when there are more bytes than `most`. Throws when the platform does not hand them over. */
  read(most: number): Promise<Uint8Array | undefined>;
}

/** Something a person did, as an adapter hands it to plan. */
export interface Request {
  /** The platform's id of this delivery: the same thing delivered twice has the same id. */
  id: string;
  caller: Caller;
  place: Place;
  did: /** Typed a command. Discord: subcommand and typed options. Slack: the words after the command. */
    | { kind: 'command'; command: string; subcommand: string; values: RawValues }
    | { kind: 'words'; command: string; words: string }
    /** Pressed a button or chose in a menu (values), by packed action id. */
    | { kind: 'press'; id: string; values?: string[] }
    /** Sent a form, by packed form id; `files`: what was chosen in its file fields, whose values are the files' names. */
    | { kind: 'submit'; id: string; values: RawValues; files?: Readonly<Record<string, GivenFile>> };
}

/** A person is typing in a field that suggests. */
export interface SuggestRequest {
  caller: Caller;
  /** "snippet share" or a packed form id. */
  target: string;
  field: string;
  typed: string;
}

/** One field of a form as it opens. */
export interface FormField {
  name: string;
  field: Field;
  label: string;
  /** Values already there. */
  value?: string | string[];
  /** A looked-up value's words, beside its id. */
  valueLabel?: string;
  /** What is wrong with it, beside the field. */
  problem?: string;
}

/** A form to open. */
export interface Form {
  /** Packed form id. */
  id: string;
  title: string;
  submitLabel: string;
  /** A line above the fields. */
  note?: string;
  fields: FormField[];
}

/** Plan's answer: what the adapter must do at once, before anything is awaited. */
export type Plan =
  | { do: 'open'; form: Form }
  /** Read what stands in the form (Conversation.fill, at most a second), then open it. */
  | { do: 'fill' }
  /** Defer (to the caller alone; 'replace': an update of the message with the button), then perform. */
  | { do: 'run'; answer: 'new' | 'replace' };

/** Perform's answer: what the adapter shows. `people`: accounts of the reader's platform by member id, for names in the Views. */
export type Outcome = {
  people: Record<string, string>;
} /** `sorry`: it did not work, and the View says why; it never takes the place of the message with the pressed button. */ & (
  | { kind: 'show'; view: View; channelView?: View; sorry?: true }
  /** A rule was broken: the form again with its problems (a platform that can keep it open does); else the View with the button that reopens it. */
  | { kind: 'invalid'; form: Form; view: View }
  /** Delivered before: nothing to show. */
  | { kind: 'already' }
);

/** A suggestion: what is shown, and the value a choice stands for. */
export type Suggestion = Choice;
