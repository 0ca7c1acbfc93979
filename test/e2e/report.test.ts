import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DemoPlatform } from '../../prisma/demo/demo.ts';
import type { Person } from '../kit/person.ts';
import { disguisedLinks, filesOf, labelsOf, pingsIn } from '../kit/shown.ts';
import { eventually, PLATFORMS, startWorld, type World } from '../kit/world.ts';
import { publishedRound } from '../partnerships/report/rich-network.ts';

const LEAD = { slack: 'Petra Wolstenholme', discord: 'Verity Colclough' } as const;
const TEACHER = { slack: 'Callum Heslop', discord: 'Ffion Garrity' } as const;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Half past eight on the Monday after the world's first, fifteen and a half hours short of a week later. */
const NEXT_MONDAY_MS = 7 * DAY_MS - 7.4 * 60 * 60 * 1000;

let world: World;
beforeAll(async () => {
  world = await startWorld();
  const { prisma } = world.database;
  const { id } = await prisma.network.findFirstOrThrow();
  await publishedRound(prisma, id, 'Autumn, first half', new Date(world.week.monday.getTime() - 12 * DAY_MS));
});
afterAll(() => world?.close());

describe.each(PLATFORMS)('the coordinator’s page on %s', (platform) => {
  const lead = () => world.person(platform, LEAD[platform]);
  const report = () => open(lead());

  it('is for coordinators alone', async () => {
    const refused = await world.person(platform, TEACHER[platform]).type('/round report');

    expect(refused).toBe("Only your network's coordinators can do that.");
  });

  it('says in five lines how the round goes, with the trend as a picture', async () => {
    await report();

    await eventually(() =>
      expect(everything(lead())).toMatch(/Autumn, first half, day 13 of 43: \d+ pairs( and 1 trio)?\n\d+ met \(\d+%\)/),
    );
    await eventually(() => expect(pictures(lead()).some((alt) => alt.startsWith('Chart of the round'))).toBe(true));
    expect(
      lead()
        .came()
        .every((message) => message.onlyYou || message.channelId === lead().channelId('direct')),
    ).toBe(true);
  });

  it('opens a list, each line with its button, and a school with everything about it', async () => {
    await report();
    await pressStarting(lead(), 'See all');
    // The page's picture may arrive in between, as a message of its own.
    await eventually(() => expect(optionsOf(lead(), 'More about one of them …').length).toBeGreaterThan(0));
    const list = lead().seesAnywhere();
    const [, first] = /\n(.+), [^,\n]+ \(/.exec(list) ?? [];
    const [label] = optionsOf(lead(), 'More about one of them …');
    const school = await lead().choose('More about one of them …', label ?? '');

    expect(list).toMatch(/^Not met: \d+/m);
    expect(first).toBeDefined();
    expect(school).toContain('Contacts: ');
    expect(school).toContain('Now with ');
  });

  it('gives the page and all rounds as files', async () => {
    await report();
    await lead().press('The page as a file');
    const page = await eventually(() => fileCalled(lead(), 'report.md'));
    await report();
    await lead().press('All rounds as a table');
    const table = await eventually(() => fileCalled(lead(), 'rounds.csv'));
    const rows = parse<Record<string, string>>(table, { columns: true, bom: true });

    expect(page).toContain('## Not met: ');
    expect(page.match(/!\[[^\]]+\]\(data:image\/svg\+xml;base64,/g)).toHaveLength(2);
    expect(rows).toHaveLength(await world.database.prisma.partnerSchool.count({ where: { leftAt: null } }));
    expect(new Set(rows.map((row) => row.Round))).toEqual(new Set(['Autumn, first half']));
  });
});

describe('from the page', () => {
  it('a coordinator writes to both schools of a pair, and an answer finds its way back', async () => {
    const lead = world.person('slack', LEAD.slack);
    await open(lead);
    await pressStarting(lead, 'See all');
    await lead.press('Write to both');
    const sent = await lead.fill({ 'Your words': 'How is it going? Can I *help*?' });
    const readers = await eventually(async () => {
      const rows = await world.database.prisma.delivery.findMany({
        where: { key: { startsWith: 'report:' }, state: 'sent' },
        include: { member: { include: { accounts: true } } },
      });
      expect(rows.length).toBeGreaterThanOrEqual(2);
      return rows;
    });
    const reader = readers[0]?.member;
    // Some are on both platforms: it comes on one of them.
    const screens = (reader?.accounts ?? []).map(({ platform }) =>
      world.person(platform === 'discord' ? 'discord' : 'slack', reader?.name ?? ''),
    );
    const person = await eventually(() => {
      const reached = screens.filter((one) =>
        /Petra Wolstenholme, who coordinates .+, writes to you:|There is a message for you/.test(everything(one)),
      );
      expect(reached).toHaveLength(1);
      return reached[0] as Person;
    });
    if (!everything(person).includes('How is it going?')) await person.press('Read it');
    await person.press('Answer');
    const answered = await person.fill({ 'Your words': 'Slowly, thank you' });

    expect(sent).toMatch(/On its way to \d people at .+ and /);
    expect(answered).toContain('On its way to your coordinator');
    await eventually(() => expect(lead.sees('direct').at(-1)?.text).toContain('Slowly, thank you'));
    expect(lead.sees('direct').at(-1)?.text).toContain(`${person.name}, `);
  });

  it('a coordinator introduces a school on its own to the one suggested, once, and both hear of it', async () => {
    const lead = world.person('discord', LEAD.discord);
    const introductions = () => world.database.prisma.delivery.findMany({ where: { kind: 'introduction' } });
    await open(lead);
    await lead.press(await buttonBeside(lead, 'On their own'));
    const done = await lead.pressSurely('Introduce them');
    const twice = await lead.pressSurely('Introduce them');

    expect(done).toMatch(/are introduced: \d messages? on the way/);
    expect(twice).toMatch(/introduced already|Nobody was written to again/);
    await eventually(async () => {
      const sent = await introductions();
      expect(sent.length).toBeGreaterThanOrEqual(2);
      expect(sent.every((one) => one.state === 'sent' || one.state === 'undeliverable')).toBe(true);
    });
  });

  it('comes by itself on Monday morning, to coordinators alone', async () => {
    await world.moveTo(new Date(world.week.monday.getTime() + NEXT_MONDAY_MS));

    for (const platform of PLATFORMS) {
      const lead = world.person(platform, LEAD[platform]);
      await eventually(() => expect(mondays(lead)).toHaveLength(1));
      expect(mondays(world.person(platform, TEACHER[platform]))).toEqual([]);
    }
    expect(await world.database.prisma.delivery.count({ where: { key: { startsWith: 'monday:' } } })).toBe(
      await world.database.prisma.member.count({ where: { coordinator: true } }),
    );
  });

  it('was understood by both platforms, and reached nobody who was not meant', () => {
    const shown = PLATFORMS.flatMap((platform: DemoPlatform) =>
      ['staffroom', 'direct'].flatMap((channel) => world.person(platform, LEAD[platform]).sees(channel)),
    );

    expect(world.complaints()).toEqual([]);
    expect(shown.flatMap(disguisedLinks)).toEqual([]);
    expect(shown.flatMap(pingsIn)).toEqual([]);
  });
});

/** Types the command and waits for all of the answer: the picture comes a moment after the words. */
async function open(person: Person): Promise<void> {
  const before = pictures(person).length;
  await person.type('/round report');
  await eventually(() => {
    expect(pictures(person).length).toBeGreaterThan(before);
    expect(person.sees().at(-1)?.text).toMatch(/trend\.png|Chart of the round/);
  });
}

const everything = (person: Person) => person.seesAnywhere();
const messages = (person: Person) => [...person.sees(), ...person.sees('direct')];
const mondays = (person: Person) =>
  messages(person).filter((one) => !one.onlyYou && labelsOf(one).includes('See it with the chart'));

function pictures(person: Person): string[] {
  return messages(person).flatMap((message) => message.blocks.flatMap((block) => (block.type === 'image' ? [block.alt] : [])));
}

async function fileCalled(person: Person, name: string): Promise<string> {
  const file = messages(person)
    .flatMap(filesOf)
    .findLast((one) => one.name === name);
  expect(file?.url, name).toBeDefined();
  return (await fetch(file?.url ?? '')).text();
}

/** Presses the newest button whose label begins so. */
function pressStarting(person: Person, beginning: string): Promise<string> {
  const label = labels(person).find((one) => one.startsWith(beginning));
  return person.press(label ?? beginning);
}

function labels(person: Person): string[] {
  return messages(person)
    .toReversed()
    .flatMap((message) => message.blocks)
    .flatMap((block) =>
      block.type === 'controls' ? block.controls : block.type === 'text' && block.beside ? [block.beside] : [],
    )
    .flatMap((control) => (control.type === 'button' ? [control.label] : []));
}

async function buttonBeside(person: Person, words: string): Promise<string> {
  return eventually(() => {
    const beside = messages(person)
      .flatMap((message) => message.blocks)
      .findLast(
        (block) =>
          block.type === 'text' &&
          block.beside &&
          block.text
            .map((span) => span.text)
            .join('')
            .startsWith(words),
      );
    const control = beside?.type === 'text' ? beside.beside : undefined;
    expect(control?.type).toBe('button');
    return control?.type === 'button' ? control.label : '';
  });
}

function optionsOf(person: Person, placeholder: string): string[] {
  const menus = messages(person)
    .flatMap((message) => message.blocks)
    .flatMap((block) => (block.type === 'controls' ? block.controls : []))
    .flatMap((control) => (control.type === 'select' && control.placeholder === placeholder ? [control] : []));
  return menus.at(-1)?.options.map((option) => option.label) ?? [];
}
