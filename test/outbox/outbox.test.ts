import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Destination, Later, Platform, Posted } from '../../src/chat/platform.ts';
import { person, say } from '../../src/chat/text.ts';
import { text, type View, view } from '../../src/chat/view.ts';
import type { Insider } from '../../src/chat/who.ts';
import { claimDue } from '../../src/outbox/claim.ts';
import { enqueue, type Letter } from '../../src/outbox/enqueue.ts';
import { createOutbox } from '../../src/outbox/worker.ts';
import { controlsOf, read } from '../chat/bot.ts';
import { MONDAY, type Net, type SmallWorld, smallWorld, WEDNESDAY } from '../networks/small-world.ts';

/** A platform that keeps what it is given, and does what it is told to. */
interface Post {
  to: Destination;
  view: View;
  people: Readonly<Record<string, string>>;
  key: string;
}
interface TestPlatform extends Platform {
  posts: Post[];
  /** Outcomes of the next posts, in order; then everything is sent. */
  turns: (Posted | Error)[];
  /** Messages that are there though nobody recorded it. */
  there: Map<string, string>;
  found: string[];
  /** The next looks are answered so; then they look. */
  looks: Later[];
  up: boolean;
  /** Told of each post as it begins. */
  onPost?: (key: string) => Promise<void>;
}

function testPlatform(name: string, directNeedsConsent: boolean): TestPlatform {
  const platform: TestPlatform = {
    name,
    directNeedsConsent,
    pace: [{ per: 'platform', count: 1_000, ms: 1000 }],
    posts: [],
    turns: [],
    there: new Map(),
    found: [],
    looks: [],
    up: true,
    start: async () => {},
    stop: async () => {},
    ready: () => platform.up,
    async post(to, view, people, key) {
      platform.posts.push({ to, view, people, key });
      await platform.onPost?.(key);
      const turn = platform.turns.shift() ?? { state: 'sent', externalId: `x-${key}`, directChannelId: 'D1' };
      if (turn instanceof Error) throw turn;
      return turn;
    },
    async find(_to, key) {
      platform.found.push(key);
      const look = platform.looks.shift();
      if (look) return look;
      return platform.there.get(key);
    },
  };
  return platform;
}

let world: SmallWorld;
let net: Net;
let server: Net;
let ann: Insider;
let slack: TestPlatform;
let discord: TestPlatform;
let lines: { details: object; message: string }[];
let now: Date;

beforeAll(async () => {
  world = await smallWorld();
});
afterAll(() => world.database.close());
beforeEach(async () => {
  await world.database.prisma.delivery.deleteMany();
  net = await world.found('Trees', 'slack');
  const externalId = `G${net.id}`;
  await world.app.networks.joinByCode({ platform: 'discord', externalId, name: 'The server' }, net.code, MONDAY);
  const { id } = await world.database.prisma.community.findFirstOrThrow({ where: { externalId } });
  server = { ...net, platform: 'discord', externalId, communityId: id };
  ann = await world.join(net, 'ann', 'alder');
  slack = testPlatform('slack', false);
  discord = testPlatform('discord', true);
  lines = [];
  now = WEDNESDAY;
});

const db = () => world.database.prisma;
const HELLO = view(text(say`Hello ${'**Ann**'}`));
let keys = 0;
const letter = (to: Letter['to'], more: Partial<Letter> = {}): Letter => ({
  networkId: net.id,
  kind: 'introduction',
  key: `k${keys++}`,
  to,
  view: HELLO,
  notBefore: WEDNESDAY,
  ...more,
});
const write = (...letters: Letter[]) => enqueue(db(), letters, MONDAY);
const outbox = (platforms: Platform[] = [slack, discord]) => {
  const note = (details: object, message: string) => void lines.push({ details, message });
  return createOutbox(db(), platforms, { info: note, warn: note, error: note, debug: note }, () => now);
};
const only = () => db().delivery.findFirstOrThrow({ where: { networkId: net.id } });
/** Makes what waits for a later attempt due at once. */
const hurry = () => db().delivery.updateMany({ data: { leasedUntil: null } });

