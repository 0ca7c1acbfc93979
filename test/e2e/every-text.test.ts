import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Field } from '../../src/chat/field.ts';
import { packForm } from '../../src/chat/packed.ts';
import { newId } from '../../src/database/id.ts';
import { read } from '../chat/bot.ts';
import { wholeDatabase } from '../kit/whole-database.ts';
import { type Net, type SmallWorld, smallWorld } from '../networks/small-world.ts';
import { talker } from '../networks/talk.ts';

let world: SmallWorld;
let net: Net;

beforeAll(async () => {
  world = await smallWorld();
  net = await world.found('Trees');
});
afterAll(() => world.database.close());

const PUPIL_NUMBER = 'H801200001001';
const PHONE = '07700 900123';
const JOINING = { school: '900001', topic: 'writing', subject: 'maths', digest: 'no' };

const takesWords = (field: Field) => ['text', 'longText', 'school', 'topic', 'snippet'].includes(field.kind);
const forms = commands.flatMap((one) => [
  ...Object.entries(one.subcommands).map(([name, sub]) => ({ target: `${one.name} ${name}`, fields: sub.fields, state: 0 })),
  ...(one.actions ?? []).map(({ ref, fields }) => ({ target: ref.name, fields, state: ref.state.length })),
]);
const texts = forms.flatMap(({ target, fields, state }) =>
  Object.entries(fields)
    .filter(([, field]) => takesWords(field))
    .map(([name]) => ({ target, name, state })),
);

describe('whatever is typed into any field of any form', () => {
  it.each(texts)('$target, $name: a pupil’s number is refused beside it and kept nowhere', async ({ target, name, state }) => {
    const id = packForm({ target, opened: newId(), state: Array.from({ length: state }, () => 'x'), values: {} }) ?? '';
    const words = `x ${PUPIL_NUMBER} x`;
    const outcome = await talker(world, net, 'writer').ask({ kind: 'submit', id, values: { [name]: words } });

    expect(outcome.kind).toBe('invalid');
    expect(read(outcome)).toContain(PUPIL_NUMBER);
    expect(await wholeDatabase(world.database)).not.toContain(PUPIL_NUMBER);
  });
});

describe('a name the platform tells', () => {
  const nameOf = async (userId: string) =>
    (await world.database.prisma.account.findFirstOrThrow({ where: { externalUserId: userId }, include: { member: true } }))
      .member.name;

  it('with a personal detail in it is not kept, and the person is told; changed, it is', async () => {
    const before = talker(world, net, 'ann', { displayName: `Ann Teach ${PHONE}` });
    const told = read(await before.submit('staffroom join', JOINING));
    expect(told).toContain('seems to hold a personal detail');
    expect(told).toContain('others read A colleague');
    expect(await nameOf('ann')).toBe('A colleague');
    expect(await wholeDatabase(world.database)).not.toContain('900123');

    const after = read(await talker(world, net, 'ann', { displayName: 'Ann Teach' }).submit('staffroom join', JOINING));
    expect(after).not.toContain('personal detail');
    expect(await nameOf('ann')).toBe('Ann Teach');
  });

  it('that was kept stays when it is changed for one that cannot be', async () => {
    await talker(world, net, 'bea', { displayName: 'Bea Bright' }).submit('staffroom join', JOINING);
    const again = read(await talker(world, net, 'bea', { displayName: `Bea ${PHONE}` }).submit('staffroom join', JOINING));

    expect(again).not.toContain('personal detail');
    expect(await nameOf('bea')).toBe('Bea Bright');
  });

  it.each([
    ['of several lines', 'Cat\n# Coordinator\u0000\ud800', 'Cat # Coordinator'],
    ['with nothing to see', '\u2800\u200b', 'A colleague'],
  ])('%s is one that can be read', async (_, displayName, kept) => {
    await talker(world, net, `user ${kept}`, { displayName }).submit('staffroom join', JOINING);

    expect(await nameOf(`user ${kept}`)).toBe(kept);
  });

  it('of a server with a personal detail in it is not kept, and its administrator is told', async () => {
    const admin = { communityExternalId: 'T-new', communityName: `Ring ${PHONE}`, isAdmin: async () => true };
    const created = read(await talker(world, net, 'admin', admin).type('network create', { name: 'Shrubs' }));

    expect(created).toContain('Where: This community');
    expect(created).toContain('seems to hold a personal detail');
    expect(await wholeDatabase(world.database)).not.toContain('900123');
  });
});
