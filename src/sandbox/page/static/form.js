import { openDialog } from './confirm.js';
import { el } from './dom.js';
import { createField } from './form-field.js';
import { richText } from './rich.js';

/**
 * The form (modal) open on a person's screen. It is drawn once; when the app answers with messages beside the fields, they are
 * added and what was typed stays.
 * @param {{ over: HTMLElement, act: (request: any) => Promise<unknown>, ask: (request: any) => Promise<any> }} context
 */
export function createForms(context) {
  /** @type {{ form: any, opened: any, fields: Map<string, any>, say: (text: string) => void } | undefined} */
  let current;

  function show(form, { me, community }) {
    if (current && form?.id !== current.form.id) close();
    if (!form) return;
    if (current && sameFields(current.form, form)) {
      if (JSON.stringify(current.form) !== JSON.stringify(form)) update(form, me);
      return;
    }
    // A form that grew or lost a field is drawn again, with what was typed in the fields that stayed.
    const typed = current ? new Map([...current.fields].map(([id, field]) => [id, field.chosen()])) : new Map();
    current?.opened.close();
    draw(form, me, community, typed);
  }

  function draw(form, me, community, typed) {
    const suggest = (fieldId, words) => context.ask({ do: 'suggestField', fieldId, typed: words });
    const fields = new Map(form.fields.map((field) => [field.id, createField(withTyped(field, typed), { suggest, community })]));
    const problem = el('p', { class: 'problem', role: 'alert', hidden: true });
    const words = el('div', { class: 'form-text' });
    const send = el('button', { type: 'submit', class: 'primary' }, form.submitLabel);
    const element = el('form', { novalidate: true, autocomplete: 'off' }, problem, words, ...[...fields.values()].map((field) => field.element), el('button', { type: 'submit', hidden: true }));
    const submit = async (event) => {
      event?.preventDefault();
      if (send.getAttribute('aria-busy') === 'true') return;
      send.setAttribute('aria-busy', 'true');
      problem.hidden = true;
      const values = Object.fromEntries([...fields].flatMap(([id, field]) => (field.file ? [] : [[id, field.value()]])));
      await chosenFiles(fields).then((files) => context.ask({ do: 'submit', values, files })).catch((error) => {
        problem.textContent = error.message;
        problem.hidden = false;
        problem.scrollIntoView({ block: 'nearest' });
      });
      send.removeAttribute('aria-busy');
      if (current?.form.id === form.id) focusFirstProblem();
    };
    element.addEventListener('submit', submit);
    send.addEventListener('click', submit);
    const dismiss = () => {
      context.ask({ do: 'dismiss' }).catch(() => undefined);
      close();
    };
    const cancel = el('button', { type: 'button', on: { click: dismiss } }, 'Cancel');
    const opened = openDialog({ over: context.over, title: form.title, kind: 'form', body: [element], foot: [cancel, send], onClose: dismiss });
    current = { form, opened, fields, send, words };
    update(form, me);
    (element.querySelector('input, textarea, select') ?? send).focus();
  }

  /** What the app may change while the form stays open: the words around the fields, and its messages beside them. */
  function update(form, me) {
    current.form = form;
    current.opened.titleElement.textContent = form.title;
    current.send.textContent = form.submitLabel;
    current.words.replaceChildren(...form.text.map((text) => el('p', {}, ...richText(text, me))));
    for (const field of form.fields) current.fields.get(field.id)?.problem(field.error);
  }

  function focusFirstProblem() {
    const wrong = current.form.fields.find((field) => field.error);
    const field = wrong && current.fields.get(wrong.id);
    field?.focus();
    // The app's message stands under the field; a browser only brings the field itself into sight.
    field?.element.scrollIntoView({ block: 'nearest' });
  }

  function close() {
    current?.opened.close();
    current = undefined;
  }

  return { show };
}

async function chosenFiles(fields) {
  const files = {};
  for (const [id, field] of fields) {
    const file = await field.file?.();
    if (file) files[id] = file;
  }
  return files;
}

const sameFields = (one, other) =>
  one.id === other.id && JSON.stringify(one.fields.map(shape)) === JSON.stringify(other.fields.map(shape));

const shape = ({ id, type, label }) => [id, type, label];

function withTyped(field, typed) {
  const kept = typed.get(field.id);
  if (!kept) return field;
  return { ...field, value: kept.map(({ value }) => value), choices: [...(field.choices ?? []), ...kept] };
}
