import { DateTime } from 'luxon';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '../../src/chat/request.ts';
import { digestDue } from '../../src/vocabulary/school-time.ts';
import { read } from '../chat/bot.ts';
import { type Net, SCHOOLS, type SmallWorld, smallWorld } from '../networks/small-world.ts';
import { talker } from '../networks/talk.ts';

let world: SmallWorld;
let net: Net;
let other: Net;

beforeAll(async () => {
  world = await smallWorld();
  net = await world.found('Curious');
  other = await world.found('Elsewhere');
  await world.join(net, 'Curious-admin', 'alder');
  await world.join(net, 'teacher', 'birch');
});
afterAll(() => world.database.close());

const CORNWALL = 'October half-term, 19 October 2026, 30 October 2026\nChristmas, 14 December 2026, 1 January 2027';
const terms = (values: Record<string, string>) => talker(world, net, 'Curious-admin').submit('network terms', values);
const words = (outcome: Outcome) => ('view' in outcome ? read(outcome.view) : outcome.kind);

async function digestsOf(school: { urn: number; localAuthority: string }, networkId = net.id): Promise<string[]> {
  const calendar = (await world.app.terms.calendars(networkId)).of(school);
  const from = new Date('2026-10-12T00:00:00Z');
  const to = new Date('2027-01-16T00:00:00Z');
  return digestDue(3, '15:45', 'Europe/London', from, to, calendar).map((at) => DateTime.fromJSDate(at).toFormat('yyyy-MM-dd'));
}

describe('/network terms', () => {
  it('keeps the dates of a local authority, for its schools alone', async () => {
    const saved = words(await terms({ authority: 'cornwall', of: 'holidays', dates: CORNWALL }));

    expect(saved).toContain('Saved for Cornwall.');
    expect(saved).toContain('Mon 19 Oct 2026 to Fri 30 Oct 2026');
    expect(saved).toContain('so the usual dates stay: Spring half-term, Easter, Summer half-term, Summer.');
    expect(await digestsOf(SCHOOLS.birch)).not.toContain('2026-10-21');
    expect(await digestsOf(SCHOOLS.birch)).not.toContain('2026-12-16');
    expect(await digestsOf(SCHOOLS.alder)).toContain('2026-10-21');
    expect(await digestsOf(SCHOOLS.alder)).toContain('2026-12-16');
    expect(await digestsOf(SCHOOLS.birch, other.id)).toContain('2026-10-21');
  });

  it('lets a school differ from its local authority', async () => {
    await terms({ school: String(SCHOOLS.birch.urn), of: 'holidays', dates: 'Christmas, 21 December 2026, 1 January 2027' });

    expect(await digestsOf(SCHOOLS.birch)).toContain('2026-12-16');
  });

  it('shows what is set, and forgets it', async () => {
    const me = talker(world, net, 'Curious-admin');
    const list = words(await me.submit('network terms', {}));

    expect(list).toContain('Cornwall');
    expect(list).toContain('Birch School');
    await me.press('Forget');
    expect(await world.app.terms.list(net.id)).toHaveLength(1);
  });

  it.each([
    [{ of: 'terms', dates: 'Autumn, 2 September 2026, 18 December 2026' }, 'Please say whose dates they are'],
    [
      { authority: 'Narnia', of: 'terms', dates: 'Autumn, 2 September 2026, 18 December 2026' },
      'No local authority in the register is called',
    ],
    [
      { authority: 'Kent', dates: 'Autumn, 2 September 2026, 18 December 2026' },
      'Please say whether these are the dates of terms',
    ],
    [{ authority: 'Kent', of: 'terms', dates: 'soon' }, 'No dates were found.'],
    [{ authority: 'Kent', school: String(SCHOOLS.elder.urn), of: 'terms', dates: 'x' }, 'not both'],
  ])('says what is wrong with %o', async (values, problem) => {
    expect(words(await terms(values))).toContain(problem);
  });

  it('is for coordinators', async () => {
    const refused = await talker(world, net, 'teacher').submit('network terms', {
      authority: 'Kent',
      of: 'terms',
      dates: CORNWALL,
    });

    expect(words(refused)).toContain('coordinator');
    expect((await world.app.terms.list(net.id)).map((one) => one.whose)).not.toContain('Kent');
  });

  it('knows the network a button belongs to', async () => {
    await terms({ authority: 'Kent', of: 'holidays', dates: CORNWALL });
    const [row] = await world.app.terms.list(net.id);

    await expect(world.app.terms.forget(other.id, row?.scope ?? '', row?.startYear ?? 0)).rejects.toThrow('no longer there');
  });
});
