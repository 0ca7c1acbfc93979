/**
 * Make an element. Text always becomes text nodes, never markup: what people and bots write is shown, not run.
 * `on` holds listeners; other properties are attributes (true: present, false or undefined: absent).
 * @param {string} tag
 * @param {Record<string, unknown> & { on?: Record<string, (event: any) => void> }} [attributes]
 * @param {...(Node | string | undefined | null | false)} children
 * @returns {any}
 */
export function el(tag, { on = {}, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === undefined || value === null) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const [event, listener] of Object.entries(on)) element.addEventListener(event, listener);
  element.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

let made = 0;
/** An id nothing else on the page has. */
export const newId = (prefix = 'x') => `${prefix}-${++made}`;

/** The elements the Tab key would reach inside `root`. */
export const focusable = (root) =>
  [...root.querySelectorAll('a[href], button, input, select, textarea, [tabindex="0"]')].filter(
    (element) => !element.disabled && element.offsetParent !== null,
  );

/** Keep the Tab key inside `root`, as a modal dialog must. */
export function keepFocusIn(root) {
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'Tab') return;
    const all = focusable(root);
    const edge = event.shiftKey ? all[0] : all.at(-1);
    if (document.activeElement !== edge && root.contains(document.activeElement)) return;
    event.preventDefault();
    (event.shiftKey ? all.at(-1) : all[0])?.focus();
  });
}
