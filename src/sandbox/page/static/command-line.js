import { el } from './dom.js';
import { createListbox } from './listbox.js';
import { createOption } from './option.js';

/**
 * A Discord command being filled in: its name, an input for every required option and every added one, and the rest to add.
 * @param {import('../../contract.ts').ShownCommand} command
 * @param {{ community: any, filled: Record<string, any>, suggest: (text: string, option: string, typed: string) => Promise<any[]>,
 *   run: (text: string, command: any, filled: Record<string, any>) => void, leave: (text?: string) => void, say: (text: string) => void }} context
 */
export function createCommandLine(command, context) {
  /** @type {Map<string, ReturnType<typeof createOption>>} */
  const shown = new Map();
  const list = createListbox({ label: 'Options', onPick: (item) => add(item.option).focus() });
  const help = el('p', { class: 'option-help' });
  const row = el('div', { class: 'line', role: 'group', 'aria-label': command.path });
  const more = el('button', { type: 'button', class: 'more', on: { click: toggleRest, blur: () => list.hide() } });
  list.attach(more);
  more.setAttribute('aria-haspopup', 'listbox');
  const cross = el('button', { type: 'button', class: 'cross', 'aria-label': 'Leave this command', on: { click: () => context.leave() } }, '×');
  const go = el('button', { type: 'submit', class: 'send', 'aria-label': 'Send' }, '➤');
  const popups = el('div', { class: 'popups' }, list.element);
  const element = el('div', { class: 'command-line' }, popups, help, el('div', { class: 'box' }, row, cross, go));

  /** The line as text, as it is sent; `except` leaves one option out. */
  const textWith = (except) =>
    [command.path, ...[...shown].filter(([name, option]) => name !== except && option.value() !== '').map(([name, option]) => `${name}:${option.value()}`)].join(' ');

  function add(definition, filled) {
    const option = createOption(definition, {
      community: context.community,
      filled,
      popups,
      suggest: (typed) => context.suggest(textWith(definition.name), definition.name, typed),
      focused: () => {
        help.replaceChildren(el('b', {}, definition.name), ` ${definition.about}`);
      },
      next: () => next(definition.name),
      run,
      remove: () => remove(definition),
    });
    shown.set(definition.name, option);
    draw();
    return option;
  }

  function remove(definition) {
    const names = [...shown.keys()];
    const previous = names[names.indexOf(definition.name) - 1];
    // Backspace in the first input of all takes the whole command away, as in the real one; a required one stays.
    if (previous === undefined) return context.leave(command.path);
    if (!definition.required) {
      shown.delete(definition.name);
      draw();
    }
    shown.get(previous)?.focus();
  }

  /** Go on from an option that was just filled in: to the next required empty one, or to what could be added. */
  function next(name) {
    const empty = [...shown].find(([other, option]) => other !== name && option.definition.required && option.value() === '');
    if (empty) empty[1].focus();
    else if (!more.hidden) more.focus();
    else go.focus();
  }

  function rest() {
    return command.options.filter(({ name }) => !shown.has(name));
  }

  function toggleRest() {
    if (list.open) return list.hide();
    list.show(rest().map((option) => ({ label: option.name, description: option.about, value: option.name, option })));
    more.focus();
  }

  function draw() {
    more.textContent = `+${rest().length} optional`;
    more.hidden = rest().length === 0;
    list.hide();
    // Moving a node takes the focus from it, so those already in place are left alone.
    const nodes = [path, ...[...shown.values()].map((option) => option.element), more];
    for (const child of [...row.children]) if (!nodes.includes(child)) child.remove();
    nodes.forEach((node, index) => {
      if (row.children[index] !== node) row.insertBefore(node, row.children[index] ?? null);
    });
  }

  function run() {
    const missing = [...shown.values()].filter((option) => option.definition.required && option.value() === '');
    for (const option of shown.values()) option.mark(missing.includes(option));
    if (missing[0]) {
      context.say(`${missing.map(({ definition }) => definition.name).join(', ')}: this option is required.`);
      return missing[0].focus();
    }
    const filled = Object.fromEntries([...shown].map(([name, option]) => [name, option.state()]));
    context.run(textWith(), command, filled);
  }

  more.addEventListener('keydown', (event) => {
    if (list.arrow(event)) return;
    if ((event.key === 'Enter' || event.key === 'Tab') && list.open && list.marked && !event.shiftKey) {
      event.preventDefault();
      add(list.marked.option).focus();
    } else if (event.key === 'Escape' && list.open) {
      event.stopPropagation();
      list.hide();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) run();
  });
  more.addEventListener('focus', () => {
    help.textContent = 'Enter or ↓ to add an option, or send it as it is.';
  });
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') context.leave();
  });
  go.addEventListener('click', (event) => {
    event.preventDefault();
    run();
  });

  const path = el('span', { class: 'path' }, command.path);
  for (const option of command.options) {
    if (option.required || context.filled[option.name]) add(option, context.filled[option.name]);
  }
  draw();
  help.textContent = command.about;

  return {
    element,
    focus: () => ([...shown.values()].find((option) => option.value() === '') ?? [...shown.values()][0] ?? go).focus(),
  };
}
