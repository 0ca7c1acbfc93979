import { el } from './dom.js';

/** The list of channels and direct messages with their unread counts. */
export function createSidebar(onOpen) {
  const element = el('nav', { class: 'sidebar', 'aria-label': 'Channels' });

  function show(community, channels, openId) {
    const had = element.contains(document.activeElement) ? document.activeElement.dataset.id : undefined;
    const rows = (kind) => channels.filter((channel) => channel.kind === kind).map((channel) => rowOf(channel, channel.id === openId));
    element.replaceChildren(
      el('p', { class: 'community' }, community),
      el('h3', {}, 'Channels'),
      el('ul', {}, ...rows('channel')),
      el('h3', {}, 'Direct messages'),
      el('ul', {}, ...rows('direct')),
    );
    if (had) [...element.querySelectorAll('button')].find((button) => button.dataset.id === had)?.focus();
  }

  function rowOf({ id, name, kind, unread }, open) {
    const count = open ? 0 : unread;
    return el(
      'li',
      {},
      el(
        'button',
        { type: 'button', 'data-id': id, class: count > 0 ? 'unread' : undefined, 'aria-current': open ? 'true' : undefined, on: { click: () => onOpen(id) } },
        el('span', { class: `sign ${kind}`, 'aria-hidden': 'true' }, kind === 'direct' ? [...name][0] : '#'),
        el('span', { class: 'name' }, name),
        count > 0 && el('span', { class: 'count' }, String(count), el('span', { class: 'sr' }, ' unread')),
      ),
    );
  }

  return { element, show };
}
