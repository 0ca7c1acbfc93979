import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Insider } from '../../../src/chat/who.ts';
import { newId } from '../../../src/database/id.ts';
import { schoolsForRound } from '../../../src/partnerships/rounds/inputs.ts';
import { intakeOf } from '../../../src/partnerships/rounds/intake.ts';
import { isInRound, isInvited, type Place } from '../../../src/partnerships/rounds/who.ts';
import { MONDAY, type Net, SCHOOLS, type SchoolKey, type SmallWorld, smallWorld, WEDNESDAY } from '../../networks/small-world.ts';

const { alder, cedar, damson, fir } = SCHOOLS;
const DAY_MS = 24 * 60 * 60 * 1000;
const ago = (days: number) => new Date(MONDAY.getTime() - days * DAY_MS);
const TERMS = { takes: 'all', regions: [], phases: [] };
const place = (more: Partial<Place> = {}): Place => ({
  leftAt: null,
  pausedUntil: null,
  inactiveSince: null,
  school: { region: 'London', phase: 'Primary', type: 'Community school', status: 'open' },
  ...more,
});

describe('who is in a round', () => {
  it.each([
    ['everybody who takes part, in a round for all', place(), undefined, TERMS, true],
    ['who has not answered, in a round for all', place(), { answer: null, decided: null }, TERMS, true],
    ['who said not this time', place(), { answer: 'no', decided: null }, TERMS, false],
    ['who has not answered, where only a yes counts', place(), undefined, { ...TERMS, takes: 'yes' }, false],
    ['who said yes, where only a yes counts', place(), { answer: 'yes', decided: null }, { ...TERMS, takes: 'yes' }, true],
    ['who left, whatever was decided', place({ leftAt: MONDAY }), { answer: 'yes', decided: 'added' }, TERMS, false],
    ['who rests', place({ pausedUntil: WEDNESDAY }), undefined, TERMS, false],
    ['whose rest is over', place({ pausedUntil: MONDAY }), undefined, TERMS, true],
    ['who fell silent three times', place({ inactiveSince: MONDAY }), undefined, TERMS, false],
    ['who is of another region', place(), { answer: 'yes', decided: null }, { ...TERMS, regions: ['south-west'] }, false],
    ['who is of the region and phase', place(), undefined, { ...TERMS, regions: ['london'], phases: ['primary'] }, true],
    ['who is of another phase', place(), undefined, { ...TERMS, phases: ['secondary'] }, false],
    ['whom a coordinator took out', place(), { answer: 'yes', decided: 'removed' }, TERMS, false],
    ['whom a coordinator added', place({ pausedUntil: WEDNESDAY }), { answer: 'no', decided: 'added' }, TERMS, true],
  ])('%s', (_, school, said, terms, expected) => {
    expect(isInRound(school, said, terms, MONDAY)).toBe(expected);
  });

  it('a closed school is asked nothing', () => {
    const { school } = place();
    expect(isInvited(place({ school: { ...school, status: 'closed' } }), TERMS, MONDAY)).toBe(false);
  });
});

describe('an intake in bands', () => {
  it.each([
    [
      { percentFsm: 9.9, pupils: 104, urbanRural: 'Urban major conurbation' },
      'primary',
      { fsmBand: 1, sizeBand: 1, urban: true },
    ],
    [{ percentFsm: 10, pupils: 105, urbanRural: 'Rural village' }, 'primary', { fsmBand: 2, sizeBand: 2, urban: false }],
    [
      { percentFsm: 24.9, pupils: 1499, urbanRural: 'Urban city and town' },
      'secondary',
      { fsmBand: 3, sizeBand: 3, urban: true },
    ],
    [
      { percentFsm: 37, pupils: 1500, urbanRural: 'Rural town and fringe' },
      'secondary',
      { fsmBand: 5, sizeBand: 4, urban: false },
    ],
    [{ percentFsm: null, pupils: null, urbanRural: null }, 'primary', {}],
  ] as const)('%o, %s', (facts, phase, expected) => {
    expect(intakeOf(facts, phase)).toEqual(expected);
  });
});

