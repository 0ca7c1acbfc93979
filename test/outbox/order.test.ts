import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Destination, Platform, Posted } from '../../src/chat/platform.ts';
import { plain } from '../../src/chat/text.ts';
import { text, view } from '../../src/chat/view.ts';
import type { Insider } from '../../src/chat/who.ts';
import { claimDue } from '../../src/outbox/claim.ts';
import { enqueue, type Letter } from '../../src/outbox/enqueue.ts';
import { createOutbox } from '../../src/outbox/worker.ts';
import { MONDAY, type Net, type SmallWorld, smallWorld, WEDNESDAY } from '../networks/small-world.ts';

/** Two messages to the same person or channel leave in the order in which they were due. */

let world: SmallWorld;
let net: Net;
let ann: Insider;
let ben: Insider;
/** The words of what was posted, in order, and what becomes of the next posts. */
let posted: string[];
let turns: Posted[];

const platform: Platform = {
  name: 'slack',
  directNeedsConsent: false,
  pace: [{ per: 'platform', count: 1000, ms: 1000 }],
  start: async () => {},
  stop: async () => {},
  ready: () => true,
  async post(_to: Destination, shown, _people, key) {
    posted.push(JSON.stringify(shown.blocks).match(/n\d+/)?.[0] ?? '?');
    return turns.shift() ?? { state: 'sent', externalId: key };
  },
  find: async () => undefined,
};

beforeAll(async () => {
  world = await smallWorld();
  net = await world.found('Trees', 'slack');
  ann = await world.join(net, 'ann', 'alder');
  ben = await world.join(net, 'ben', 'birch');
});
afterAll(() => world.database.close());
beforeEach(async () => {
  await db().delivery.deleteMany();
  await db().pace.deleteMany();
  posted = [];
  turns = [];
});

const db = () => world.database.prisma;
const later = (ms: number) => new Date(WEDNESDAY.getTime() - 3_600_000 + ms);
async function write(to: Letter['to'], ...numbers: number[]) {
  for (const at of numbers)
    await enqueue(
      db(),
      [
        {
          networkId: net.id,
          kind: 'notice',
          key: `order${JSON.stringify(to)}${at}`,
          to,
          view: view(text(plain(`n${at}`))),
          notBefore: later(at),
        },
      ],
      MONDAY,
    );
}
const log = { info() {}, warn() {}, error() {}, debug() {} };
const outbox = () => createOutbox(db(), [platform], log, () => WEDNESDAY);
const claim = (clock = new Date()) => claimDue(db(), ['slack'], WEDNESDAY, clock, 10);
const waitFor = (ms: number) =>
  db().delivery.updateMany({
    where: { notBefore: later(1) },
    data: { leasedUntil: new Date(Date.now() + ms), reason: 'no answer' },
  });

describe('order', () => {
  it('is kept for one person, however they were written, and by several workers', async () => {
    await write({ memberId: ann.id }, 3, 1, 5, 2, 4);

    await Promise.all([outbox().drain(), outbox().drain(), outbox().drain()]);
    await outbox().drain();

    expect(posted).toEqual(['n1', 'n2', 'n3', 'n4', 'n5']);
  });

  it('holds a message back while the one before it is being sent; other people and channels go on', async () => {
    const channel = { communityId: net.communityId, channelId: 'C1' };
    await write({ memberId: ann.id }, 1, 2);
    await write({ memberId: ben.id }, 1);
    await write(channel, 1, 2);

    const first = await claim();

    expect(first.map((one) => one.memberId ?? one.channelId).sort()).toEqual([ann.id, ben.id, 'C1'].sort());
    expect(await claim()).toEqual([]);
  });

  it('holds it back for a worker, too, whose clock is behind that of the worker which is sending', async () => {
    await write({ memberId: ann.id }, 1, 2);
    const ahead = new Date();
    await claim(ahead);

    expect(await claim(new Date(ahead.getTime() - 5_000))).toEqual([]);
  });

  it('but is not held for days by one whose clock is days ahead', async () => {
    await write({ memberId: ann.id }, 1, 2);
    const now = new Date();
    await claim(new Date(now.getTime() + 3 * 24 * 3_600_000));

    expect(await claim(now)).toHaveLength(1);
  });

  it('holds a message back while the one before it waits a little for its next attempt', async () => {
    await write({ memberId: ann.id }, 1, 2);
    await waitFor(20_000);
    await outbox().drain();
    expect(posted).toEqual([]);

    await waitFor(-1);
    await outbox().drain();

    expect(posted).toEqual(['n1', 'n2']);
  });

  it('lets a message pass one that waits long, or is parked', async () => {
    await write({ memberId: ann.id }, 1, 2);
    await waitFor(300_000);
    await outbox().drain();
    expect(posted).toEqual(['n2']);

    await write({ memberId: ben.id }, 1, 2);
    turns = [{ state: 'refused', reason: 'invalid_blocks' }];
    await outbox().drain();

    expect(posted).toEqual(['n2', 'n1', 'n2']);
  });

  it('does not wait for what is due later', async () => {
    await write({ memberId: ann.id }, 1);
    await db().delivery.updateMany({ data: { notBefore: new Date(WEDNESDAY.getTime() + 1) } });
    await write({ memberId: ann.id }, 2);

    await outbox().drain();

    expect(posted).toEqual(['n2']);
  });
});
