import { el, newId } from './dom.js';

/**
 * A list of choices under (or over) a text field, with one of them marked: the arrow keys move the mark, the field keeps the
 * focus. Used by the composer and by every picker.
 * @typedef {{ label: string, value: string, description?: string, note?: string, chosen?: boolean }} Item
 * @param {{ label: string, onPick: (item: Item) => void, multiple?: boolean }} options
 */
export function createListbox({ label, onPick, multiple = false }) {
  const id = newId('list');
  const list = el('ul', { role: 'listbox', id, 'aria-label': label, 'aria-multiselectable': multiple });
  const status = el('p', { class: 'listbox-status', role: 'status', hidden: true });
  const element = el('div', { class: 'listbox', hidden: true }, list, status);
  // Pressing on a choice must not take the focus from the field.
  element.addEventListener('mousedown', (event) => event.preventDefault());

  let items = [];
  let at = -1;
  let field;

  function mark(next) {
    at = items.length === 0 ? -1 : (next + items.length) % items.length;
    [...list.children].forEach((row, index) => row.classList.toggle('marked', index === at));
    const row = list.children[at];
    row?.scrollIntoView({ block: 'nearest' });
    if (row) field?.setAttribute('aria-activedescendant', row.id);
    else field?.removeAttribute('aria-activedescendant');
  }

  function rowOf(item) {
    return el(
      'li',
      {
        role: 'option',
        id: newId('choice'),
        'aria-selected': String(Boolean(item.chosen)),
        on: { click: () => onPick(item), mousemove: (event) => mark([...list.children].indexOf(event.currentTarget)) },
      },
      multiple && el('span', { class: 'tick', 'aria-hidden': 'true' }, item.chosen ? '✓' : ''),
      el(
        'span',
        { class: 'choice' },
        el('span', { class: 'choice-label' }, item.label, item.note && el('span', { class: 'choice-note' }, ` ${item.note}`)),
        item.description && el('span', { class: 'choice-about' }, item.description),
      ),
    );
  }

  return {
    element,
    /** Tie the list to the field it belongs to, for screen readers. */
    attach(input) {
      field = input;
      for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-controls', id], ['aria-expanded', 'false']]) {
        field.setAttribute(name, value);
      }
      field.autocomplete = 'off';
    },
    /** Show choices; `words` stands under them ("Searching…"). `marked` is the one to mark, -1 for none. */
    show(next, { words = '', marked = 0 } = {}) {
      items = next;
      list.replaceChildren(...items.map(rowOf));
      list.hidden = items.length === 0;
      status.textContent = words;
      status.hidden = words === '';
      element.hidden = items.length === 0 && words === '';
      field?.setAttribute('aria-expanded', String(!element.hidden));
      mark(Math.min(marked, items.length - 1));
    },
    hide() {
      items = [];
      mark(-1);
      element.hidden = true;
      field?.setAttribute('aria-expanded', 'false');
      field?.removeAttribute('aria-activedescendant');
    },
    get open() {
      return !element.hidden;
    },
    get marked() {
      return items[at];
    },
    get position() {
      return at;
    },
    /** The arrow keys; true when the key was one and is used up. */
    arrow(event) {
      if (element.hidden || items.length === 0) return false;
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return false;
      event.preventDefault();
      mark(at + (event.key === 'ArrowDown' ? 1 : -1));
      return true;
    },
  };
}

/** The choices that hold every word typed, those that begin with it first. */
export function matching(items, typed) {
  const words = typed.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const hay = (item) => `${item.label} ${item.description ?? ''}`.toLowerCase();
  const found = items.filter((item) => words.every((word) => hay(item).includes(word)));
  const first = (item) => (item.label.toLowerCase().startsWith(typed.trim().toLowerCase()) ? 0 : 1);
  return found.sort((a, b) => first(a) - first(b));
}