describe('what the engine is told', () => {
  let world: SmallWorld;
  let net: Net;
  let lead: Insider;

  beforeAll(async () => {
    world = await smallWorld();
  });
  afterAll(() => world.database.close());
  beforeEach(async () => {
    net = await world.found('Trees');
    lead = await taking('Trees-admin', 'fir');
    for (const key of ['alder', 'cedar', 'damson'] as const) await taking(key, key);
  });

  async function taking(userId: string, school: SchoolKey): Promise<Insider> {
    const member = await world.join(net, userId, school);
    await world.together((app) => app.partners.join(member, MONDAY));
    return member;
  }
  /** A published round of one pair or trio; each school's row as given. */
  async function past(
    schools: readonly { urn: number; wroteAt?: Date; met?: string; tried?: string }[],
    round: { publishedAt: Date; endsAt?: Date; endedAt?: Date; leftOut?: number[] },
  ): Promise<void> {
    const [id, groupId, networkId] = [newId(), newId(), net.id];
    const { publishedAt, endsAt, endedAt, leftOut } = round;
    const outcome = { leftOut: (leftOut ?? []).map((urn) => ({ urn, why: 'odd-one-out' })) };
    await world.database.prisma.round.create({
      data: { id, networkId, name: id, state: 'published', seed: 1, openedAt: publishedAt, publishedAt, endsAt, outcome },
    });
    await world.database.prisma.roundGroup.create({
      data: { id: groupId, networkId, roundId: id, position: 0, score: 0, reasons: [], endedAt },
    });
    await world.database.prisma.roundGroupSchool.createMany({ data: schools.map((one) => ({ networkId, groupId, ...one })) });
  }
  const told = async (urn: number, now = MONDAY) => {
    const { id } = await world.database.prisma.round.findFirstOrThrow({ where: { networkId: net.id, state: 'open' } });
    const schools = await schoolsForRound(world.database.prisma, net.id, { roundId: id, now });
    return schools.find((one) => one.urn === urn);
  };
  const open = () =>
    world.together((app) => app.rounds.open(lead, { id: net.id, name: 'Trees', timeZone: 'Europe/London' }, 'Spring', MONDAY));

  it('is only the schools that are in, by their answers and by what coordinators decided', async () => {
    const { id } = await open();
    const answers = { networkId: net.id, roundId: id };
    await world.database.prisma.roundInvitation.updateMany({ where: { ...answers, urn: alder.urn }, data: { answer: 'no' } });
    await world.database.prisma.roundInvitation.updateMany({
      where: { ...answers, urn: cedar.urn },
      data: { decided: 'removed' },
    });

    const schools = await schoolsForRound(world.database.prisma, net.id, { roundId: id, now: MONDAY });

    expect(schools.map((one) => one.urn)).toEqual([damson.urn, fir.urn]);
    expect(await schoolsForRound(world.database.prisma, net.id)).toHaveLength(4);
  });

  it('has the school’s wish and intake', async () => {
    await open();
    await world.database.prisma.school.update({
      where: { urn: alder.urn },
      data: { percentFsm: 40, pupils: 300, urbanRural: '(England/Wales) Urban major conurbation' },
    });
    const ann = await world.again(net, 'alder');
    await world.together((app) => app.partners.wish(ann, alder.urn, 'stretch'));

    expect(await told(alder.urn)).toMatchObject({ mood: 'stretch', fsmBand: 5, sizeBand: 3, urban: true });
    expect(await told(cedar.urn)).not.toHaveProperty('mood');
  });

  it('counts a partner who never answered, for the school that did its part', async () => {
    await past([{ urn: alder.urn, wroteAt: ago(60) }, { urn: cedar.urn }], { publishedAt: ago(70), endsAt: ago(30) });
    await open();

    expect(await told(alder.urn)).toMatchObject({ timesSilent: 1, pastPartners: [{ urn: cedar.urn, roundsAgo: 1 }] });
    expect(await told(cedar.urn)).toMatchObject({ timesSilent: 0 });
  });

  it.each([
    ['before the round is over', { publishedAt: ago(7), endsAt: new Date(MONDAY.getTime() + DAY_MS) }],
    ['of a pair taken apart', { publishedAt: ago(70), endsAt: ago(30), endedAt: ago(65) }],
    ['of a round without an end', { publishedAt: ago(70) }],
  ])('is not silence %s', async (_, round) => {
    await past([{ urn: alder.urn, wroteAt: ago(5) }, { urn: cedar.urn }], round);
    await open();

    expect((await told(alder.urn))?.timesSilent).toBe(0);
  });

  it('in a trio one partner who answers is enough', async () => {
    await past([{ urn: alder.urn, met: 'yes' }, { urn: cedar.urn }, { urn: damson.urn, tried: 'no' }], {
      publishedAt: ago(70),
      endsAt: ago(30),
    });
    await open();

    expect(await told(alder.urn)).toMatchObject({ timesSilent: 0, timesInTrio: 1, inTrioLastTime: true });
  });

  it('knows who sat out, and who has given more than it got', async () => {
    await past(
      [
        { urn: alder.urn, tried: 'yes' },
        { urn: cedar.urn, tried: 'no' },
      ],
      {
        publishedAt: ago(70),
        endsAt: ago(30),
        leftOut: [damson.urn],
      },
    );
    await open();

    expect(await told(damson.urn)).toMatchObject({ timesLeftOut: 1, leftOutLastTime: true, pastPartners: [] });
    expect(await told(cedar.urn)).toMatchObject({ balance: 1 });
    expect(await told(alder.urn)).toMatchObject({ balance: -1 });
    expect(await told(fir.urn)).not.toHaveProperty('balance');
  });
});
