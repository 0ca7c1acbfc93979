import { el, keepFocusIn, newId } from './dom.js';

/**
 * A dialog over one of the two apps. Esc and the cross close it; the Tab key stays in it.
 * @param {{ over: HTMLElement, title: string, body: Node[], foot?: Node[], form?: boolean, onClose: () => void }} options
 */
export function openDialog({ over, title, body, foot = [], onClose, kind = '' }) {
  const titleId = newId('title');
  const before = document.activeElement;
  const dialog = el(
    'div',
    { class: `dialog ${kind}`, role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': titleId, tabindex: '-1' },
    el('header', {}, el('h2', { id: titleId }, title), el('button', { type: 'button', class: 'cross', 'aria-label': 'Close', on: { click: onClose } }, '×')),
    el('div', { class: 'dialog-body' }, ...body),
    foot.length > 0 && el('footer', {}, ...foot),
  );
  const veil = el('div', { class: 'veil' }, dialog);
  keepFocusIn(dialog);
  dialog.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  });
  // A press on the dialog's own empty space keeps the focus inside, so that Esc still works.
  over.append(veil);
  for (const sibling of over.children) if (sibling !== veil) sibling.inert = true;

  return {
    dialog,
    titleElement: dialog.querySelector('h2'),
    close() {
      veil.remove();
      const top = over.querySelector(':scope > .veil:last-child');
      for (const sibling of over.children) sibling.inert = Boolean(top) && sibling !== top;
      // Without scrolling to it: what came of the dialog stands below, and that is what wants to be read.
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    },
  };
}

/** Ask before a button does what it says; resolves whether the person agreed. */
export function confirmWith(over, { title, text, yes, no }, danger) {
  return new Promise((resolve) => {
    const answer = (value) => {
      opened.close();
      resolve(value);
    };
    const agree = el('button', { type: 'button', class: danger ? 'danger' : 'primary', on: { click: () => answer(true) } }, yes);
    const opened = openDialog({
      over,
      title,
      kind: 'confirm',
      body: [el('p', {}, text)],
      foot: [el('button', { type: 'button', on: { click: () => answer(false) } }, no), agree],
      onClose: () => answer(false),
    });
    agree.focus();
  });
}
