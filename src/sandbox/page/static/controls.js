import { confirmWith } from './confirm.js';
import { el } from './dom.js';
import { createPicker } from './picker.js';

/**
 * A button or menu on a message.
 * @param {import('../../contract.ts').ShownControl} control
 * @param {{ over: HTMLElement, press: (controlId: string, values?: string[]) => Promise<unknown> }} context
 */
export function controlOf(control, context) {
  return control.type === 'button' ? buttonOf(control, context) : selectOf(control, context);
}

function buttonOf(control, { over, press }) {
  if (control.url) {
    const safe = /^(https?:|mailto:)/i.test(control.url);
    return el('a', { class: 'button link', href: safe ? control.url : undefined, target: '_blank', rel: 'noopener noreferrer' }, control.label, el('span', { 'aria-hidden': 'true' }, ' ↗'));
  }
  const button = el('button', { type: 'button', class: `button ${control.style}`, disabled: control.disabled }, control.label);
  button.addEventListener('click', async () => {
    if (button.getAttribute('aria-busy') === 'true') return;
    if (control.confirm && !(await confirmWith(over, control.confirm, control.style === 'danger'))) return;
    button.setAttribute('aria-busy', 'true');
    await press(control.id);
    button.removeAttribute('aria-busy');
  });
  return button;
}

function selectOf(control, { press }) {
  const chosen = control.options.filter(({ value }) => control.chosen.includes(value));
  const multiple = control.max > 1;
  let sent = chosen.map(({ value }) => value);
  const send = (values) => {
    const changed = values.length !== sent.length || values.some((value) => !sent.includes(value));
    if (!changed || values.length < control.min) return;
    sent = values;
    press(control.id, values);
  };
  return createPicker({
    label: control.placeholder || 'Choose',
    placeholder: control.placeholder || 'Choose',
    choices: control.options,
    chosen,
    multiple,
    max: control.max,
    // One choice is sent at once, several when the list closes: as the real apps do.
    onChange: multiple ? undefined : send,
    onClose: multiple ? send : undefined,
  }).element;
}
