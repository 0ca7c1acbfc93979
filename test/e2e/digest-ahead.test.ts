import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShownMessage } from '../../src/sandbox/contract.ts';
import type { Person } from '../kit/person.ts';
import { controlsOf, disguisedLinks, labelsOf, pingsIn } from '../kit/shown.ts';
import { eventually, PLATFORMS, startWorld, type World } from '../kit/world.ts';

const LEAD = { slack: 'Petra Wolstenholme', discord: 'Verity Colclough' } as const;
const TEACHER = { slack: 'Callum Heslop', discord: 'Ffion Garrity' } as const;
/** Coordinates too, and has not asked to be written to privately. */
const RESERVED = 'Tom Ackroyd-Lee';
const NOTE = { slack: 'We meet on Friday', discord: 'We meet on Thursday' } as const;
const DAY_MS = 24 * 60 * 60 * 1000;

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.database.prisma.member.updateMany({ where: { name: RESERVED }, data: { coordinator: true } });
});
afterAll(() => world?.close());

const messages = (person: Person) => [...person.sees(), ...person.sees('announcements'), ...person.sees('direct')];
const shownAhead = (person: Person) =>
  messages(person).filter((one) => !one.onlyYou && labelsOf(one).includes('Leave something out'));
const inChannel = () =>
  PLATFORMS.flatMap((platform) =>
    world
      .person(platform, TEACHER[platform])
      .sees('announcements')
      .filter((one) => one.text.startsWith('Curious Classrooms this week')),
  );
const linesOf = (message?: ShownMessage) => [...(message?.text.matchAll(/^• (.+)$/gm) ?? [])].map((found) => found[1] ?? '');

describe('on the school day before the network’s digest', () => {
  it('each coordinator is shown it privately, once, and nobody else', async () => {
    const day = new Date(world.week.digest.getTime() - DAY_MS);
    await world.moveTo(day);
    await world.moveTo(new Date(day.getTime() + 60 * 60 * 1000));

    for (const platform of PLATFORMS) {
      await eventually(() => expect(shownAhead(world.person(platform, LEAD[platform]))).toHaveLength(1));
      expect(shownAhead(world.person(platform, TEACHER[platform]))).toEqual([]);
    }
    expect(await world.database.prisma.delivery.count({ where: { key: { startsWith: 'ahead:' } } })).toBe(
      await world.database.prisma.member.count({ where: { coordinator: true } }),
    );
  });

  it('waits in the channel, closed, for one who gets no private messages on Discord', async () => {
    const tom = world.person('discord', RESERVED);
    await eventually(() => expect(tom.sees('announcements').at(-1)?.text).toContain('There is a message for you.'));
    const opened = await tom.press('Read it');

    expect(tom.sees('direct')).toEqual([]);
    expect(tom.came().every((one) => one.onlyYou)).toBe(true);
    expect(opened).toContain('goes to 2 channels on Wednesday');
  });

  describe.each(PLATFORMS)('on %s', (platform) => {
    const lead = () => world.person(platform, LEAD[platform]);

    it('it says what goes and when, and its buttons do what they say', async () => {
      const [message] = shownAhead(lead());
      const titles = linesOf(message);
      const asked = await lead().press('Leave something out');
      const menu = lead().came().flatMap(controlsOf)[0];
      const first = menu?.type === 'select' ? (menu.options[0]?.label ?? '') : '';
      const without = await lead().choose('Leave something out …', first);
      const held = await lead().press('Hold it back this week');
      const goes = await lead().press('Let it go out');
      await lead().press(lead().seesAnywhere().includes('We meet on') ? 'Change the note' : 'Add a note');
      const noted = await lead().fill({ 'Your note': NOTE[platform] });

      expect(message?.text).toMatch(
        /^The digest of Curious Classrooms goes to 2 channels on Wednesday \d+ \w+ at 15:45\.\n(• .+\n?)+/,
      );
      expect(message && labelsOf(message)).toEqual(['Add a note', 'Leave something out', 'Hold it back this week']);
      expect(asked).toContain('What shall stay out?');
      expect(titles).toContain(first);
      expect(without).toContain('Left out of this one.');
      expect(without).not.toContain(first);
      expect(held).toContain('Held back.');
      expect(goes).toContain('It goes out as planned.');
      expect(noted).toContain(NOTE[platform]);
    });
  });

  it('what coordinators did holds for what the channels get, and the buttons are over', async () => {
    const left = PLATFORMS.flatMap((platform) => linesOf(shownAhead(world.person(platform, LEAD[platform]))[0]));
    await world.moveTo(world.week.digest);

    await eventually(() => expect(inChannel()).toHaveLength(2));
    for (const message of inChannel()) {
      expect(message.text).toContain(NOTE.discord);
      expect(left.filter((title) => !message.text.includes(title)).length).toBeGreaterThanOrEqual(2);
    }
    for (const platform of PLATFORMS) {
      const [message] = shownAhead(world.person(platform, LEAD[platform]));
      const hold = message && controlsOf(message).find((one) => one.type === 'button' && one.label.startsWith('Hold it back'));
      await world.person(platform, LEAD[platform]).client.press(message?.id ?? '', hold?.id ?? '');
      await eventually(() =>
        expect(world.person(platform, LEAD[platform]).seesAnywhere()).toContain('That digest has gone out already.'),
      );
    }
  });

  it('was understood by both platforms, and reached nobody who was not meant', () => {
    const shown = PLATFORMS.flatMap((platform) => world.person(platform, LEAD[platform]).sees('direct'));

    expect(world.complaints()).toEqual([]);
    expect(shown.flatMap(disguisedLinks)).toEqual([]);
    expect(shown.flatMap(pingsIn)).toEqual([]);
  });
});
