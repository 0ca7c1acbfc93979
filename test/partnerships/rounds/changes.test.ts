import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { verify } from '../../../src/matching/verify.ts';
import { checkRound } from '../../../src/partnerships/rounds/check.ts';
import { storedRound } from '../../../src/partnerships/rounds/listing.ts';
import { storedResult } from '../../../src/partnerships/rounds/stored.ts';
import type { Change } from '../../../src/partnerships/rounds/types.ts';
import { changedView, costView, pairView, roundView, rulesView } from '../../../src/partnerships/rounds/views.ts';
import type { RoundCard } from '../../../src/partnerships/types.ts';
import { controlsOf, read } from '../../chat/bot.ts';
import { MONDAY, type SchoolKey, type SmallWorld, smallWorld, WEDNESDAY } from '../../networks/small-world.ts';
import { draftRound, keepOrder } from './drafted.ts';
import { type SmallRound, smallRound, urn } from './small-round.ts';

let world: SmallWorld;
let small: SmallRound;
let round: RoundCard;

beforeAll(async () => {
  world = await smallWorld();
});
beforeEach(async () => {
  small = await smallRound(world);
  round = await small.drafted();
});
afterAll(() => world.database.close());

const cost = (change: Change, at = round) => small.world.app.rounds.cost(small.lead, at.id, String(at.draft), change, MONDAY);
const order = (change: Change, at = round) =>
  small.world.together((app) => app.rounds.orderChange(small.lead, at.id, String(at.draft), change, MONDAY));
/** Makes a change as its button does. */
async function make(change: Change, at = round): Promise<{ round: RoundCard; undo: string }> {
  const ordered = await order(change, at);
  if (!ordered.order) throw new Error('there is no draft');
  return { round: await keepOrder(small.world.database, small.lead, ordered.order, MONDAY), undo: ordered.undo };
}
async function takeBack(undo: string, at: RoundCard): Promise<RoundCard> {
  const ordered = await small.world.together((app) => app.rounds.orderUndo(small.lead, at.id, String(at.draft), undo, MONDAY));
  if (!ordered.order) throw new Error('there is no draft');
  return keepOrder(small.world.database, small.lead, ordered.order, MONDAY);
}
const keyOf = (name: string) => name.toLowerCase() as SchoolKey;
/** The partner of a school in the draft. */
async function partnerOf(school: SchoolKey): Promise<SchoolKey> {
  const group = (await small.groups(round.id)).find((one) => one.toLowerCase().includes(school)) ?? '';
  return keyOf(group.split(' + ').find((one) => keyOf(one) !== school) ?? '');
}
/** Two schools of different pairs that may meet. */
async function strangers(): Promise<[SchoolKey, SchoolKey]> {
  const partner = await partnerOf('cedar');
  return ['cedar', (['damson', 'elder', 'fir'] as const).find((one) => one !== partner) ?? 'fir'];
}

describe('a pair a coordinator fixes', () => {
  it('has a price from the proof at once, and the exact one after pairing again', async () => {
    const [a, b] = await strangers();
    const change = { kind: 'fix', a: urn(a), b: urn(b) } as const;

    const told = await cost(change);
    const made = await make(change);

    expect(told.atLeast).toBeGreaterThanOrEqual(0);
    expect((round.outcome?.total ?? 0) - (made.round.outcome?.total ?? 0)).toBeGreaterThanOrEqual(told.atLeast ?? Number.NaN);
    expect(read(costView(told))).toMatch(/Put .+ and .+ together\?[\s\S]*points/);
    expect(read(changedView(made.round, round, made.undo))).toMatch(
      /Done\. In all [\d.]+ points before, [\d.]+ now: it (costs|wins)/,
    );
    expect(await small.groups(round.id)).toContain(
      [a, b]
        .map((one) => one.charAt(0).toUpperCase() + one.slice(1))
        .sort()
        .join(' + '),
    );
  });

  it('is kept in every new draft, is listed with its price, and is gone when taken back', async () => {
    const [a, b] = await strangers();
    const before = await small.groups(round.id);
    const made = await make({ kind: 'fix', a: urn(a), b: urn(b) });
    const fixed = await small.groups(round.id);

    const again = await draftRound(small.world.database, small.lead, round.id, MONDAY);
    expect(await small.groups(round.id)).toEqual(fixed);
    expect(again.bent).toEqual([expect.objectContaining({ bars: [], price: expect.any(Number) })]);
    expect(read(roundView(again))).toMatch(/As you wished, or against a rule \(1\):\n.+: breaks no rule; costs/);

    const back = await takeBack(made.undo, again);
    expect(await small.groups(round.id)).toEqual(before);
    expect(back.rules).toBe(0);
    expect(back.outcome?.total).toBe(round.outcome?.total);
  });

  it('may bend a rule, and says which; never trust or group', async () => {
    const { prisma } = small.world.database;
    const [a, b] = await strangers();
    await prisma.school.update({ where: { urn: urn(b) }, data: { localAuthority: 'Durham', region: 'North East' } });
    round = await draftRound(small.world.database, small.lead, round.id, MONDAY);

    const told = await cost({ kind: 'fix', a: urn(a), b: urn(b) });
    const made = await make({ kind: 'fix', a: urn(a), b: urn(b) });

    expect(read(costView(told))).toContain('It bends a rule: same local authority, same region.');
    expect(read(roundView(made.round))).toMatch(/same local authority, same region/);
    await expect(cost({ kind: 'fix', a: urn('alder'), b: urn('birch') }, made.round)).rejects.toThrow(
      /belong to one trust, Leaf Trust/,
    );
    await prisma.schoolGroup.createMany({
      data: ['alder', 'elder'].map((one) => ({ networkId: small.net.id, urn: urn(one as SchoolKey), name: 'Hub' })),
    });
    const later = await draftRound(small.world.database, small.lead, round.id, MONDAY);
    await expect(cost({ kind: 'fix', a: urn('alder'), b: urn('elder') }, later)).rejects.toThrow(/belong to one group/);
    expect(made.round.outcome?.proven).toBe(true);
  });
});

