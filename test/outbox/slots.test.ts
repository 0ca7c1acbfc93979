import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Destination, Platform } from '../../src/chat/platform.ts';
import { forgetPaces, holdBack, LONGEST_WAIT_MS, type Ready, reserve } from '../../src/outbox/pace.ts';
import { type SmallWorld, smallWorld } from '../networks/small-world.ts';

const NOW = Date.parse('2026-11-25T15:45:00Z');
const platform: Platform = {
  name: 'slack',
  directNeedsConsent: false,
  pace: [
    { per: 'platform', count: 10, ms: 1000 },
    { per: 'destination', count: 1, ms: 1000 },
    { per: 'opening', count: 1, ms: 2000 },
  ],
  start: async () => {},
  stop: async () => {},
  ready: () => true,
  post: async (_to, _view, _people, key) => ({ state: 'sent', externalId: key }),
  find: async () => undefined,
};
const channel = (channelId: string) => ({
  platform,
  to: { kind: 'channel', communityExternalId: 'T', channelId } satisfies Destination,
});
const stranger = (userId: string) => ({
  platform,
  to: { kind: 'person', communityExternalId: 'T', userId } satisfies Destination,
});

let world: SmallWorld;
beforeAll(async () => {
  world = await smallWorld();
});
afterAll(() => world.database.close());
beforeEach(async () => void (await db().pace.deleteMany()));
const db = () => world.database.prisma;
/** ms to wait for each; undefined: not soon. */
const waits = async (messages: readonly Ready[], now: number) =>
  (await reserve(db(), messages, now)).map((slot) => ('wait' in slot ? slot.wait : undefined));

describe('slots', () => {
  it('follow each other evenly, whoever asks for them', async () => {
    expect(await waits(['a', 'b', 'c'].map(channel), NOW)).toEqual([0, 100, 200]);
    expect(await waits(['d', 'e'].map(channel), NOW + 50)).toEqual([250, 350]);
  });

  it('are not saved up while nothing is sent', async () => {
    await reserve(db(), [channel('a')], NOW);

    expect(await waits(['b', 'c'].map(channel), NOW + 60_000)).toEqual([0, 100]);
  });

  it('keep one channel’s and first messages’ own distance', async () => {
    expect(await waits(['a', 'a', 'b'].map(channel), NOW)).toEqual([0, 1000, 200]);
    expect(await waits(['ann', 'ben'].map(stranger), NOW)).toEqual([300, 2000]);
  });

  it('are not given so far ahead that a lease would run out, and others keep theirs', async () => {
    await reserve(
      db(),
      Array.from({ length: 40 }, (_, at) => stranger(`s${at}`)),
      NOW,
    );

    const [late, soon] = await waits([stranger('late'), channel('a')], NOW);

    expect(late).toBeUndefined();
    expect(soon).toBeLessThan(LONGEST_WAIT_MS);
  });

  it('begin again when the platform has asked to wait', async () => {
    await holdBack(db(), channel('a'), 'platform', 7000, NOW);
    await holdBack(db(), channel('a'), 'platform', 3000, NOW);

    expect(await waits(['b', 'c'].map(channel), NOW)).toEqual([7000, 7100]);
  });

  it('are forgotten when nobody asked for a while', async () => {
    await reserve(db(), [channel('a')], NOW);

    await forgetPaces(db(), NOW + 7_200_000);

    expect(await db().pace.count()).toBe(0);
  });
});
