import { createClock } from './clock.js';
import { connect } from './connection.js';
import { createSide } from './side.js';

const byId = (id) => document.getElementById(id);

const ask = connect(
  {
    cast(reply) {
      for (const side of Object.values(sides)) side.setCast(reply[side.name]);
    },
    clock: (reply) => clock.set(reply.now),
    view(reply) {
      if (sides[reply.side].update(reply.personId, reply.view)) noticeTab(reply.side);
    },
  },
  (online) => {
    byId('offline').hidden = online;
  },
);

let saying;
function say(text) {
  const said = byId('said');
  said.textContent = text;
  said.hidden = false;
  clearTimeout(saying);
  saying = setTimeout(() => {
    said.hidden = true;
  }, 6000);
}

const clock = createClock(ask, say);
const sides = {
  slack: createSide('slack', byId('slack'), ask),
  discord: createSide('discord', byId('discord'), ask),
};

// On a narrow screen the two apps are tabs; on a wide one both are there and the tabs are hidden.
const tabs = ['slack', 'discord'];
function showTab(name, focus = false) {
  for (const tab of tabs) {
    const chosen = tab === name;
    byId(`tab-${tab}`).setAttribute('aria-selected', String(chosen));
    byId(`tab-${tab}`).tabIndex = chosen ? 0 : -1;
    byId(tab).classList.toggle('behind', !chosen);
  }
  byId(`tab-${name}`).classList.remove('news');
  if (focus) byId(`tab-${name}`).focus();
  localStorage.setItem('tab', name);
}
function noticeTab(name) {
  if (byId(`tab-${name}`).getAttribute('aria-selected') === 'false') byId(`tab-${name}`).classList.add('news');
}
for (const tab of tabs) {
  byId(`tab-${tab}`).addEventListener('click', () => showTab(tab));
  byId(`tab-${tab}`).addEventListener('keydown', (event) => {
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') showTab(tab === 'slack' ? 'discord' : 'slack', true);
  });
}
showTab(localStorage.getItem('tab') === 'discord' ? 'discord' : 'slack');

byId('what').addEventListener('click', () => byId('about').showModal());