describe('two schools kept apart', () => {
  it('are parted in this round; what their pair was worth is told first', async () => {
    const partner = await partnerOf('cedar');
    const change = { kind: 'bar', a: urn('cedar'), b: urn(partner) } as const;

    const told = await cost(change);
    const made = await make(change);

    expect(told.worth).toBeGreaterThan(0);
    expect(read(costView(told))).toMatch(/Their pair is worth [\d.]+ of [\d.]+ points/);
    expect(await partnerOf('cedar')).not.toBe(partner);
    const { rules } = await small.world.app.rounds.rules(small.lead, round.id);
    expect(read(rulesView(made.round, rules))).toMatch(/kept apart/);
    await expect(cost({ kind: 'fix', a: urn('cedar'), b: urn(partner) }, made.round)).rejects.toThrow(/kept apart by a rule/);
  });

  it('for always stay apart in the next round too', async () => {
    const partner = await partnerOf('cedar');
    const { prisma } = small.world.database;
    await make({ kind: 'never', a: urn('cedar'), b: urn(partner) });
    await prisma.round.deleteMany();

    round = await small.drafted();

    expect(await partnerOf('cedar')).not.toBe(partner);
    expect(round.rules).toBe(1);
  });

  it('after the draft, by somebody else, cannot be published as they were', async () => {
    const partner = await partnerOf('cedar');
    const [urnA, urnB] = [urn('cedar'), urn(partner)].sort((a, b) => a - b);
    await small.world.database.prisma.pairRule.create({
      data: {
        id: 'private',
        networkId: small.net.id,
        urnA: urnA ?? 0,
        urnB: urnB ?? 0,
        kind: 'barred',
        cause: 'not-working',
        madeAt: MONDAY,
      },
    });

    const publish = small.world.together((app) =>
      app.rounds.publish(small.lead, small.network, round.id, String(round.draft), WEDNESDAY),
    );

    await expect(publish).rejects.toThrow(/some pairs may no longer meet/);
    const now = await small.world.app.rounds.current(small.lead);
    expect(read(roundView(now))).toContain('Rules or weights changed since this was drafted');
  });
});

