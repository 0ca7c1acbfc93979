import { el, newId } from './dom.js';
import { createPicker } from './picker.js';

/**
 * One field of a form: a label, what to type or choose with, a hint, a counter, and the app's message when it was refused.
 * @param {import('../../contract.ts').ShownField} field
 * @param {{ suggest: (fieldId: string, typed: string) => Promise<any[]>, community: any }} context
 */
export function createField(field, context) {
  const id = newId('field');
  const hint = field.hint && el('p', { class: 'hint', id: `${id}-hint` }, field.hint);
  const error = el('p', { class: 'error', id: `${id}-error`, hidden: true });
  const describedBy = [hint && `${id}-hint`, `${id}-error`].filter(Boolean).join(' ');
  const part = controlFor(field, { ...context, id, describedBy });
  const required = field.required
    ? el('span', { class: 'required', title: 'Required', 'aria-hidden': 'true' }, ' *')
    : el('span', { class: 'optional' }, ' (optional)');
  const group = part.group === true;
  const element = el(
    group ? 'fieldset' : 'div',
    { class: 'field', 'data-field': field.id, 'aria-describedby': group ? describedBy : undefined },
    group ? el('legend', { id: `${id}-label` }, field.label, required) : el('label', { for: id }, field.label, required),
    part.element,
    el('div', { class: 'under' }, hint || el('span'), part.counter),
    error,
  );
  if (field.required) for (const input of part.inputs) input.setAttribute('aria-required', 'true');

  return {
    element,
    /** What `submit` is given: text, or the chosen values. */
    value: part.value,
    /** The file that was chosen, for file fields. */
    file: part.file,
    /** What stands in it, as choices, to be put into the same field drawn anew. */
    chosen: part.chosen,
    focus: () => part.inputs[0]?.focus(),
    /** Show or take away the app's message. */
    problem(text) {
      error.textContent = text ?? '';
      error.hidden = !text;
      element.classList.toggle('wrong', Boolean(text));
      for (const input of part.inputs) input.setAttribute('aria-invalid', String(Boolean(text)));
    },
  };
}

function controlFor(field, context) {
  switch (field.type) {
    case 'text':
    case 'longText':
    case 'date':
    case 'number':
      return typed(field, context);
    case 'file':
      return chosenFile(field, context);
    case 'radio':
    case 'checkboxes':
      return ticked(field, context);
    default:
      return picked(field, context);
  }
}

function typed(field, { id, describedBy }) {
  const long = field.type === 'longText';
  const types = { text: 'text', date: 'date', number: 'number' };
  const input = el(long ? 'textarea' : 'input', {
    id, type: types[field.type], step: field.type === 'number' ? 'any' : undefined, rows: long ? 4 : undefined,
    placeholder: field.placeholder, 'aria-describedby': describedBy,
  });
  input.value = field.value[0] ?? '';
  const counter = (field.type === 'text' || long) && field.maxLength ? el('p', { class: 'counter', 'aria-live': 'off' }) : undefined;
  const count = () => {
    if (!counter) return;
    counter.textContent = `${input.value.length} / ${field.maxLength}`;
    counter.classList.toggle('over', input.value.length > field.maxLength || input.value.length < (field.minLength ?? 0));
  };
  input.addEventListener('input', count);
  count();
  return {
    element: input,
    counter,
    inputs: [input],
    value: () => input.value,
    chosen: () => [{ label: input.value, value: input.value }],
  };
}

/** The sandbox carries files over its own websocket, whose messages are small; bytes. */
const LARGEST_FILE = 500_000;

function chosenFile(field, { id, describedBy }) {
  const accept = field.endings?.map((ending) => `.${ending}`).join(',');
  const input = el('input', { id, type: 'file', accept, 'aria-describedby': describedBy });
  return {
    element: input,
    inputs: [input],
    value: () => undefined,
    chosen: () => [],
    async file() {
      const [file] = input.files;
      if (!file) return undefined;
      if (file.size > LARGEST_FILE) throw new Error(`${file.name} is too large for the sandbox (${LARGEST_FILE / 1000} kB).`);
      const bytes = new Uint8Array(await file.arrayBuffer());
      let signs = '';
      for (const byte of bytes) signs += String.fromCharCode(byte);
      return { name: file.name, base64: btoa(signs) };
    },
  };
}

function ticked(field, { id }) {
  const inputs = [];
  const rows = (field.choices ?? []).map((choice) => {
    const input = el('input', { type: field.type === 'radio' ? 'radio' : 'checkbox', name: id, value: choice.value });
    input.checked = field.value.includes(choice.value);
    inputs.push(input);
    return el('label', { class: 'tickable' }, input, el('span', {}, choice.label, choice.description && el('small', {}, choice.description)));
  });
  const value = () => inputs.filter((input) => input.checked).map((input) => input.value);
  return { element: el('div', { class: 'ticks' }, ...rows), group: true, inputs, value, chosen: () => value().map((one) => ({ label: one, value: one })) };
}

function picked(field, { id, describedBy, suggest, community }) {
  const known = field.choices ?? choicesIn(field.type, community);
  const chosen = field.value.map((value) => known.find((choice) => choice.value === value) ?? { label: value, value });
  let offered = known;
  const picker = createPicker({
    id,
    label: field.label,
    describedBy,
    placeholder: field.placeholder ?? (field.type === 'suggest' ? 'Type to search' : 'Choose'),
    choices: known,
    search: field.type === 'suggest' ? async (words) => {
      const answer = await suggest(field.id, words);
      offered = [...answer, ...offered];
      return answer;
    } : undefined,
    chosen,
    multiple: field.type === 'multiSelect' || chosen.length > 1,
    clearable: !field.required,
  });
  const labelled = (value) => offered.find((choice) => choice.value === value) ?? { label: value, value };
  return { element: picker.element, inputs: [picker.input], value: picker.values, chosen: () => picker.values().map(labelled) };
}

function choicesIn(type, community) {
  if (type === 'person') return community.people.map(({ id, name }) => ({ label: name, value: id }));
  if (type === 'channel') return community.channels.map(({ id, name }) => ({ label: `#${name}`, value: id }));
  return [];
}
