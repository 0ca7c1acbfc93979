import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { read } from '../chat/bot.ts';
import { type Net, type SmallWorld, smallWorld } from '../networks/small-world.ts';
import { talker } from '../networks/talk.ts';

let world: SmallWorld;
let net: Net;

beforeAll(async () => {
  world = await smallWorld();
  net = await world.found('Trees', 'discord');
});
afterAll(() => world.database.close());

const NOTHING_ELSE = 'Write to me privately about nothing else either';
const stands = async (userId: string) => {
  const account = await world.database.prisma.account.findFirstOrThrow({
    where: { externalUserId: userId },
    include: { member: true },
  });
  return { digest: account.member.digest, privately: account.privateMessages };
};

describe('stopping the digest', () => {
  it('stops the digest alone, says so, and offers to stop the rest', async () => {
    await world.join(net, 'ann', 'alder', { privateDigest: true });
    const ann = talker(world, net, 'ann');

    const stopped = await ann.type('digest off');
    expect(read(stopped)).toContain('The digest only: introductions and notices for you still come privately.');
    expect(await stands('ann')).toEqual({ digest: 'off', privately: true });

    const nothing = await ann.press(NOTHING_ELSE);
    expect(read(nothing)).toContain('From now on nothing comes to you privately here.');
    expect(read(nothing)).toContain("Introductions and notices: never privately, but in the network's channel");
    expect(await stands('ann')).toEqual({ digest: 'off', privately: false });
    expect(read(await ann.type('digest off'))).toContain('Nothing else comes privately either');
  });

  it('"nothing else" pressed in an old message, after the digest was wanted again, stops that too', async () => {
    await world.join(net, 'bea', 'alder', { privateDigest: true });
    const old = talker(world, net, 'bea');
    await old.type('digest off');
    await talker(world, net, 'bea').type('digest on');

    await old.press(NOTHING_ELSE);

    expect(await stands('bea')).toEqual({ digest: 'off', privately: false });
  });

  it('private notices without the digest are a plain choice in the profile', async () => {
    await world.join(net, 'cat', 'alder');
    const cat = talker(world, net, 'cat');

    expect(read(await cat.type('staffroom profile'))).toContain('Introductions and notices: you have not said how');
    await cat.press('Write to me privately');
    expect(await stands('cat')).toEqual({ digest: 'off', privately: true });
    await cat.press('Never write privately');
    expect(await stands('cat')).toEqual({ digest: 'off', privately: false });
  });
});
