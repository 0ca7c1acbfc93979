import { createDiscordComposer } from './composer-discord.js';
import { createSlackComposer } from './composer-slack.js';
import { openDialog } from './confirm.js';
import { el } from './dom.js';
import { createForms } from './form.js';
import { createMessages } from './messages.js';
import { createNotices } from './notices.js';
import { createPeople } from './people.js';
import { createSidebar } from './sidebar.js';
import { createTrouble } from './trouble.js';

/**
 * One of the two apps: who you are, the channels, the messages, the composer, and the form on top.
 * @param {'slack' | 'discord'} name
 * @param {HTMLElement} root
 * @param {(request: any) => Promise<any>} askPage
 */
export function createSide(name, root, askPage) {
  const ask = (request) => askPage({ side: name, ...request });
  const remembered = (what) => `${name} ${what}`;
  let community = { id: '', name: '', people: [], channels: [] };
  let me = '';
  /** @type {any} */
  let view = {};
  let shownChannel = '';

  const notices = createNotices(name);
  const people = createPeople(name, be);
  const trouble = createTrouble(ask, notices.say);
  const sidebar = createSidebar(openChannel);
  const menu = el('button', { type: 'button', class: 'menu', 'aria-label': 'Channels', 'aria-expanded': 'false', on: { click: () => toggleSidebar() } }, '☰');
  const channelTitle = el('h2', { class: 'channel-title' });
  const window = el('div', { class: 'window' });
  const messages = createMessages({ name, over: window, act, showRaw });
  const composer = (name === 'slack' ? createSlackComposer : createDiscordComposer)({ send, suggest });
  const forms = createForms({ over: window, act, ask });

  const conversation = el('div', { class: 'conversation' }, el('header', { class: 'channel-head' }, menu, channelTitle), messages.element, notices.element, composer.element);
  window.append(el('div', { class: 'panes' }, sidebar.element, conversation));
  root.append(
    el('header', { class: 'app-bar' }, el('span', { class: 'app-name' }, name === 'slack' ? 'Slack' : 'Discord'), people.element, trouble.element),
    window,
  );
  sidebar.element.addEventListener('keydown', (event) => event.key === 'Escape' && toggleSidebar(false));
  conversation.addEventListener('click', (event) => !menu.contains(event.target) && toggleSidebar(false));

  function toggleSidebar(open = !root.classList.contains('with-sidebar')) {
    root.classList.toggle('with-sidebar', open);
    menu.setAttribute('aria-expanded', String(open));
  }

  function be(personId) {
    localStorage.setItem(remembered('person'), personId);
    me = personId;
    view = {};
    shownChannel = '';
    forms.show(undefined, { me, community });
    notices.begin();
    ask({ do: 'be', personId, channelId: localStorage.getItem(remembered(`channel ${personId}`)) ?? undefined }).catch((error) => notices.say(error.message));
  }

  function openChannel(channelId) {
    localStorage.setItem(remembered(`channel ${me}`), channelId);
    toggleSidebar(false);
    notices.begin();
    ask({ do: 'open', channelId }).then(() => composer.focus(), (error) => notices.say(error.message));
  }

  /** Something done here; resolves whether it was accepted, and says why not. */
  async function act(request) {
    notices.begin();
    try {
      await ask(request);
      return true;
    } catch (error) {
      notices.say(error.message);
      return false;
    }
  }

  function send(text) {
    return act({ do: 'type', channelId: view.channelId, text });
  }
  function suggest(text, option, typed) {
    return ask({ do: 'suggestOption', channelId: view.channelId, text, option, typed });
  }

  async function showRaw({ id }) {
    const raw = await ask({ do: 'raw', messageId: id }).catch((error) => error.message);
    const opened = openDialog({
      over: window,
      title: 'What the bot sent',
      kind: 'raw-view',
      body: [el('pre', { tabindex: '0' }, JSON.stringify(raw, null, 2) ?? 'Nothing is kept of it.')],
      onClose: () => opened.close(),
    });
    opened.dialog.focus();
  }

  return {
    name,
    /** The people and channels there are: at first, and again when the sandbox was started anew. */
    setCast(communities) {
      const everybody = communities.flatMap((one) => one.people);
      const wanted = [me, localStorage.getItem(remembered('person'))].find((id) => everybody.some((person) => person.id === id));
      people.set(communities, wanted ?? everybody[0]?.id);
      be(wanted ?? everybody[0]?.id);
    },
    /** What the person sees has changed. Returns whether there are new messages. */
    update(personId, changed) {
      if (personId !== me) return false;
      view = { ...view, ...changed };
      community = people.communityOf(me) ?? community;
      const fresh = shownChannel !== view.channelId;
      shownChannel = view.channelId;

      const channel = view.channels.find(({ id }) => id === view.channelId);
      const title = channel ? (channel.kind === 'direct' ? channel.name : `#${channel.name}`) : '';
      if (fresh || changed.channels) {
        sidebar.show(community.name, view.channels, view.channelId);
        const unread = view.channels.reduce((sum, { id, unread }) => sum + (id === view.channelId ? 0 : unread), 0);
        menu.replaceChildren('☰', ...(unread > 0 ? [el('span', { class: 'count' }, String(unread))] : []));
        channelTitle.textContent = title;
        channelTitle.classList.toggle('direct', channel?.kind === 'direct');
      }
      if (fresh || changed.commands) composer.set({ commands: view.commands, people: community.people, community, channel: title, fresh });
      if ('connected' in changed) trouble.connected(view.connected);
      if ('notice' in changed) notices.show(view.notice);
      const news = changed.messages || fresh ? messages.show(view.messages, me, fresh) : false;
      if ('form' in changed) forms.show(view.form, { me, community });
      return news;
    },
  };
}
