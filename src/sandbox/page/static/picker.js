import { el } from './dom.js';
import { createListbox, matching } from './listbox.js';

/** People type faster than an app needs to be asked, ms. */
const WAIT_FOR_TYPING = 150;

/**
 * A field to choose from a list by typing: one or several, from given choices or from what the app suggests.
 * @typedef {{ label: string, value: string, description?: string }} Choice
 * @param {{ id?: string, label: string, placeholder?: string, choices?: Choice[], search?: (typed: string) => Promise<Choice[]>,
 *   chosen?: Choice[], max?: number, multiple?: boolean, clearable?: boolean, describedBy?: string, disabled?: boolean,
 *   onChange?: (values: string[]) => void, onClose?: (values: string[]) => void }} options
 */
export function createPicker(options) {
  const { label, placeholder = '', multiple = false, max = multiple ? Number.POSITIVE_INFINITY : 1 } = options;
  let chosen = options.chosen ?? [];
  let asked = 0;
  let timer;

  const input = el('input', {
    type: 'text', id: options.id, placeholder, 'aria-label': options.id ? undefined : label, 'aria-describedby': options.describedBy,
    disabled: options.disabled, spellcheck: 'false', enterkeyhint: 'done',
  });
  const chips = el('span', { class: 'picked' });
  const clear = el('button', { type: 'button', class: 'clear', 'aria-label': `Clear ${label}`, hidden: true, on: { click: () => choose([]) } }, '×');
  const list = createListbox({ label, onPick: pick, multiple });
  list.attach(input);
  // The list must not be cut off by what the field stands in, so it goes to the top layer and is put beside the field.
  list.element.popover = 'manual';
  const element = el('span', { class: `picker${multiple ? ' multiple' : ''}` }, chips, input, clear, list.element);

  function choose(next) {
    chosen = next;
    draw();
    options.onChange?.(values());
  }

  function pick(item) {
    const had = chosen.some((choice) => choice.value === item.value);
    if (!multiple) {
      choose([item]);
      return close();
    }
    if (!had && chosen.length >= max) return show(list.position, `No more than ${max} can be chosen.`);
    input.value = '';
    choose(had ? chosen.filter((choice) => choice.value !== item.value) : [...chosen, item]);
    suggest(list.position);
  }

  function draw() {
    const single = multiple ? undefined : chosen[0];
    if (!multiple) input.value = single?.label ?? '';
    input.placeholder = multiple && chosen.length > 0 ? '' : placeholder;
    clear.hidden = !options.clearable || multiple || !single;
    chips.replaceChildren(
      ...(multiple ? chosen : []).map((choice) =>
        el('span', { class: 'chip' }, choice.label,
          el('button', {
            type: 'button', 'aria-label': `Remove ${choice.label}`,
            on: { click: () => choose(chosen.filter(({ value }) => value !== choice.value)) },
          }, '×'),
        ),
      ),
    );
  }

  let found = [];
  function show(marked = 0, words = '') {
    const items = found.map((choice) => ({ ...choice, chosen: chosen.some(({ value }) => value === choice.value) }));
    list.show(items, { words: words || (items.length === 0 ? 'Nothing found' : ''), marked });
    place();
  }

  /** Fill the list for what is typed; an untouched single choice shows everything. */
  function suggest(marked = 0) {
    const typed = !multiple && input.value === chosen[0]?.label ? '' : input.value;
    if (!options.search) {
      found = matching(options.choices ?? [], typed);
      return show(marked);
    }
    const mine = ++asked;
    list.show([], { words: 'Searching…' });
    place();
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const answer = await options.search(typed).catch(() => undefined);
      if (mine !== asked || document.activeElement !== input) return;
      found = answer ?? [];
      show(marked, answer ? '' : 'The app did not answer.');
    }, WAIT_FOR_TYPING);
  }

  function place() {
    if (list.element.hidden) return;
    if (!list.element.matches(':popover-open')) list.element.showPopover();
    const box = element.getBoundingClientRect();
    const below = window.innerHeight - box.bottom - 12;
    const above = box.top - 12;
    const up = below < 200 && above > below;
    Object.assign(list.element.style, {
      left: `${Math.max(8, Math.min(box.left, window.innerWidth - Math.max(box.width, 240) - 8))}px`,
      width: `${Math.max(box.width, 240)}px`,
      maxHeight: `${Math.min(320, up ? above : below)}px`,
      top: up ? 'auto' : `${box.bottom + 4}px`,
      bottom: up ? `${window.innerHeight - box.top + 4}px` : 'auto',
    });
  }

  function close() {
    asked++;
    const was = list.open;
    list.hide();
    if (list.element.matches(':popover-open')) list.element.hidePopover();
    if (multiple) input.value = '';
    // What was typed and not chosen does not count, as in the real apps.
    draw();
    if (was) options.onClose?.(values());
  }

  const values = () => chosen.map(({ value }) => value);

  input.addEventListener('focus', () => input.select());
  input.addEventListener('click', () => !list.open && suggest());
  input.addEventListener('input', () => suggest());
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (list.arrow(event)) return;
    if (event.key === 'ArrowDown' && !list.open) return suggest();
    if (event.key === 'Enter') {
      event.preventDefault();
      if (list.open && list.marked) pick(list.marked);
      else if (!list.open) suggest();
    } else if (event.key === 'Escape' && list.open) {
      // Only the list closes, not the form around it.
      event.stopPropagation();
      event.preventDefault();
      close();
    } else if (event.key === 'Backspace' && input.value === '' && multiple && chosen.length > 0) {
      choose(chosen.slice(0, -1));
    } else if (event.key === 'Backspace' && !multiple && options.clearable && input.selectionEnd - input.selectionStart === input.value.length && chosen[0]) {
      chosen = [];
      options.onChange?.([]);
    }
  });
  draw();

  return { element, input, values, show: (next) => { chosen = next; draw(); } };
}
