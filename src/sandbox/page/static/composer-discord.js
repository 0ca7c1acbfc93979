import { createCommandLine } from './command-line.js';
import { el } from './dom.js';
import { createListbox, matching } from './listbox.js';

/**
 * Discord's composer: "/" offers every command with its description; a picked one becomes a row of options to fill in.
 * @param {{ send: (text: string) => Promise<boolean>, suggest: (text: string, option: string, typed: string) => Promise<any[]> }} context
 */
export function createDiscordComposer({ send, suggest }) {
  let commands = [];
  let community = { people: [], channels: [] };
  let line;
  const input = el('textarea', { rows: '1', 'aria-label': 'Message', spellcheck: 'false' });
  const list = createListbox({ label: 'Commands', onPick: (item) => begin(item.command) });
  list.attach(input);
  input.setAttribute('aria-multiline', 'true');
  const problem = el('p', { class: 'problem', role: 'alert', hidden: true });
  const button = el('button', { type: 'submit', class: 'send', 'aria-label': 'Send', disabled: true }, '➤');
  const box = el('div', { class: 'box' }, input, button);
  const element = el('form', { class: 'composer' }, list.element, problem, box);

  function look() {
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight, 180)}px`;
    button.disabled = input.value.trim() === '';
    problem.hidden = true;
    const typed = input.value.trimStart();
    const words = typed.slice(1);
    if (!typed.startsWith('/')) return list.hide();
    const found = matching(commands.map((command) => ({ label: command.path, description: command.about, value: command.path, command, note: noteOf(command) })), words);
    // By its words first: "/find" finds "/snippet find", but "/snippet s" must not find every description with an s in it.
    const byPath = found.filter(({ label }) => words.split(/\s+/).every((word) => label.includes(word.toLowerCase())));
    list.show((byPath.length > 0 ? byPath : found).slice(0, 50));
  }

  const noteOf = ({ options }) => options.filter(({ required }) => required).map(({ name }) => name).join('  ');

  /** Fill in a command's options. */
  function begin(command, filled = {}) {
    list.hide();
    input.value = '';
    problem.hidden = true;
    line = createCommandLine(command, { community, suggest, run, leave, filled, say });
    element.classList.add('filling');
    box.hidden = true;
    element.append(line.element);
    line.focus();
  }

  function leave(text = '') {
    line?.element.remove();
    line = undefined;
    element.classList.remove('filling');
    box.hidden = false;
    input.value = text;
    look();
    input.focus();
  }

  function say(text) {
    problem.textContent = text;
    problem.hidden = false;
  }

  async function run(text, command, filled) {
    leave();
    if (!(await send(text)) && !line && input.value === '') begin(command, filled);
  }

  async function submit(event) {
    event?.preventDefault();
    const text = input.value.trim();
    if (text === '' || line) return;
    const command = commands.find(({ path }) => path === text);
    if (command) return begin(command);
    input.value = '';
    look();
    if (!(await send(text)) && input.value === '') {
      input.value = text;
      look();
      list.hide();
    }
  }

  input.addEventListener('input', look);
  input.addEventListener('blur', () => list.hide());
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || list.arrow(event)) return;
    if (event.key === 'Escape' && list.open) list.hide();
    else if ((event.key === 'Tab' || event.key === 'Enter') && !event.shiftKey && list.marked) {
      event.preventDefault();
      begin(list.marked.command);
    } else if (event.key === 'Enter' && !event.shiftKey) submit(event);
  });
  element.addEventListener('submit', submit);

  return {
    element,
    focus: () => (line ? line.focus() : input.focus()),
    set(next) {
      commands = next.commands ?? commands;
      community = next.community ?? community;
      if (next.channel) input.placeholder = `Message ${next.channel}`;
      // Another person or channel: a command half filled in belonged to the old one.
      if (next.fresh && line) leave();
    },
  };
}
