import { describe, expect, it } from 'vitest';
import { completeWeights } from '../../../src/matching/weights.ts';
import { planRegrouping } from '../../../src/partnerships/rounds/regroup-plan.ts';
import { school } from '../../matching/schools.ts';

/** School 1 was drawn with 2 and introduced to 3 as well; 3 with 4; 5 with 6. */
const GROUPS = [
  { id: 'drawn', urns: [1, 2] },
  { id: 'other', urns: [3, 4] },
  { id: 'third', urns: [5, 6] },
  { id: 'introduced', urns: [1, 3] },
];
const facts = new Map([1, 2, 3, 4, 5, 6].map((urn) => [urn, school(urn)] as const));
const grounds = { facts, rules: { barred: [], fixed: [] }, fixed: [], weights: completeWeights(undefined), seed: 1 };
const plan = (change: Parameters<typeof planRegrouping>[1]) => planRegrouping(GROUPS, change, grounds);

describe('a published round in which a school has a second partner', () => {
  it('parts the pair that is named, and leaves both schools with the partner they have', () => {
    expect(plan({ kind: 'bar', a: 1, b: 3 })).toEqual({ ended: ['introduced'], made: [], joined: [], alone: [] });
    expect(plan({ kind: 'bar', a: 3, b: 1 })).toEqual({ ended: ['introduced'], made: [], joined: [], alone: [] });
  });

  it('parts the drawn pair too; who has nobody left finds another', () => {
    const { ended, joined } = plan({ kind: 'bar', a: 1, b: 2 });

    expect(ended).toEqual(['drawn']);
    expect(joined.map((one) => one.urn)).toEqual([2]);
  });

  it('takes a school that leaves out of both', () => {
    const { ended, made, joined, alone } = plan({ kind: 'remove', a: 1 });

    expect(ended).toEqual(['drawn', 'introduced']);
    expect([...made.flat(), ...joined.map((one) => one.urn), ...alone]).toEqual([2]);
  });
});