describe('a message', () => {
  it('goes out once, and is recorded with the platform’s own id', async () => {
    const one = letter({ memberId: ann.id });
    expect(await write(one, { ...one, view: view() })).toBe(1);
    expect(await write(one)).toBe(0);

    await outbox().drain();
    await outbox().drain();

    expect(slack.posts.map((post) => [post.to, post.view])).toEqual([
      [{ kind: 'person', communityExternalId: net.externalId, userId: 'ann' }, HELLO],
    ]);
    expect(await only()).toMatchObject({
      state: 'sent',
      externalId: `x-${slack.posts[0]?.key}`,
      sentAt: WEDNESDAY,
      leasedUntil: null,
    });
  });

  it('is known to the platform by a key of at most 25 characters', async () => {
    await write(letter({ memberId: ann.id }));
    await outbox().drain();

    expect(slack.posts[0]?.key.length).toBeLessThanOrEqual(25);
  });

  it('opens a direct channel once and uses it again', async () => {
    await write(letter({ memberId: ann.id }));
    await outbox().drain();
    await write(letter({ memberId: ann.id }));
    await outbox().drain();

    expect(slack.posts.map((post) => post.to.kind === 'person' && post.to.directChannelId)).toEqual([undefined, 'D1']);
  });

  it('waits for its time', async () => {
    await write(letter({ memberId: ann.id }));
    now = new Date(WEDNESDAY.getTime() - 1);
    await outbox().drain();
    expect(slack.posts).toEqual([]);

    now = WEDNESDAY;
    await outbox().drain();
    expect(slack.posts).toHaveLength(1);
  });

  it('names people by their account where it is read', async () => {
    await write(letter({ memberId: ann.id }, { view: view(text(say`Meet ${person(ann.id, 'Ann')}`)) }));
    await outbox().drain();

    expect(slack.posts[0]?.people).toEqual({ [ann.id]: 'ann' });
  });
});

describe('nothing is sent', () => {
  it('outside school time: what was held up in the afternoon comes in the morning', async () => {
    await write(letter({ memberId: ann.id }));
    now = new Date('2026-11-25T18:00:00Z');

    await outbox().drain();

    expect(slack.posts).toEqual([]);
    expect(await only()).toMatchObject({ state: 'due', notBefore: new Date('2026-11-26T07:30:00Z'), attempts: 0, unsure: false });
    now = new Date('2026-11-26T07:30:00Z');
    await outbox().drain();
    expect(slack.posts).toHaveLength(1);
  });

  it('to somebody having a rest, until it is over; a digest not at all', async () => {
    const until = new Date('2026-11-30T09:00:00Z');
    await world.app.members.wantDigest(ann, true);
    await world.app.members.change(ann, { pausedUntil: until });
    await write(letter({ memberId: ann.id }, { kind: 'notice' }), letter({ memberId: ann.id }, { kind: 'digest' }));

    await outbox().drain();

    const states = (await db().delivery.findMany({ where: { networkId: net.id }, orderBy: { kind: 'asc' } })).map((one) => [
      one.kind,
      one.state,
    ]);
    expect(states).toEqual([
      ['digest', 'undeliverable'],
      ['notice', 'due'],
    ]);
    expect(slack.posts).toEqual([]);
    now = until;
    await outbox().drain();
    expect(slack.posts).toHaveLength(1);
  });

  it('of a digest to somebody who stopped it meanwhile', async () => {
    await write(letter({ memberId: ann.id }, { kind: 'digest' }));
    await outbox().drain();

    expect(slack.posts).toEqual([]);
    expect(await only()).toMatchObject({ state: 'undeliverable', reason: 'they no longer want the digest' });
  });
});

