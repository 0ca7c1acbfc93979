import { randomInt } from 'node:crypto';
import { keptName } from '../chat/typed.ts';
import { newId } from '../database/id.ts';
import type { Tx } from '../database/open.ts';
import { InvalidInput, UserError } from '../errors.ts';
import { isSchoolClock } from '../vocabulary/school-time.ts';
import { createCoordinators } from './coordinators.ts';
import { readGroupLines } from './group-lines.ts';
import { type GroupsPasted, NEUTRAL_COMMUNITY, type NetworkCard } from './types.ts';

/** A workspace or server, as its platform names it. */
export interface CommunityName {
  platform: string;
  externalId: string;
  name: string;
  /** Where the network's digest goes there, when it was said. */
  channelId?: string;
}

/** What coordinators can set. */
export interface NetworkSettings {
  name: string;
  digestWeekday: number;
  digestTime: string;
  /** The channel of the community the settings are made in. */
  channelId?: string;
}

/** The longest name of a Discord server; a Slack workspace's is shorter. */
const COMMUNITY_MAX = 100;

/** Everything about networks: who they are, where they live, who coordinates them, which groups their schools are in. */
export type Networks = ReturnType<typeof createNetworks>;

/** The verbs, over one transaction. */
export function createNetworks(tx: Tx) {
  return {
    /** Creates a network with its first workspace or server. The administrator who does it becomes coordinator on joining. */
    async create(community: CommunityName, by: string, name: string, now: Date): Promise<NetworkCard> {
      await refuseTwice(tx, community);
      const id = newId();
      await tx.network.create({ data: { id, name, joinCode: joinCode(), createdAt: now } });
      await addCommunity(tx, id, community, now);
      await tx.namedCoordinator.create({
        data: { networkId: id, platform: community.platform, externalUserId: by, namedAt: now },
      });
      return card(tx, id);
    },

    /** Adds another workspace or server to the network that has this code; typed again there, it chooses another channel. */
    async joinByCode(community: CommunityName, code: string, now: Date): Promise<NetworkCard> {
      const network = await tx.network.findUnique({ where: { joinCode: code.trim().toUpperCase() } });
      if (!network) throw new UserError('No network has this code. A coordinator of the network sees it with /network settings.');
      const { platform, externalId, channelId } = community;
      const changed = channelId
        ? await tx.community.updateMany({ where: { networkId: network.id, platform, externalId }, data: { channelId } })
        : { count: 0 };
      if (changed.count > 0) return card(tx, network.id);
      await refuseTwice(tx, community);
      await addCommunity(tx, network.id, community, now);
      return card(tx, network.id);
    },

    card: (networkId: string) => card(tx, networkId),

    async saveSettings(networkId: string, communityId: string, settings: NetworkSettings): Promise<NetworkCard> {
      const { channelId, ...rest } = settings;
      if (!isSchoolClock(rest.digestTime))
        throw new InvalidInput({ time: 'Please give a time in school hours, from 07:30 to 17:59, like 15:45.' });
      await tx.network.update({ where: { id: networkId }, data: rest });
      if (channelId !== undefined)
        await tx.community.update({ where: { networkId_id: { networkId, id: communityId } }, data: { channelId } });
      return card(tx, networkId);
    },

    ...createCoordinators(tx),

    /** Puts schools into groups as pasted, and says what it did not understand. */
    async pasteGroups(networkId: string, pasted: string): Promise<GroupsPasted> {
      const lines = readGroupLines(pasted);
      const urns = lines.flatMap((line) => ('urn' in line ? [line.urn] : []));
      const known = new Set(
        (await tx.school.findMany({ where: { urn: { in: urns } }, select: { urn: true } })).map((school) => school.urn),
      );
      const result: GroupsPasted = { added: 0, removed: 0, groups: [], notUnderstood: [] };
      const added = new Set<number>();
      // "North hub" and "North Hub" are one group, spelt as it was first.
      const spelt = new Map((await groupNames(tx, networkId)).map((name) => [name.toLowerCase(), name]));
      for (const line of lines) {
        if ('why' in line) result.notUnderstood.push(line);
        else if (!known.has(line.urn))
          result.notUnderstood.push({ line: line.line, words: String(line.urn), why: 'no school in the register has this URN' });
        else if (line.group === undefined)
          result.removed += (await tx.schoolGroup.deleteMany({ where: { networkId, urn: line.urn } })).count > 0 ? 1 : 0;
        else {
          const name = spelt.get(line.group.toLowerCase()) ?? line.group;
          spelt.set(name.toLowerCase(), name);
          const key = { networkId, urn: line.urn, name };
          await tx.schoolGroup.createMany({ data: key, skipDuplicates: true });
          added.add(line.urn);
        }
      }
      result.added = added.size;
      result.groups = await groupNames(tx, networkId);
      return result;
    },

    /** Every school's group, for a list. */
    async groups(networkId: string): Promise<{ urn: number; school: string; group: string }[]> {
      const rows = await tx.schoolGroup.findMany({
        where: { networkId },
        include: { school: true },
        orderBy: [{ name: 'asc' }, { urn: 'asc' }],
      });
      return rows.map((row) => ({ urn: row.urn, school: row.school.name, group: row.name }));
    },
  };
}

async function groupNames(tx: Tx, networkId: string): Promise<string[]> {
  const rows = await tx.schoolGroup.groupBy({ by: ['name'], where: { networkId }, orderBy: { name: 'asc' } });
  return rows.map((row) => row.name);
}

async function refuseTwice(tx: Tx, community: CommunityName): Promise<void> {
  const already = await tx.community.findUnique({
    where: { platform_externalId: { platform: community.platform, externalId: community.externalId } },
    include: { network: true },
  });
  if (!already) return;
  const led = await tx.member.count({ where: { networkId: already.networkId, coordinator: true } });
  const hint = led > 0 ? '' : ' Nobody coordinates it yet: join it, then type /network coordinate.';
  throw new UserError(`This workspace or server already belongs to ${already.network.name}.${hint}`);
}

async function addCommunity(tx: Tx, networkId: string, community: CommunityName, now: Date): Promise<void> {
  const { name } = keptName(community.name, COMMUNITY_MAX, NEUTRAL_COMMUNITY);
  await tx.community.create({ data: { id: newId(), networkId, ...community, name, joinedAt: now } });
}

async function card(tx: Tx, networkId: string): Promise<NetworkCard> {
  const network = await tx.network.findUniqueOrThrow({
    where: { id: networkId },
    include: { communities: { orderBy: [{ joinedAt: 'asc' }, { id: 'asc' }] }, _count: { select: { members: true } } },
  });
  const { _count, ...rest } = network;
  return { ...rest, members: _count.members };
}

/** Without letters and digits that look alike when read aloud or copied from a screen. */
const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** A code like "K7QM-4WPD": 39 bits, useless without being an administrator somewhere. */
function joinCode(): string {
  const letters = Array.from({ length: 8 }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]);
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}
