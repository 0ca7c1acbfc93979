import { el } from './dom.js';

const KINDS = [
  ['drop', 'Cut the connection'],
  ['refresh', 'Ask the bot to reconnect'],
  ['fail', 'Fail the next call'],
  ['hang', 'Never answer the next call'],
  ['loseAnswers', 'Lose the next answer'],
  ['duplicate', 'Deliver the next act twice'],
];

/** Whether a bot is connected, and a menu to make the platform misbehave. */
export function createTrouble(ask, say) {
  const state = el('span', { class: 'state', role: 'status' }, '…');
  const rows = KINDS.map(([kind, label]) =>
    el('button', {
      type: 'button',
      on: { click: () => {
        element.querySelector('details').open = false;
        ask({ do: 'trouble', kind }).catch((error) => say(error.message));
      } },
    }, label),
  );
  const details = el('details', {}, el('summary', {}, 'Trouble'), el('div', { class: 'trouble-menu' }, ...rows));
  details.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') details.open = false;
  });
  details.addEventListener('focusout', (event) => {
    if (!details.contains(event.relatedTarget)) details.open = false;
  });
  const element = el('span', { class: 'trouble' }, state, details);

  return {
    element,
    connected(yes) {
      state.textContent = yes ? 'Bot connected' : 'No bot connected';
      state.classList.toggle('on', yes);
    },
  };
}
