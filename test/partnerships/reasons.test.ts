import { expect, it } from 'vitest';
import type { Reason } from '../../src/matching/types.ts';
import { reasonSentence } from '../../src/partnerships/reasons.ts';

const school = (urn: number, town: string) => ({ urn, name: `${town} School`, town, region: '', localAuthority: '' });
const PAIR = [school(1, 'Leeds'), school(2, 'Truro')];
const TRIO = [...PAIR, school(3, 'Hove')];

it('says in one sentence why two schools meet, the weightiest first', () => {
  const reasons: Reason[] = [
    { kind: 'sharedTopics', topics: ['send-inclusion', 'tuition'] },
    { kind: 'offersSeeks', from: 1, to: 2, topics: ['retrieval-practice', 'writing'] },
    { kind: 'samePhase', phase: 'special' },
    { kind: 'distance', km: 530 },
    { kind: 'differentRegion', regions: ['Yorkshire and the Humber', 'South West'] },
    { kind: 'differentTrust' },
    { kind: 'neverMet' },
  ];

  const sentence = reasonSentence({ schools: PAIR, reasons });

  expect(sentence).toBe(
    'Both working on SEND and inclusion, tuition; Leeds offers what Truro seeks (retrieval practice and writing); both special schools; 329 miles apart; never met',
  );
});

it('says things once for a trio, whose every two have reasons of their own', () => {
  const reasons: Reason[] = [
    { kind: 'sharedTopics', topics: ['writing'] },
    { kind: 'distance', km: 354 },
    { kind: 'neverMet' },
    { kind: 'sharedTopics', topics: ['attendance', 'writing'] },
    { kind: 'samePhase', phase: 'primary' },
    { kind: 'distance', km: 83 },
    { kind: 'neverMet' },
    { kind: 'offersSeeks', from: 3, to: 1, topics: ['writing'] },
  ];

  const sentence = reasonSentence({ schools: TRIO, reasons });

  expect(sentence).toBe(
    'Between them working on writing and attendance; Hove offers what Leeds seeks (writing); 52 to 220 miles apart; never met',
  );
});

it('says who met before, and never that they are strangers then', () => {
  const reasons: Reason[] = [{ kind: 'metBefore', between: [1, 2], roundsAgo: 5 }, { kind: 'neverMet' }];

  expect(reasonSentence({ schools: TRIO, reasons })).toBe('Leeds and Truro met 5 rounds ago');
  expect(reasonSentence({ schools: PAIR, reasons: [] })).toBe('Another region, another trust');
});