describe('a swap', () => {
  it('costs exactly what it says or less, and holds when drafted again', async () => {
    const pairs = (await small.groups(round.id)).map((one) => one.split(' + ').map(keyOf));
    const legal = (a?: string, b?: string) => !(a === 'alder' && b === 'birch') && !(a === 'birch' && b === 'alder');
    const [a, x] = pairs.find((pair) => pair.includes('cedar')) ?? [];
    const [b, y] = pairs.find((pair) => !pair.includes('cedar') && legal(a, pair[1]) && legal(pair[0], x)) ?? [];
    if (!a || !b || !x || !y) throw new Error('no two pairs can be swapped');

    const told = await cost({ kind: 'swap', a: urn(a), b: urn(b) });
    const made = await make({ kind: 'swap', a: urn(a), b: urn(b) });

    const lost = (told.exchange?.before ?? 0) - (told.exchange?.after ?? 0);
    expect((round.outcome?.total ?? 0) - (made.round.outcome?.total ?? 0)).toBeLessThanOrEqual(lost);
    const groups = (await small.groups(round.id)).map((one) => one.split(' + ').map(keyOf).sort().join());
    expect(groups).toContain([a, y].sort().join());
    expect(groups).toContain([b, x].sort().join());
    await expect(cost({ kind: 'swap', a: urn(a), b: urn(b) }, made.round)).rejects.toThrow(/fixed pair/);
    const back = await takeBack(made.undo, made.round);
    expect(back.outcome?.total).toBe(round.outcome?.total);
  });

  it('is refused where it would break trust', async () => {
    const [a, b] = [await partnerOf('alder'), 'birch'] as const;

    await expect(cost({ kind: 'swap', a: urn(a), b: urn(b) })).rejects.toThrow(/one trust|nothing to swap/);
  });
});

describe('who is in the round', () => {
  it('a school is taken out and its partner gets another; it comes back with one press', async () => {
    const made = await make({ kind: 'remove', a: urn('fir') });

    expect((await small.groups(round.id)).join()).not.toContain('Fir');
    expect(made.round.outcome).toMatchObject({ schools: 5, trios: 1 });
    const again = await draftRound(small.world.database, small.lead, round.id, MONDAY);
    expect(again.outcome?.schools).toBe(5);
    expect((await takeBack(made.undo, again)).outcome?.schools).toBe(6);
  });

  it('a late school is brought in, even one that paused', async () => {
    const { prisma } = small.world.database;
    await prisma.partnerSchool.updateMany({ where: { urn: urn('fir') }, data: { pausedUntil: new Date('2027-06-01') } });
    round = await draftRound(small.world.database, small.lead, round.id, MONDAY);
    expect(round.outcome?.schools).toBe(5);

    const made = await make({ kind: 'add', a: urn('fir') });

    expect(made.round.outcome?.schools).toBe(6);
    expect((await takeBack(made.undo, made.round)).outcome?.schools).toBe(5);
  });
});

describe('what makes no sense', () => {
  it.each<[string, Change, RegExp]>([
    ['the same school twice', { kind: 'fix', a: urn('cedar'), b: urn('cedar') }, /two different schools/],
    ['an unknown school', { kind: 'fix', a: urn('cedar'), b: 999999 }, /not in the register/],
    ['no number', { kind: 'remove', a: Number.NaN }, /not in the register/],
    ['a school that is not in the round', { kind: 'bar', a: urn('cedar'), b: urn('gone') }, /Gone School is not in "Spring"/],
    ['bringing in one that is in', { kind: 'add', a: urn('cedar') }, /Cedar School is in "Spring" already/],
    ['bringing in one that takes no part', { kind: 'add', a: urn('gone') }, /does not take part/],
  ])('%s', async (_, change, words) => {
    await expect(cost(change)).rejects.toThrow(words);
    await expect(order(change)).rejects.toThrow(words);
    expect(await small.world.database.prisma.pairRule.count({ where: { networkId: small.net.id } })).toBe(0);
  });

  it('a swap, before there is a draft; a rule waits for it', async () => {
    await small.world.database.prisma.round.deleteMany();
    const open = await small.world.together((app) => app.rounds.open(small.lead, small.network, 'Early', MONDAY));
    const [a, b] = [urn('cedar'), urn('damson')];

    await expect(cost({ kind: 'swap', a, b }, open)).rejects.toThrow(/Only schools of two pairs/);
    const told = await cost({ kind: 'fix', a, b }, open);
    const done = await order({ kind: 'fix', a, b }, open);
    round = await draftRound(small.world.database, small.lead, open.id, MONDAY);

    expect(read(costView(told))).toContain('There is no draft yet');
    expect(done.order).toBeUndefined();
    expect(await small.groups(open.id)).toContain('Cedar + Damson');
  });
});