describe('what goes wrong', () => {
  it('later: tried again, and waiting is no failure of the message', async () => {
    await write(letter({ memberId: ann.id }));
    slack.turns = Array.from({ length: 15 }, () => ({ state: 'later', afterMs: 60_000, reason: 'too fast' }));
    for (let at = 0; at < 15; at++) {
      await outbox().drain();
      await hurry();
    }

    expect(await only()).toMatchObject({ state: 'due', attempts: 0, unsure: false, reason: 'too fast' });
    await outbox().drain();
    expect((await only()).state).toBe('sent');
    expect(slack.found).toEqual([]);
  });

  it('later: not before its pause is over', async () => {
    await write(letter({ memberId: ann.id }));
    slack.turns = [{ state: 'later', afterMs: 60_000, reason: 'too fast' }];

    await outbox().drain();
    await outbox().drain();

    expect(slack.posts).toHaveLength(1);
  });

  it('a platform that is down keeps no other waiting, nor another process that can send there', async () => {
    const bob = await world.join(server, 'bob', 'cedar', { privateDigest: true });
    const others: Insider[] = [];
    for (let at = 0; at < 12; at++) others.push(await world.join(net, `other${at}`, 'alder'));
    await write(...others.map(({ id }) => letter({ memberId: id })), letter({ memberId: bob.id }));
    slack.up = false;

    await outbox().drain();

    expect(discord.posts).toHaveLength(1);
    expect(slack.posts).toEqual([]);

    const elsewhere = testPlatform('slack', false);
    await outbox([elsewhere]).drain();
    expect(elsewhere.posts).toHaveLength(12);
  });

  it('unknown, and looking is rate limited ever so often: that is no failure, and it is not sent before it was looked for', async () => {
    await write(letter({ memberId: ann.id }));
    slack.turns = [{ state: 'unknown', reason: 'no answer' }];
    await outbox().drain();
    slack.there.set((await only()).id, 'x-there');
    slack.looks = Array.from({ length: 15 }, () => ({ state: 'later', afterMs: 1_000, reason: 'slower' }));
    for (let look = 0; look < 15; look++) {
      await hurry();
      await outbox().drain();
    }
    const waiting = await only();
    await hurry();

    await outbox().drain();

    expect(waiting).toMatchObject({ state: 'due', unsure: true, attempts: 1 });
    expect(slack.posts).toHaveLength(1);
    expect(await only()).toMatchObject({ state: 'sent', externalId: 'x-there' });
  });

  it('unknown, and it had arrived: it is found and not sent again', async () => {
    await write(letter({ memberId: ann.id }));
    slack.turns = [{ state: 'unknown', reason: 'no answer' }];
    await outbox().drain();
    const { id, unsure } = await only();
    slack.there.set(id, 'x-there');
    await hurry();

    await outbox().drain();

    expect(unsure).toBe(true);
    expect(slack.posts).toHaveLength(1);
    expect(await only()).toMatchObject({ state: 'sent', externalId: 'x-there' });
  });

  it('unknown, and it had not: it is sent again', async () => {
    await write(letter({ memberId: ann.id }));
    slack.turns = [new Error('socket hang up: Hello Ann')];
    await outbox().drain();
    await hurry();

    await outbox().drain();

    expect(slack.found).toHaveLength(1);
    expect(slack.posts).toHaveLength(2);
    expect((await only()).state).toBe('sent');
    expect(JSON.stringify(lines)).not.toContain('Hello');
  });

  it('a worker that died in the middle: its lease runs out, and the platform is asked first', async () => {
    await write(letter({ memberId: ann.id }));
    await db().delivery.updateMany({ data: { state: 'sending', attempts: 1, leasedUntil: new Date(Date.now() + 60_000) } });
    await outbox().drain();
    expect([slack.found, slack.posts]).toEqual([[], []]);

    await db().delivery.updateMany({ data: { leasedUntil: new Date(Date.now() - 1) } });
    slack.there.set((await only()).id, 'x-there');
    await outbox().drain();

    expect(slack.posts).toEqual([]);
    expect(await only()).toMatchObject({ state: 'sent', externalId: 'x-there' });
  });

  it('workers that die again and again with a message are no failure of it', async () => {
    await write(letter({ memberId: ann.id }));
    for (let at = 0; at < 15; at++) {
      await claimDue(db(), ['slack'], now, new Date(), 1);
      await db().delivery.updateMany({ data: { leasedUntil: new Date(Date.now() - 1) } });
    }
    slack.turns = [{ state: 'unknown', reason: 'no answer' }];
    await outbox().drain();
    await hurry();

    await outbox().drain();

    expect(await only()).toMatchObject({ state: 'sent' });
  });

  it('unknown for ever: parked after a while, for somebody to look at', async () => {
    await write(letter({ memberId: ann.id }));
    for (let at = 0; at < 20; at++) {
      slack.turns = [{ state: 'unknown', reason: 'no answer' }];
      await outbox().drain();
      await hurry();
    }

    expect(await only()).toMatchObject({ state: 'parked', reason: 'no answer' });
    expect(slack.posts.length).toBeLessThan(20);
  });

  it('undeliverable and refused: ended with the reason, never tried again', async () => {
    await write(letter({ memberId: ann.id }), letter({ memberId: ann.id }));
    slack.turns = [
      { state: 'undeliverable', reason: 'they left' },
      { state: 'refused', reason: 'invalid_blocks' },
    ];

    await outbox().drain();
    await hurry();
    await outbox().drain();

    const ends = (await db().delivery.findMany({ where: { networkId: net.id } })).map((one) => [one.state, one.reason]);
    expect(ends.toSorted()).toEqual([
      ['parked', 'invalid_blocks'],
      ['undeliverable', 'they left'],
    ]);
    expect(slack.posts).toHaveLength(2);
  });

  it('a View of another version is parked, not guessed at', async () => {
    await write(letter({ memberId: ann.id }));
    await db().delivery.updateMany({ data: { view: { version: 2, blocks: [] } } });

    await outbox().drain();

    expect(slack.posts).toEqual([]);
    expect(await only()).toMatchObject({ state: 'parked', reason: expect.stringContaining('another version') });
  });
});

