import { controlOf } from './controls.js';
import { el } from './dom.js';
import { richText } from './rich.js';
import { dayOf, numbersOf, timeOf } from './time.js';

/** Messages of one person within this time stand together, ms; those of the bot each answer something and stand alone. */
const TOGETHER = 5 * 60_000;
/** Closer to the end than this, new messages scroll into view, pixels. */
const NEAR_THE_END = 80;

/**
 * The list of messages. Only messages that changed are drawn again, so that an open menu stays open.
 * @param {{ name: string, over: HTMLElement, act: (request: any) => Promise<unknown>, showRaw: (message: any) => void }} context
 */
export function createMessages(context) {
  const log = el('div', { class: 'log', role: 'log', 'aria-label': 'Messages', 'aria-live': 'polite', tabindex: '0' });
  const down = el('button', { type: 'button', class: 'down', hidden: true, on: { click: () => toEnd() } }, '↓ Newest');
  const element = el('div', { class: 'messages' }, log, down);
  let drawn = new Map();
  let stick = true;

  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_THE_END;
  const toEnd = () => {
    log.scrollTop = log.scrollHeight;
    stick = true;
    down.hidden = true;
  };
  log.addEventListener('scroll', () => {
    stick = atEnd();
    if (stick) down.hidden = true;
  });
  // The keyboard of a phone, a picture that arrives late: whoever was at the end stays there.
  new ResizeObserver(() => stick && toEnd()).observe(log);
  log.addEventListener('load', () => stick && toEnd(), true);

  /** Show these messages; `fresh` when it is another channel than before. Returns whether there were new ones. */
  function show(messages, me, fresh) {
    const stay = fresh || stick;
    const before = fresh ? new Map() : drawn;
    drawn = new Map();
    const rows = [];
    messages.forEach((message, index) => {
      const previous = messages[index - 1];
      if (!previous || dayOf(new Date(previous.at)) !== dayOf(new Date(message.at))) rows.push({ key: `day ${message.at}`, day: message.at });
      rows.push({ key: message.id, message, follows: follows(message, previous) });
    });
    let news = false;
    for (const row of rows) {
      const json = JSON.stringify([row, me]);
      const old = before.get(row.key);
      const node = old?.json === json ? old.node : row.day ? dayMark(row.day) : messageOf(row.message, row.follows, me, context);
      if (!old && row.message && !fresh) news = true;
      drawn.set(row.key, { json, node });
    }
    reconcile(log, [...drawn.values()].map(({ node }) => node));
    if (messages.length === 0) log.replaceChildren(el('p', { class: 'empty' }, 'Nothing here yet. Type “/” below to see what the bot can do.'));
    if (stay) toEnd();
    else if (news) down.hidden = false;
    return news;
  }

  return { element, show };
}

/** Put exactly these nodes in, in this order, without touching those that are already in place. */
function reconcile(parent, nodes) {
  const wanted = new Set(nodes);
  for (const child of [...parent.childNodes]) if (!wanted.has(child)) child.remove();
  nodes.forEach((node, index) => {
    if (parent.childNodes[index] !== node) parent.insertBefore(node, parent.childNodes[index] ?? null);
  });
}

function follows(message, previous) {
  return Boolean(
    previous && !message.author.bot && previous.author.id === message.author.id && !message.onlyYou && !previous.onlyYou && !previous.pending &&
      dayOf(new Date(previous.at)) === dayOf(new Date(message.at)) && Date.parse(message.at) - Date.parse(previous.at) < TOGETHER,
  );
}

const dayMark = (at) => el('div', { class: 'day' }, el('span', {}, dayOf(new Date(at))));

function messageOf(message, together, me, context) {
  const { author } = message;
  const date = new Date(message.at);
  const stamp = el('time', { datetime: message.at, title: `${numbersOf(date)} ${timeOf(date)}` },
    context.name === 'discord' && !together ? `${numbersOf(date)}, ${timeOf(date)}` : timeOf(date));
  const head = el('div', { class: 'by' }, el('b', { class: 'author' }, author.name), author.bot && el('span', { class: 'app-mark' }, 'APP'), stamp);
  const only = el('p', { class: 'only-you' }, context.name === 'slack' ? 'Only visible to you' : 'Only you can see this');
  const body = el('div', { class: 'body' });
  if (message.pending) body.append(el('p', { class: 'thinking' }, el('span', { class: 'dots', 'aria-hidden': 'true' }, '•••'), `${author.name} is thinking…`));
  else body.append(...message.blocks.map((block) => blockOf(block, message, me, context)));
  if (message.edited) body.append(el('span', { class: 'edited' }, '(edited)'));

  return el(
    'article',
    { class: ['message', together && 'together', message.onlyYou && 'private', message.pending && 'pending'].filter(Boolean).join(' '), 'data-id': message.id },
    el('div', { class: 'margin' }, together ? stamp : avatarOf(author)),
    el('div', { class: 'content' }, message.onlyYou && context.name === 'slack' && only, !together && head, body, message.onlyYou && context.name === 'discord' && only),
    author.bot && el('button', { type: 'button', class: 'raw', title: 'What the bot sent', 'aria-label': 'Show what the bot sent', on: { click: () => context.showRaw(message) } }, '{ }'),
  );
}

function avatarOf({ id, name, bot }) {
  const letters = name.split(/\s+/).filter(Boolean).map((word) => [...word][0]).slice(0, bot ? 1 : 2).join('').toUpperCase();
  const shade = [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 8, 7);
  return el('span', { class: `avatar ${bot ? 'bot' : `shade-${shade}`}`, 'aria-hidden': 'true' }, letters);
}

function blockOf(block, message, me, context) {
  const controls = { over: context.over, press: (controlId, values) => context.act({ do: 'press', messageId: message.id, controlId, values }) };
  switch (block.type) {
    case 'heading':
      return el('h3', {}, ...richText(block.text, me));
    case 'text': {
      const text = el(block.quote ? 'blockquote' : 'p', { class: block.small ? 'small' : undefined }, ...richText(block.text, me));
      return block.beside ? el('div', { class: 'with-beside' }, text, el('div', { class: 'beside' }, controlOf(block.beside, controls))) : text;
    }
    case 'divider':
      return el('hr');
    case 'controls':
      return el('div', { class: 'controls' }, ...block.controls.map((control) => controlOf(control, controls)));
    case 'image':
      // Only pictures the sandbox holds itself are loaded: nothing on this page asks the outside world.
      return block.url.startsWith('/files/')
        ? el('a', { class: 'picture', href: block.url, target: '_blank' }, el('img', { src: block.url, alt: block.alt, loading: 'lazy' }))
        : el('p', { class: 'small' }, `Picture: ${block.alt} (${block.url})`);
    case 'file':
      return el('a', { class: 'file', href: block.url, download: block.name, target: '_blank' }, el('span', { class: 'file-icon', 'aria-hidden': 'true' }, '↓'), el('span', {}, el('b', {}, block.name), el('span', { class: 'bytes' }, sizeOf(block.bytes))));
    default:
      return el('p', { class: 'small' }, 'Something this page cannot show.');
  }
}

function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} bytes`;
  return bytes < 1024 ** 2 ? `${(bytes / 1024).toFixed(1)} KB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
