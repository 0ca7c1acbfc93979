/** What a text may not hold. */
export type GuardKind = 'upn' | 'date-of-birth' | 'email' | 'phone' | 'safeguarding';

/** Something found in a text that must not be stored, drafted, logged or sent. A finding itself must never be logged. */
export interface GuardFinding {
  kind: GuardKind;
  /** The stretch exactly as typed, with its place in the original text (UTF-16 indexes, end exclusive). */
  span: { text: string; start: number; end: number };
  /** One or two sentences for the author: what it looks like and what to write instead. */
  message: string;
}

/** A stretch of the undisguised text that one of the detectors objects to. */
export interface Objection {
  from: number;
  to: number;
  kind: GuardKind;
  /** The message, given the stretch as typed. */
  message: (typed: string) => string;
}