describe('the way to a person', () => {
  const consents = (userId: string) => world.join(server, userId, 'cedar', { privateDigest: true });

  it('is the account the letter names, else one they said yes at, on whichever platform', async () => {
    const bob = await consents('bob');
    await write(letter({ memberId: bob.id }), letter({ memberId: bob.id, accountId: bob.accountId }));

    await outbox().drain();

    expect(discord.posts.map((post) => post.to)).toEqual([
      expect.objectContaining({ kind: 'person', userId: 'bob' }),
      expect.objectContaining({ kind: 'person', userId: 'bob' }),
    ]);
    expect(slack.posts).toEqual([]);
  });

  it('where direct messages need a yes that was not given, an introduction names them in the channel', async () => {
    const cat = await world.join(server, 'cat', 'cedar');
    await world.app.networks.saveSettings(net.id, server.communityId, {
      name: 'Trees',
      digestWeekday: 3,
      digestTime: '15:45',
      channelId: 'C7',
    });
    await write(letter({ memberId: cat.id }));

    await outbox().drain();

    const [post] = discord.posts;
    expect(post?.to).toEqual({ kind: 'channel', communityExternalId: server.externalId, channelId: 'C7' });
    expect(post?.view.pings).toEqual([cat.id]);
    expect(post?.people).toEqual({ [cat.id]: 'cat' });
    expect(post && read(post.view)).toBe('cat\nHello **Ann**');
  });

  it('private words are not posted for everybody: only their reader can open them there', async () => {
    const cat = await world.join(server, 'cat', 'cedar');
    const dan = await world.join(server, 'dan', 'cedar');
    await world.app.networks.saveSettings(net.id, server.communityId, {
      name: 'Trees',
      digestWeekday: 3,
      digestTime: '15:45',
      channelId: 'C7',
    });
    await write(letter({ memberId: cat.id }, { kind: 'notice' }));

    await outbox().drain();

    const [post] = discord.posts;
    const [, , id = ''] = ['', '', controlsOf(post?.view ?? view())[0]?.split('|')[2]];
    expect(post && read(post.view)).not.toContain('Hello');
    expect(post?.view.pings).toEqual([cat.id]);
    expect(await world.app.letters.open(cat, id)).toEqual(HELLO);
    await expect(world.app.letters.open(dan, id)).rejects.toThrow('This message is for somebody else.');
    await world.database.prisma.delivery.update({ where: { id }, data: { view: { version: 0, blocks: [] } } });
    await expect(world.app.letters.open(cat, id)).rejects.toThrow('written by an older version');
  });

  it('a no to private messages counts where nobody needs to ask for them, too', async () => {
    await world.app.members.wantPrivately(ann, false);
    await world.app.networks.saveSettings(net.id, net.communityId, {
      name: 'Trees',
      digestWeekday: 3,
      digestTime: '15:45',
      channelId: 'C8',
    });
    await write(letter({ memberId: ann.id }));

    await outbox().drain();

    expect(slack.posts.map((post) => post.to)).toEqual([
      { kind: 'channel', communityExternalId: net.externalId, channelId: 'C8' },
    ]);
  });

  it('ends in words a coordinator can act on', async () => {
    const cat = await world.join(server, 'cat', 'cedar');
    await world.app.members.wantDigest(cat, true);
    await db().account.updateMany({ where: { memberId: cat.id }, data: { privateMessages: null } });
    const reasonFor = async (to: Letter['to'], kind: Letter['kind'], platforms?: Platform[]) => {
      await db().delivery.deleteMany({ where: { networkId: net.id } });
      await write(letter(to, { kind }));
      await outbox(platforms).drain();
      return (await only()).reason;
    };

    expect(await reasonFor({ memberId: cat.id }, 'introduction')).toBe(
      'they have not asked for direct messages, and no channel is chosen in The server (/network settings)',
    );
    expect(await reasonFor({ memberId: cat.id }, 'digest')).toBe('they have not asked for direct messages here');
    expect(await reasonFor({ communityId: 'gone', channelId: 'C1' }, 'invitation')).toMatch(/no longer part of the network/);
    await db().account.deleteMany({ where: { memberId: cat.id } });
    expect(await reasonFor({ memberId: cat.id }, 'introduction')).toMatch(/no account/);
    expect(discord.posts).toEqual([]);
  });
});

