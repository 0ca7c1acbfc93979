/** A feature says no: the message is shown to the caller alone, in their own terms. */
export class UserError extends Error {
  override name = 'UserError';
}

/** Rules of a form's fields that were broken: field name to a sentence a person can act on. */
export class InvalidInput extends Error {
  override name = 'InvalidInput';
  readonly problems: Readonly<Record<string, string>>;

  constructor(problems: Readonly<Record<string, string>>) {
    super(Object.values(problems).join(' '));
    this.problems = problems;
  }
}
