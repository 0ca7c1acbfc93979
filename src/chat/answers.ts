import type { Command } from './command.ts';
import { type Choice, OPTIONS } from './field.ts';
import { chooseRef, reopenRef } from './plan.ts';
import type { Request } from './request.ts';
import { cut, join, say } from './text.ts';
import { button, buttons, note, select, text, type View, view } from './view.ts';

/** A sentence to the caller alone, with the button that reopens the form they were in, when there is one. */
export function sorryView(sentence: string, draft?: string): View {
  return view(
    text(say`${sentence}`),
    draft !== undefined && (buttons(button(reopenRef, { draft }, 'Back to the form', { style: 'primary' })) ?? false),
  );
}

/** The rules that were broken, field by field, and the way back. `hadFile`: a form cannot open with a file in it. */
export function problemsView(problems: readonly { label: string; problem: string }[], draft: string, hadFile = false): View {
  return view(
    ...problems.map(({ label, problem }) => text(say`**${label.endsWith('?') ? label : `${label}:`}** ${problem}`)),
    // Not what the guard refuses: that is kept nowhere.
    note(say`Everything else you typed is kept for a day.${hadFile ? ' The file has to be chosen again.' : ''}`),
    buttons(button(reopenRef, { draft }, 'Back to the form', { style: 'primary' })),
  );
}

/** Several things match what was typed: choose one and go on. */
export function choicesView(label: string, typed: string, field: string, choices: readonly Choice[], draft: string): View {
  return view(
    text(say`**${label}:** several match "${cut(typed, 60)}". Which one do you mean?`),
    select(chooseRef, { draft, field }, 'Choose one', optionsOf(choices)),
  );
}

/** Nothing matches what was typed: why, and what there is to choose from instead. */
export function notFoundView(sentence: string, field: string, choices: readonly Choice[], draft: string): View {
  return view(
    text(say`${sentence}`),
    choices.length > 0 && text(say`Or did you mean one of these?`),
    choices.length > 0 && select(chooseRef, { draft, field }, 'Choose one', optionsOf(choices)),
  );
}

function optionsOf(choices: readonly Choice[]): { label: string; value: string }[] {
  return choices.slice(0, OPTIONS).map((one) => ({ label: cut(one.label, 75), value: one.value }));
}

/** What was typed could be read, and the form comes next. */
export function continueView(draft: string): View {
  return view(
    text(say`Nearly there: a short form comes next.`),
    buttons(button(reopenRef, { draft }, 'Open the form', { style: 'primary' })),
  );
}

/** Nothing of that name exists. */
export function unknownView(commands: readonly Command<unknown>[], request: Request): View {
  const did = request.did;
  if (did.kind === 'press' || did.kind === 'submit')
    return sorryView('This button is from an older message and no longer does anything. Please type the command again.');
  const command = commands.find((one) => one.name === did.command);
  if (!command) return sorryView(`There is no /${did.command} here. Type /staffroom help to see what there is.`);
  const typed = did.kind === 'words' ? did.words.trim().split(/\s+/)[0] : did.subcommand;
  const lines = Object.entries(command.subcommands).map(([name, one]) => say`\`/${command.name} ${name}\` ${one.about}`);
  const opening = typed ? say`/${command.name} has no "${cut(typed, 40)}". It has:` : say`**${command.about}**`;
  return view(text(opening), text(join(lines, '\n')));
}
