import type { Command, Runnable, RunnableAction } from './command.ts';
import { type Field, FORM_FIELDS, isLookup, labelOf, OPTIONS, room } from './field.ts';
import { MAX_PACKED, packForm } from './packed.ts';

/**
 * What one platform cannot show is refused for both, at start-up and in the tests: every command is checked against the tighter of the
 * two platforms' limits (platforms.md 1.4, 1.5, 2.1). Empty when all is well.
 */
export function problemsOf(commands: readonly Command<unknown>[]): string[] {
  const targets = commands.flatMap((command) =>
    Object.entries(command.subcommands).map(([name, one]) => ({ where: `/${command.name} ${name}`, one })),
  );
  const actions = commands.flatMap((command) => command.actions ?? []);
  return [
    ...commands.flatMap(problemsOfCommand),
    ...targets.flatMap(({ where, one }) => [...problemsOfRunnable(where, one), ...tooLong(where, 'about', one.about, 100)]),
    ...targets.flatMap(({ where, one }) => [
      ...problemsOfOptions(where, one),
      ...problemsOfOpening(where, one, actions),
      ...problemsOfReading(where, one),
    ]),
    ...actions.flatMap((action) => problemsOfAction(action)),
    ...twice(commands.map((command) => command.name)).map((name) => `/${name} is there twice`),
    ...twice(actions.map((action) => action.ref.name)).map((name) => `the action ${name} is there twice`),
  ];
}

/** Slack refuses the whole list of commands for one of these (platforms.md 1.5). */
export const RESERVED_NAMES = (
  'me status away dnd shrug remind msg feed who collapse expand leave join open search topic mute pro shortcuts ' +
  'help invite archive active apps prefs rename star'
).split(' ');

const NAME = /^[a-z]{1,32}$/;

function problemsOfCommand(command: Command<unknown>): string[] {
  const names = Object.keys(command.subcommands);
  return [
    ...(NAME.test(command.name) ? [] : [`/${command.name}: names are lower case letters, at most 32`]),
    ...(RESERVED_NAMES.includes(command.name) ? [`/${command.name}: Slack reserves this name`] : []),
    ...tooLong(`/${command.name}`, 'about', command.about, 100),
    ...names
      .filter((name) => !NAME.test(name))
      .map((name) => `/${command.name} ${name}: names are lower case letters, at most 32`),
    ...(names.length > OPTIONS ? [`/${command.name}: at most ${OPTIONS} subcommands`] : []),
  ];
}

function problemsOfRunnable(where: string, one: Pick<Runnable<unknown>, 'fields' | 'title'>): string[] {
  return [
    ...tooLong(where, 'title', one.title ?? where, 24),
    ...Object.entries(one.fields).flatMap(([name, field]) => problemsOfField(`${where}, ${name}`, name, field)),
  ];
}

function problemsOfReading(where: string, { reads, ask, opens, keepsName }: Runnable<unknown>): string[] {
  return reads && (ask || opens || keepsName) ? [`${where}: only reads, so it asks for no form and keeps no name`] : [];
}

function problemsOfField(where: string, name: string, field: Field): string[] {
  const choices = field.kind === 'choice' || field.kind === 'choices' ? field.choices : [];
  // Discord shows a list of several in menus of 25 each; two menus are the most a form has room for.
  const most = field.kind === 'choices' ? 2 * OPTIONS : OPTIONS;
  return [
    ...(NAME.test(name) ? [] : [`${where}: field names are lower case letters`]),
    ...tooLong(where, 'label', labelOf(name, field), 45),
    ...tooLong(where, 'about', field.about, 100),
    ...(choices.length > most ? [`${where}: at most ${most} choices`] : []),
    ...choices.flatMap((one) => [
      ...tooLong(where, 'choice label', one.label, 75),
      ...tooLong(where, 'choice value', one.value, 75),
    ]),
    ...(field.kind === 'file' && !(field.endings.length > 0 && field.endings.every((ending) => /^[a-z0-9]{1,10}$/.test(ending)))
      ? [`${where}: a file needs to know how its name may end, like csv`]
      : []),
    ...((field.kind === 'text' || field.kind === 'longText') && (field.max ?? 0) > 3000
      ? [`${where}: at most 3,000 characters`]
      : []),
  ];
}

/** Subcommands: on Discord what is looked up, or everything when no form is asked for, is a typed option. */
function problemsOfOptions(where: string, one: Runnable<unknown>): string[] {
  const fields = Object.entries(one.fields);
  const inForm = fields.filter(([, field]) => !isLookup(field));
  const asForm = one.ask === 'form';
  return [
    ...(fields.length > OPTIONS ? [`${where}: at most ${OPTIONS} fields`] : []),
    ...(asForm && room(inForm.map(([, field]) => field)) > FORM_FIELDS
      ? [`${where}: a form holds ${FORM_FIELDS} fields besides looked-up ones`]
      : []),
    ...(!asForm && inForm.some(([, field]) => field.kind === 'choices' || field.kind === 'longText' || field.kind === 'file')
      ? [`${where}: long text, several choices and files need ask: 'form'`]
      : []),
  ];
}

/** A command that opens an action's form: its field is looked up, and that action knows its row by one id. */
function problemsOfOpening(where: string, { opens, fields }: Runnable<unknown>, actions: readonly RunnableAction<unknown>[]) {
  if (!opens) return [];
  const field = fields[opens.field];
  const action = actions.find((one) => one.ref.name === opens.ref.name);
  return [
    ...(field && isLookup(field) ? [] : [`${where}: only a looked-up field can say which form opens`]),
    ...(action && action.ref.state.length === 1 ? [] : [`${where}: ${opens.ref.name} does not carry exactly one id`]),
  ];
}

function problemsOfAction(action: RunnableAction<unknown>): string[] {
  const where = `action ${action.ref.name}`;
  const fields = Object.values(action.fields);
  const id = packForm({
    target: action.ref.name,
    opened: 'x'.repeat(10),
    state: action.ref.state.map(() => 'x'.repeat(12)),
    values: {},
  });
  return [
    ...problemsOfRunnable(where, { fields: action.fields, title: action.title ?? (fields.length > 0 ? undefined : '') }),
    ...(fields.some(isLookup)
      ? [`${where}: a Discord form has no looking up while typing; use a menu or a command's option`]
      : []),
    ...(room(fields) > FORM_FIELDS ? [`${where}: a form holds ${FORM_FIELDS} fields`] : []),
    ...(id === undefined ? [`${where}: its form's id would pass ${MAX_PACKED} characters`] : []),
  ];
}

function tooLong(where: string, what: string, words: string, max: number): string[] {
  return words.length > max ? [`${where}: ${what} has ${words.length} characters, ${max} are allowed`] : [];
}

function twice(names: readonly string[]): string[] {
  return names.filter((name, index) => names.indexOf(name) !== index);
}
