import { clockOf, fieldOf } from './time.js';

/** The clock in the header. `ask` moves it, `say` tells why it did not. */
export function createClock(ask, say) {
  const face = document.getElementById('clock');
  const form = /** @type {HTMLFormElement} */ (document.getElementById('clock-form'));
  const narrow = matchMedia('(max-width: 860px)');
  let offset = 0;

  const now = () => Date.now() + offset;
  const show = () => {
    face.textContent = clockOf(now(), narrow.matches);
    face.setAttribute('datetime', new Date(now()).toISOString());
  };
  const move = (to) => ask({ do: 'clock', to }).catch((error) => say(error.message));

  for (const button of document.querySelectorAll('[data-clock]')) {
    button.addEventListener('click', () => move(button.dataset.clock));
  }
  form.addEventListener('toggle', (event) => {
    if (event.newState !== 'open') return;
    form.elements.local.min = fieldOf(now());
    form.elements.local.value = fieldOf(now());
    form.elements.local.focus();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    form.hidePopover();
    move({ local: form.elements.local.value });
  });
  setInterval(show, 1000);
  narrow.addEventListener('change', show);

  return {
    /** The sandbox says how late it is. */
    set(sandboxNow) {
      offset = sandboxNow - Date.now();
      show();
    },
  };
}
