import { el } from './dom.js';

/**
 * Shown text as elements. Only links to the web and to mail lead anywhere.
 * @param {import('../../contract.ts').RichText} spans
 * @param {string} me whose screen this is: their own mentions stand out
 */
export function richText(spans, me) {
  return spans.map((span) => spanOf(span, me));
}

function spanOf(span, me) {
  let node = document.createTextNode(span.text);
  if (span.code) node = el('code', { class: span.text.includes('\n') ? 'block' : undefined }, node);
  if (span.bold) node = el('b', {}, node);
  if (span.italic) node = el('i', {}, node);
  if (span.strike) node = el('s', {}, node);
  if (span.mention || span.pings) node = mentionOf(span, node, me);
  if (span.link && /^(https?:|mailto:)/i.test(span.link)) {
    node = el('a', { href: span.link, target: '_blank', rel: 'noopener noreferrer' }, node);
  }
  return node;
}

function mentionOf({ pings }, node, me) {
  const mine = pings && (pings.kind === 'everyone' || pings.kind === 'channel' || pings.id === me);
  const kinds = ['mention', pings ? '' : 'silent', mine ? 'mine' : ''].filter(Boolean).join(' ');
  return el('span', { class: kinds, title: pings ? 'Notifies' : 'Shown as a mention, notifies nobody' }, node);
}