describe('two coordinators', () => {
  it('who change one draft at the same moment: the second is told, and nothing of theirs is kept', async () => {
    const [a, b] = await strangers();
    const mine = await order({ kind: 'fix', a: urn(a), b: urn(b) });
    const theirs = await order({ kind: 'remove', a: urn('fir') });
    if (!mine.order || !theirs.order) throw new Error('there is no draft');

    const first = await keepOrder(small.world.database, small.lead, mine.order, MONDAY);
    await expect(keepOrder(small.world.database, small.lead, theirs.order, MONDAY)).rejects.toThrow(
      /Another coordinator changed this round/,
    );

    const now = await small.world.app.rounds.current(small.lead);
    expect(now.draft).toBe(first.draft);
    expect(now.outcome?.schools).toBe(6);
    await expect(cost({ kind: 'remove', a: urn('fir') })).rejects.toThrow(/The draft has changed since/);
  });

  it('of whom one sets weights or publishes while the other pairs: the draft is not kept', async () => {
    const waiting = await small.world.together((app) => app.rounds.order(small.lead, round.id, MONDAY));
    await small.world.app.rounds.setWeights(small.net.id, { sharedFocus: 9, seekOffer: 4, phase: 1, mood: 1, debt: 1 });
    await expect(keepOrder(small.world.database, small.lead, waiting, MONDAY)).rejects.toThrow(/nothing was done/);

    const late = await small.world.together((app) => app.rounds.order(small.lead, round.id, MONDAY));
    await small.world.together((app) => app.rounds.publish(small.lead, small.network, round.id, String(round.draft), WEDNESDAY));
    await expect(keepOrder(small.world.database, small.lead, late, MONDAY)).rejects.toThrow(/published already/);
  });

  it('of another network can change nothing here', async () => {
    const other = await small.world.found('Others');
    const spy = { ...small.lead, networkId: other.id };
    const made = await make({ kind: 'fix', a: urn('cedar'), b: urn((await strangers())[1]) });

    const undo = small.world.together((app) => app.rounds.orderUndo(spy, round.id, String(made.round.draft), made.undo, MONDAY));

    await expect(undo).rejects.toThrow('This round is no longer there.');
    await expect(small.world.app.rounds.rules(spy, round.id)).rejects.toThrow('This round is no longer there.');
  });
});

describe('what is kept with a draft', () => {
  it('is enough to verify it, to price a pair, and to run it again', async () => {
    await small.world.app.rounds.setWeights(small.net.id, { sharedFocus: 5, seekOffer: 2, phase: 0, mood: 1, debt: 1 });
    await make(
      { kind: 'fix', a: urn('cedar'), b: urn((await strangers())[1]) },
      await draftRound(small.world.database, small.lead, round.id, MONDAY),
    );
    const { prisma } = small.world.database;

    const result = await storedResult(prisma, small.net.id, round.id);
    if (!result) throw new Error('nothing was stored');
    const { schools, rules, weights, seed } = result.inputs;

    expect(weights).toMatchObject({ sharedFocus: 5, phase: 0, bothWays: 3 });
    expect(verify(schools, rules, weights, seed, result)).toEqual([]);
    const checked = checkRound(await storedRound(prisma, round.id));
    expect(checked.lines.join('\n')).toMatch(/independent check agrees[\s\S]*the same groups, the same total[\s\S]*tables hold/);
    expect(checked.sound).toBe(true);
  });

  it.each([
    [
      'a score',
      (json: { certificate: { groups: { score: number }[] } }) => {
        for (const group of json.certificate.groups) group.score += 2;
      },
    ],
    [
      'a group',
      (json: { certificate: { groups: { urns: number[] }[] } }) => {
        const [one, other] = json.certificate.groups;
        if (one && other)
          [one.urns, other.urns] = [
            [one.urns[0] ?? 0, other.urns[1] ?? 0],
            [other.urns[0] ?? 0, one.urns[1] ?? 0],
          ];
      },
    ],
  ])('says so when %s was tampered with', async (_, tamper) => {
    const { prisma } = small.world.database;
    const row = await prisma.round.findFirstOrThrow({ where: { id: round.id } });
    const json = structuredClone({ certificate: row.certificate }) as never;
    tamper(json);
    await prisma.round.updateMany({
      where: { id: round.id },
      data: { certificate: (json as { certificate: object }).certificate },
    });

    const checked = checkRound(await storedRound(prisma, round.id));

    expect(checked.sound).toBe(false);
    expect(checked.lines.join('\n')).toContain('NO');
  });
});

it('one pair is looked at, with what can be done about it', async () => {
  const { pairs } = await small.world.app.rounds.allPairs(small.lead, round.id, String(round.draft));
  const found = await small.world.app.rounds.pair(small.lead, round.id, String(round.draft), pairs[0]?.id ?? '');

  expect(read(pairView(found.round, found.pair))).toMatch(/Pair 1\n.+\n.+\n.+\nFit: (slight|fair|good|strong) \(/);
  expect(controlsOf(pairView(found.round, found.pair))).toHaveLength(4);
  await expect(small.world.app.rounds.pair(small.lead, round.id, String(round.draft), 'nothing')).rejects.toThrow(
    /no longer there/,
  );
});
