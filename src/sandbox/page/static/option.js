import { el, newId } from './dom.js';
import { createListbox, matching } from './listbox.js';

/** People type faster than an app needs to be asked, ms. */
const WAIT_FOR_TYPING = 150;

/**
 * One option of a Discord command: a name and an input, with what can be chosen above it.
 * @param {import('../../contract.ts').ShownOption} definition
 */
export function createOption(definition, context) {
  const id = newId('option');
  const input = el('input', { id, type: 'text', spellcheck: 'false', inputmode: definition.type === 'number' ? 'numeric' : undefined, 'aria-required': String(definition.required) });
  const element = el('label', { class: 'option', for: id }, el('span', {}, definition.name), input);
  const list = createListbox({ label: definition.name, onPick: pick });
  list.attach(input);
  const fixed = choicesOf(definition, context.community);
  let picked = context.filled?.picked;
  input.value = context.filled?.text ?? '';
  let asked = 0;
  let timer;

  function pick(item) {
    picked = { label: item.label, value: item.value };
    input.value = item.label;
    hide();
    fit();
    context.next();
  }

  function hide() {
    asked++;
    list.hide();
    list.element.remove();
  }

  function look() {
    if (!list.element.isConnected) context.popups.append(list.element);
    if (fixed) return list.show(matching(fixed, picked ? '' : input.value).slice(0, 25), { words: 'Choose one' });
    if (!definition.suggests) return hide();
    const mine = ++asked;
    list.show([], { words: 'Loading options…' });
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const answer = await context.suggest(picked ? '' : input.value).catch(() => undefined);
      if (mine !== asked || document.activeElement !== input) return;
      list.show(answer ?? [], { words: !answer ? 'Loading options failed' : answer.length === 0 ? 'No options match your search.' : '' });
    }, WAIT_FOR_TYPING);
  }

  const fit = () => {
    input.style.width = `${Math.min(Math.max(input.value.length + 1, 4), 40)}ch`;
  };

  input.addEventListener('focus', () => {
    context.focused();
    look();
  });
  input.addEventListener('blur', hide);
  input.addEventListener('input', () => {
    picked = undefined;
    element.classList.remove('missing');
    fit();
    look();
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || list.arrow(event)) return;
    const take = (event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && list.open && list.marked && !picked;
    if (take) {
      event.preventDefault();
      pick(list.marked);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      context.run();
    } else if (event.key === 'Escape' && list.open) {
      // Esc first closes the list, so that what was typed can be sent as it is; again leaves the command.
      event.stopPropagation();
      hide();
    } else if (event.key === 'Backspace' && input.value === '') {
      event.preventDefault();
      context.remove();
    }
  });
  fit();

  return {
    element,
    definition,
    /** What is sent: the value of what was picked, or the text. */
    value: () => picked?.value ?? input.value.trim(),
    state: () => ({ text: input.value, picked }),
    focus: () => input.focus(),
    /** Mark it as missing. */
    mark: (missing) => element.classList.toggle('missing', missing),
  };
}

function choicesOf({ choices, type }, { people, channels }) {
  if (choices?.length) return choices;
  if (type === 'yesno') return [{ label: 'True', value: 'true' }, { label: 'False', value: 'false' }];
  if (type === 'person') return people.map(({ id, name }) => ({ label: `@${name}`, value: id }));
  if (type === 'channel') return channels.map(({ id, name }) => ({ label: `#${name}`, value: id }));
  return undefined;
}
