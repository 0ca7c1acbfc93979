import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Platform } from '../../src/chat/platform.ts';
import { say } from '../../src/chat/text.ts';
import { text, view } from '../../src/chat/view.ts';
import type { Insider } from '../../src/chat/who.ts';
import type { Claimed } from '../../src/outbox/claim.ts';
import { routeOf } from '../../src/outbox/route.ts';
import { read } from '../chat/bot.ts';
import { MONDAY, type Net, type SmallWorld, smallWorld, WEDNESDAY } from '../networks/small-world.ts';

let world: SmallWorld;
let net: Net;
let ann: Insider;

beforeAll(async () => {
  world = await smallWorld();
  net = await world.found('Trees', 'discord');
  ann = await world.join(net, 'ann', 'alder');
  await world.database.prisma.community.updateMany({ data: { channelId: 'C1' } });
});
afterAll(() => world.database.close());

/** A platform on which nobody is written to who has not asked for it. */
const platform: Platform = {
  name: 'discord',
  directNeedsConsent: true,
  pace: [{ per: 'platform', count: 1, ms: 1000 }],
  start: async () => {},
  stop: async () => {},
  ready: () => true,
  post: async () => ({ state: 'sent', externalId: '1' }),
  find: async () => undefined,
};
const route = () => {
  const nudge: Claimed = {
    id: 'd1',
    networkId: net.id,
    kind: 'nudge',
    memberId: ann.id,
    accountId: null,
    communityId: null,
    channelId: null,
    view: JSON.parse(JSON.stringify(view(text(say`Would you go first?`)))),
    attempts: 1,
    unsure: false,
    createdAt: MONDAY,
    timeZone: 'Europe/London',
  };
  return routeOf(world.database.prisma, [platform], nudge, MONDAY);
};

describe('a nudge', () => {
  it('waits behind a button in the channel for somebody who never asked for private messages', async () => {
    const way = await route();

    expect(way).toMatchObject({ to: { kind: 'channel', channelId: 'C1' } });
    expect('view' in way && read(way.view)).toContain('There is a message for you.');
    expect(JSON.stringify(way)).not.toContain('go first');
  });

  it('does not reach somebody having a rest, nor wait for its end: a colleague is asked', async () => {
    await world.database.prisma.member.update({ where: { id: ann.id }, data: { pausedUntil: WEDNESDAY } });

    expect(await route()).toEqual({ undeliverable: 'they are having a rest' });
  });
});
