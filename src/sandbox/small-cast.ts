import type { CastCommunity } from './contract.ts';

/** A workspace for the sandbox when it runs alone. The names are made up. */
export const slackCast: CastCommunity[] = [
  {
    id: 'T0SANDBOX1',
    name: 'Riverside Schools',
    people: [
      { id: 'U0ADEOLA01', name: 'Adeola Marsh', admin: true },
      { id: 'U0BRONWEN1', name: 'Bronwen Tate' },
      { id: 'U0CALLUM01', name: 'Callum Ferris' },
    ],
    channels: [
      { id: 'C0GENERAL1', name: 'general' },
      { id: 'C0PRACTICE', name: 'practice' },
    ],
  },
];

/** A server for the sandbox when it runs alone. The names are made up. */
export const discordCast: CastCommunity[] = [
  {
    id: '910000000000000001',
    name: 'Northern Classrooms',
    people: [
      { id: '910000000000000011', name: 'Imogen Sharpe', admin: true },
      { id: '910000000000000012', name: 'Rafiq Doyle' },
      { id: '910000000000000013', name: 'Sunniva Okafor', closedToDirectMessages: true },
    ],
    channels: [
      { id: '910000000000000101', name: 'general' },
      { id: '910000000000000102', name: 'practice' },
    ],
  },
];
