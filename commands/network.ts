import type { Visitor } from '../src/chat/who.ts';
import { UserError } from '../src/errors.ts';
import { groupListRef, removeCoordinatorRef, takeBackRef } from '../src/networks/actions.ts';
import { NEUTRAL_COMMUNITY } from '../src/networks/types.ts';
import { coordinatorsView, createdView, groupListView, groupsView, networkView, WEEKDAYS } from '../src/networks/views.ts';
import { action, command, subcommand } from './define.ts';
import { terms, termsActions } from './network-terms.ts';

const channelHere = {
  kind: 'channel',
  label: 'Channel here',
  about: "Where this workspace or server gets the network's digest",
  optional: true,
} as const;

const create = subcommand({
  about: 'Start a network here (administrators)',
  allow: 'administrator',
  fields: {
    name: { kind: 'text', label: 'Name of the network', about: 'For example: Curious Classrooms', max: 80 },
    channel: channelHere,
  },
  run: async (input, { app, visitor, now }) =>
    createdView(await app.networks.create(communityOf(visitor, input.channel), visitor.caller.userId, input.name, now)),
});

const joinIt = subcommand({
  about: 'Join a network with its code (administrators)',
  allow: 'administrator',
  fields: {
    code: { kind: 'text', label: 'Code of the network', about: 'A coordinator sees it with /network settings', max: 20 },
    channel: channelHere,
  },
  async run(input, { app, visitor, now }) {
    const network = await app.networks.joinByCode(communityOf(visitor, input.channel), input.code, now);
    return networkView(network, `This is now part of ${network.name}.`);
  },
});

const settings = subcommand({
  about: 'Name, digest, channel',
  ask: 'form',
  title: 'Network settings',
  allow: 'coordinator',
  fields: {
    name: { kind: 'text', label: 'Name of the network', about: 'As members read it', max: 80 },
    day: {
      kind: 'choice',
      label: 'Digest day',
      about: 'Days in school only',
      choices: WEEKDAYS.map((label, index) => ({ value: String(index + 1), label })),
    },
    time: { kind: 'text', label: 'Digest time', about: '24 hours, from 07:30 to 17:59, for example 15:45', max: 5 },
    channel: channelHere,
  },
  async fill({ app, network, member }) {
    const now = await app.networks.card(network.id);
    const here = now.communities.find((one) => one.id === member.communityId)?.channelId;
    return { name: now.name, day: String(now.digestWeekday), time: now.digestTime, ...(here && { channel: here }) };
  },
  async run(input, { app, network, member }) {
    const { name, day, time, channel } = input;
    const saved = await app.networks.saveSettings(network.id, member.communityId, {
      name,
      digestWeekday: Number(day),
      digestTime: time,
      channelId: channel,
    });
    return networkView(saved, 'Saved.');
  },
});

const NAMED_NOW = 'Named. They can use the coordinator commands at once.';

const coordinators = subcommand({
  about: 'See and name coordinators',
  allow: 'coordinator',
  fields: {
    person: { kind: 'person', about: 'Somebody here to name coordinator', optional: true },
    name: { kind: 'text', about: 'A member anywhere in the network, by name', max: 80, optional: true },
  },
  async run(input, { app, network, member, visitor, now }) {
    if (input.name !== undefined) {
      await app.networks.nameMember(network.id, input.name);
      return coordinatorsView(await app.networks.coordinators(network.id), NAMED_NOW);
    }
    if (input.person === undefined) return coordinatorsView(await app.networks.coordinators(network.id));
    const when = await app.networks.nameCoordinator(network.id, member.communityId, visitor.caller.platform, input.person, now);
    const opening = when === 'now' ? NAMED_NOW : 'Named. They become coordinator when they type /staffroom join.';
    return coordinatorsView(await app.networks.coordinators(network.id), opening);
  },
});

const coordinate = subcommand({
  about: 'Coordinate where nobody does (administrators)',
  allow: 'administrator',
  fields: {},
  async run(_, { app, member, network }) {
    if (!member || !network) throw new UserError('Please join first: /staffroom join');
    await app.networks.coordinate(member);
    return coordinatorsView(await app.networks.coordinators(network.id), `You coordinate ${network.name} now.`);
  },
});

const groups = subcommand({
  about: 'Say which schools belong together',
  ask: 'form',
  title: 'Groups of schools',
  allow: 'coordinator',
  fields: {
    lines: {
      kind: 'longText',
      label: 'One line each: URN, group',
      about: 'Alliances, federations, hubs; paste from a spreadsheet. "100000, none" takes a school out.',
      max: 3000,
    },
  },
  run: async (input, { app, network }) => groupsView(await app.networks.pasteGroups(network.id, input.lines)),
});

const removeCoordinator = action(removeCoordinatorRef, {
  allow: 'coordinator',
  async run(_, { app, network, state }) {
    const name = await app.networks.removeCoordinator(network.id, state.member);
    return coordinatorsView(await app.networks.coordinators(network.id), `${name} is no longer a coordinator.`);
  },
});

const takeBack = action(takeBackRef, {
  allow: 'coordinator',
  async run(_, { app, network, state }) {
    const [platform = '', userId = ''] = state.named.split(':');
    await app.networks.takeBack(network.id, platform, userId);
    return coordinatorsView(await app.networks.coordinators(network.id), 'Taken back.');
  },
});

const groupList = action(groupListRef, {
  allow: 'coordinator',
  run: async (_, { app, network }) => groupListView(await app.networks.groups(network.id)),
});

function communityOf({ caller }: Visitor, channelId: string | undefined) {
  const { platform, communityExternalId, communityName } = caller;
  if (communityExternalId === undefined) throw new UserError('Please type this in a channel of the workspace or server.');
  return { platform, externalId: communityExternalId, name: communityName ?? NEUTRAL_COMMUNITY, channelId };
}

/** /network: the network itself. */
export const network = command({
  name: 'network',
  about: 'The network itself (coordinators)',
  subcommands: { create, join: joinIt, settings, coordinators, coordinate, groups, terms },
  actions: [removeCoordinator, takeBack, groupList, ...termsActions],
});
