import { el } from './dom.js';
import { createListbox, matching } from './listbox.js';

/**
 * Slack's composer: "/" offers the commands with their usage hints; what follows is free text. "@" offers people.
 * @param {{ send: (text: string) => Promise<boolean> }} context send resolves false when it was refused
 */
export function createSlackComposer({ send }) {
  let commands = [];
  let people = [];
  const input = el('textarea', { rows: '1', 'aria-label': 'Message', spellcheck: 'false' });
  const list = createListbox({ label: 'Suggestions', onPick: (item) => item.take() });
  list.attach(input);
  input.setAttribute('aria-multiline', 'true');
  const usage = el('p', { class: 'usage', role: 'status', hidden: true });
  const button = el('button', { type: 'submit', class: 'send', 'aria-label': 'Send', disabled: true }, '➤');
  const element = el('form', { class: 'composer' }, list.element, usage, el('div', { class: 'box' }, input, button));

  const before = () => input.value.slice(0, input.selectionStart);

  function look() {
    input.style.height = 'auto';
    input.style.height = `${Math.min(input.scrollHeight, 180)}px`;
    button.disabled = input.value.trim() === '';
    const command = commands.find(({ path }) => input.value.startsWith(`${path} `));
    usage.hidden = !command;
    usage.replaceChildren(...(command ? [el('b', {}, command.path), ` ${command.usage ?? ''}`, el('span', {}, command.about)] : []));

    if (/^\/\S*$/.test(before())) return offerCommands(before());
    const at = /(?:^|\s)@([\p{L}\p{N} .'-]{0,30})$/u.exec(before());
    if (at) offerPeople(at[1]);
    else list.hide();
  }

  function offerCommands(typed) {
    const found = commands.filter(({ path }) => path.startsWith(typed.toLowerCase()));
    list.show(found.map((command) => ({
      label: command.path,
      note: command.usage,
      description: command.about,
      value: command.path,
      take: () => put(`${command.path} `, 0),
    })));
  }

  function offerPeople(typed) {
    const start = before().length - typed.length;
    const found = matching(people.map(({ name }) => ({ label: name, value: name })), typed).slice(0, 8);
    list.show(found.map((person) => ({ ...person, take: () => put(`${person.value} `, start) })));
  }

  /** Replace what is before the cursor from `start` on. */
  function put(text, start) {
    const rest = input.value.slice(input.selectionStart);
    input.value = input.value.slice(0, start) + text + rest;
    input.setSelectionRange(start + text.length, start + text.length);
    look();
    list.hide();
    input.focus();
  }

  async function submit(event) {
    event?.preventDefault();
    const text = input.value.trim();
    if (text === '') return;
    input.value = '';
    look();
    const accepted = await send(text);
    if (!accepted && input.value === '') {
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
    else if ((event.key === 'Tab' || event.key === 'Enter') && !event.shiftKey && list.marked && list.marked.value !== input.value.trim()) {
      event.preventDefault();
      list.marked.take();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      list.hide();
      submit(event);
    }
  });
  element.addEventListener('submit', submit);

  return {
    element,
    focus: () => input.focus(),
    /** What can be typed here, and by whom it is read. */
    set(next) {
      commands = next.commands ?? commands;
      people = next.people ?? people;
      if (next.channel) input.placeholder = `Message ${next.channel}`;
    },
  };
}
