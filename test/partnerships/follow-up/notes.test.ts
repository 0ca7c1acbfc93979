import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Insider } from '../../../src/chat/who.ts';
import { DAY_10, hoursAfter, type Pairs, PUBLISHED, pairsWorld, TUESDAY } from './pairs.ts';

let pairs: Pairs;
let ann: Insider;
let cy: Insider;
let group: string;

beforeAll(async () => {
  pairs = await pairsWorld();
});
afterAll(() => pairs.close());
beforeEach(async () => {
  await pairs.anew();
  ann = await pairs.contact('ann', 'alder');
  await pairs.contact('bea', 'cedar');
  cy = await pairs.contact('cy', 'cedar');
  [group = ''] = await pairs.published([['alder', 'cedar']], PUBLISHED);
});

const write = (member: Insider, now = TUESDAY, words = 'Hello') =>
  pairs.world.together((app) => app.rounds.write(member, pairs.network, { groupId: group, to: '', words }, now));

describe('a note', () => {
  it('is the first sign of life of the school it comes from, not of the other, and ends its silent rounds', async () => {
    await pairs.world.database.prisma.partnerSchool.updateMany({ data: { silentRounds: 2 } });

    await write(ann);
    await write(ann, DAY_10);

    expect((await pairs.side(group, 'alder')).wroteAt).toEqual(TUESDAY);
    expect((await pairs.side(group, 'cedar')).wroteAt).toBeNull();
    expect((await pairs.entry('alder')).silentRounds).toBe(0);
    expect((await pairs.entry('cedar')).silentRounds).toBe(2);
  });

  it('is one of ten in a day, however many people read it', async () => {
    for (let sent = 0; sent < 10; sent++) await write(ann, hoursAfter(TUESDAY, sent));

    await expect(write(ann, hoursAfter(TUESDAY, 23))).rejects.toThrow('10 notes since this time yesterday');
    await write(cy, hoursAfter(TUESDAY, 23));
    await write(ann, hoursAfter(TUESDAY, 25));
    expect((await pairs.letters()).filter((one) => one === 'notice cy')).toHaveLength(11);
  });

  it('is not carried to a pair that was taken apart', async () => {
    await pairs.world.database.prisma.roundGroup.updateMany({ data: { endedAt: TUESDAY } });

    await expect(write(ann)).rejects.toThrow('These schools have since been parted.');
    expect(await pairs.letters()).toEqual([]);
  });
});