describe('a process that serves one platform of two', () => {
  const states = async () => Object.fromEntries((await db().delivery.findMany()).map((one) => [one.key, one.state]));
  let bob: Insider;

  beforeEach(async () => {
    bob = await world.join(server, 'bob', 'cedar', { privateDigest: true });
    await write(
      letter({ memberId: ann.id }, { key: 'to ann' }),
      letter({ memberId: bob.id }, { key: 'to bob' }),
      letter({ communityId: net.communityId, channelId: 'C1' }, { key: 'to slack', kind: 'invitation' }),
      letter({ communityId: server.communityId, channelId: 'C2' }, { key: 'to discord', kind: 'invitation' }),
    );
  });

  it('takes only its own messages, and the other process takes the rest', async () => {
    await outbox([slack]).drain();
    expect(await states()).toEqual({ 'to ann': 'sent', 'to slack': 'sent', 'to bob': 'due', 'to discord': 'due' });
    expect((await db().delivery.findMany({ where: { state: 'due' } })).map((one) => one.attempts)).toEqual([0, 0]);

    await outbox([discord]).drain();
    expect(new Set(Object.values(await states()))).toEqual(new Set(['sent']));
    expect([slack.posts.length, discord.posts.length]).toEqual([2, 2]);
  });

  it('leaves somebody with two accounts to the one they said yes at, for three days', async () => {
    await db().delivery.deleteMany();
    await db().account.create({
      data: {
        id: `second-${bob.id}`,
        networkId: net.id,
        communityId: net.communityId,
        memberId: bob.id,
        platform: 'slack',
        externalUserId: 'bob',
        createdAt: new Date(0),
      },
    });
    await write(letter({ memberId: bob.id }, { key: 'to bob' }));

    await outbox([slack]).drain();
    expect(await states()).toEqual({ 'to bob': 'due' });
    now = new Date('2026-11-30T16:00:00Z');
    await outbox([slack]).drain();
    expect(slack.posts.map((post) => post.to)).toEqual([expect.objectContaining({ kind: 'person', userId: 'bob' })]);
  });

  it('ends after three days what nobody served, with a reason for the coordinator', async () => {
    now = new Date(WEDNESDAY.getTime() + 3 * 24 * 60 * 60 * 1000 - 1);
    await outbox([slack]).drain();
    expect((await states())['to bob']).toBe('due');

    now = new Date('2026-11-30T16:00:00Z');
    await outbox([slack]).drain();
    const ended = await db().delivery.findMany({ where: { state: 'undeliverable' }, orderBy: { key: 'asc' } });
    expect(ended.map((one) => [one.key, one.reason])).toEqual([
      ['to bob', 'the bot is not connected to their platform'],
      ['to discord', 'the bot is not connected to that platform'],
    ]);
  });
});

describe('a drain', () => {
  it('sends everything there is, in batches', async () => {
    await write(...Array.from({ length: 25 }, () => letter({ memberId: ann.id })));

    await outbox().drain();

    expect(new Set(slack.posts.map((post) => post.key)).size).toBe(25);
    expect(await db().delivery.count({ where: { networkId: net.id, state: 'sent' } })).toBe(25);
  });

  it('asked for again while it runs looks once more', async () => {
    const box = outbox();
    await write(letter({ memberId: ann.id }));
    slack.onPost = async () => {
      slack.onPost = undefined;
      await write(letter({ memberId: ann.id }));
      void box.drain();
    };

    await box.drain();

    expect(slack.posts).toHaveLength(2);
  });

  it('that stops finishes what it began, and begins nothing', async () => {
    const box = outbox();
    await write(...Array.from({ length: 25 }, () => letter({ memberId: ann.id })));
    let stopping: Promise<void> | undefined;
    slack.onPost = async () => {
      stopping ??= box.stop();
    };

    await box.drain();
    await stopping;

    const count = (state: string) => db().delivery.count({ where: { networkId: net.id, state } });
    expect([await count('sent'), await count('sending')]).toEqual([slack.posts.length, 0]);
    expect(slack.posts.length).toBeLessThanOrEqual(10);
  });

  it.runIf(process.env.TEST_DATABASE_URL)('by two processes at once sends each message once', async () => {
    await write(...Array.from({ length: 40 }, () => letter({ memberId: ann.id })));

    await Promise.all([outbox().drain(), outbox().drain(), outbox().drain()]);

    expect(slack.posts).toHaveLength(40);
    expect(new Set(slack.posts.map((post) => post.key)).size).toBe(40);
  });
});
