import { midlandMembers } from './members-midlands.ts';
import { northernMembers } from './members-north.ts';
import { southernMembers } from './members-south.ts';
import { platformId } from './platform-ids.ts';
import { demoGroups, demoSchools, notPartnering } from './schools.ts';
import { colleagueSnippets } from './snippets-colleagues.ts';
import { mathsScienceSnippets } from './snippets-maths-science.ts';
import { readingSnippets } from './snippets-reading.ts';
import { rememberingSnippets } from './snippets-remembering.ts';
import { wholeSchoolSnippets } from './snippets-whole-school.ts';
import type { DemoCommunity, DemoPlatform, DemoWorld } from './types.ts';

export type { DemoCommunity, DemoEvidence, DemoMember, DemoPlatform, DemoSnippet, DemoWorld } from './types.ts';

const members = [...northernMembers, ...midlandMembers, ...southernMembers];

/** People with an account who have not joined the network yet: somebody to try joining with. */
const NEWCOMERS: Record<DemoPlatform, string[]> = {
  slack: ['Robin Ashdown', 'Maya Lindqvist'],
  discord: ['Dilip Carruthers', 'Georgie Tamblyn'],
};

/** Whom to be at first: somebody who has not joined, and a coordinator. Both are on the same platform. */
export const demoGuide = {
  newcomer: NEWCOMERS.slack[0] ?? '',
  coordinator: members.find((one) => one.coordinator && one.accounts[0]?.platform === 'slack')?.name ?? '',
};

function community(platform: DemoPlatform, name: string, channelNames: string[]): DemoCommunity {
  const channels = channelNames.map((channel, index) => ({ id: platformId(platform, 'C', index), name: channel }));
  const joined = members.flatMap((member) =>
    member.accounts
      .filter((account) => account.platform === platform)
      .map((account) => ({
        id: account.userId,
        name: member.name,
        // They joined by a command of the bot's.
        knowsBot: true,
        ...(member.admin ? { admin: true } : {}),
        ...(member.closedToDirectMessages ? { closedToDirectMessages: true } : {}),
      })),
  );
  const newcomers = NEWCOMERS[platform].map((newcomer, index) => ({
    id: platformId(platform, 'U', 900 + index),
    name: newcomer,
  }));
  return {
    platform,
    id: platformId(platform, 'T', 0),
    name,
    channels,
    networkChannelId: channels.find((channel) => channel.name === 'announcements')?.id ?? '',
    people: [...joined, ...newcomers],
  };
}

/**
 * The demo world: one network of real schools with invented members, on a Slack workspace and a Discord server. It makes the
 * sandbox worth opening: enough for a digest and a matching round. No person in it is real; what they write was made up.
 */
export const demo: DemoWorld = {
  network: {
    name: 'Curious Classrooms',
    joinCode: 'CURIOUS-42',
    timeZone: 'Europe/London',
    digestWeekday: 3,
    digestTime: '15:45',
  },
  communities: [
    community('slack', 'Curious Classrooms', ['staffroom', 'announcements', 'reading-and-talk', 'coordinators']),
    community('discord', 'Curious Classrooms Server', ['staffroom', 'announcements', 'maths-and-science', 'coordinators']),
  ],
  schools: demoSchools,
  members,
  snippets: [...readingSnippets, ...mathsScienceSnippets, ...rememberingSnippets, ...wholeSchoolSnippets, ...colleagueSnippets],
  groups: demoGroups,
  partnerSchools: demoSchools.filter((urn) => !notPartnering.includes(urn)),
};
