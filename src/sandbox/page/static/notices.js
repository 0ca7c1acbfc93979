import { el } from './dom.js';

/** What the app itself (not the bot) tells the person, and why something could not be done. Stands above the composer. */
export function createNotices(name) {
  const who = name === 'slack' ? 'Slackbot' : 'Discord';
  const words = el('span', {});
  const element = el(
    'div',
    { class: 'notice', role: 'alert', hidden: true },
    el('b', {}, who),
    el('span', { class: 'only-you' }, 'Only visible to you'),
    words,
    el('button', { type: 'button', class: 'cross', 'aria-label': 'Dismiss', on: { click: clear } }, '×'),
  );

  function clear() {
    element.hidden = true;
    words.textContent = '';
  }
  function say(text) {
    words.textContent = text;
    element.hidden = false;
  }

  return {
    element,
    say,
    /** What the app told last; null when nothing. */
    show: (text) => (text ? say(text) : clear()),
    /** Something new is done: what was said about the last thing is over. */
    begin: clear,
  };
}
