import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demo } from '../../prisma/demo/demo.ts';
import { disguisedLinks, filesOf, pingsIn } from '../kit/shown.ts';
import { eventually, PLATFORMS, startWorld, type World } from '../kit/world.ts';

const COORDINATOR = { slack: 'Petra Wolstenholme', discord: 'Verity Colclough' } as const;
const TEACHER = { slack: 'Kasia Nowicka', discord: 'Toby Larter' } as const;
const AUTHOR = { slack: 'Gareth Lovelock', discord: 'Owen Pilling' } as const;

/** Reaches everybody, hides an address and begins a heading, if anything lets it. */
const NASTY = '@everyone <!channel> <https://evil.example|safe> # big';
const NOTE = `${NASTY} [x](https://evil.example) <@U1> @here <!here|hi> ||hm|| **b** _i_ مرحبا بالجميع`;
/** Beside a button Slack knows mrkdwn alone, where the marks a person typed cannot be escaped: they change how their words look. */
const NOTE_ON_SLACK = NOTE.replace('**b** _i_', '*b* i');
const FORMULA = '=HYPERLINK("https://evil.example","x")';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

const db = () => world.database.prisma;
const memberOf = (name: string) => db().member.findFirstOrThrow({ where: { name } });

describe.each(PLATFORMS)('nasty words on %s', (platform) => {
  const coordinator = () => world.person(platform, COORDINATOR[platform]);
  const teacher = () => world.person(platform, TEACHER[platform]);

  it('in what is sought and offered are shown as they were typed', async () => {
    await teacher().type('/staffroom profile');
    await teacher().press('What I seek');
    const sought = await teacher().fill({ 'Where would you like ideas or company?': ['Writing'], 'In your own words': NOTE });
    await teacher().press('What I can offer');
    const offered = await teacher().fill({ 'What could you show or talk about?': ['Writing'], 'In your own words': NOTE });

    expect(sought).toContain(`Seeking: Writing. ${NOTE}`);
    expect(offered).toContain(`Offering: Writing. ${NOTE}`);
  });

  it('as somebody’s name stay a name: in a profile, in a snippet, among the coordinators', async () => {
    const { id } = await memberOf(AUTHOR[platform]);
    const { title } = await db().snippet.findFirstOrThrow({ where: { authorId: id } });
    await db().member.update({ where: { id }, data: { name: NASTY, coordinator: true } });
    const profile = await world.person(platform, AUTHOR[platform]).type('/staffroom profile');
    const snippet = await teacher().type(`/snippet show snippet:${title}`);
    const listed = await coordinator().type('/network coordinators');
    const removed = await coordinator().pressSurely('Remove');
    await db().member.update({ where: { id }, data: { name: AUTHOR[platform], coordinator: false } });
    await db().member.update({ where: { id: (await memberOf(COORDINATOR[platform])).id }, data: { coordinator: true } });

    expect(profile).toContain(NASTY);
    expect(snippet).toContain(NASTY);
    expect(listed).toContain(NASTY);
    expect(removed).toContain('is no longer a coordinator.');
  });

  it('as groups of schools are listed as they are, and run nothing in a spreadsheet', async () => {
    await coordinator().type('/network groups');
    const pasted = await coordinator().fill({
      'One line each: URN, group': `114070, ${NASTY}\n144496, ${FORMULA}\n${NASTY}`,
    });
    await coordinator().press('All groups as a file');
    const [file] = coordinator().came().flatMap(filesOf);
    const csv = file ? await (await fetch(file.url)).text() : '';

    expect(pasted).toContain(NASTY);
    expect(pasted).toContain(`"${NASTY}": it does not begin with a URN`);
    expect(csv).toContain(`"'${NASTY}"`);
    expect(csv).toContain('"\'=HYPERLINK(');
    expect(csv).not.toContain(',"=');
  });

  it('as the network’s name are shown as they are, wherever it stands', async () => {
    const before = (await db().network.findFirstOrThrow()).name;
    await coordinator().type('/network settings');
    const saved = await coordinator().fill({ 'Name of the network': NASTY });
    const joined = await world.ask(platform, TEACHER[platform], {
      kind: 'command',
      command: 'network',
      subcommand: 'join',
      values: { code: 'AAAA-AAAA' },
    });
    await coordinator().type('/network settings');
    const standing = coordinator().field('Name of the network').value;
    await coordinator().fill({ 'Name of the network': before });

    expect(saved).toContain(`Network: ${NASTY}`);
    expect(joined.kind).toBe('show');
    expect(standing).toEqual([NASTY]);
  });
});

describe('nasty words for everybody', () => {
  it('as a round’s name reach nobody in the channels it is announced in', async () => {
    const opened = await world.person('discord', COORDINATOR.discord).type(`/round open name:${NASTY}`);
    const shown = await eventually(() => {
      const seen = PLATFORMS.map(
        (platform) => world.person(platform, TEACHER[platform]).sees('announcements').at(-1)?.text ?? '',
      );
      for (const text of seen) expect(text).toContain(NASTY);
      return seen;
    });

    expect(opened).toContain(NASTY);
    expect(shown).toHaveLength(2);
    expect(await world.person('slack', COORDINATOR.slack).type('/round show')).toContain(NASTY);
  });

  it('come in the digest as words: the network’s name above it, what somebody seeks in it', async () => {
    const { id: network } = await db().network.findFirstOrThrow();
    await db().network.update({ where: { id: network }, data: { name: NASTY } });
    // The newest seeker comes first in everybody's digest who offers it.
    const { id: seeker } = await memberOf(TEACHER.slack);
    await db().member.update({ where: { id: seeker }, data: { joinedAt: world.week.monday } });
    for (const platform of PLATFORMS)
      await db().member.update({
        where: { id: (await memberOf(AUTHOR[platform])).id },
        data: { offers: ['writing'], digest: 'private' },
      });
    await world.moveTo(world.week.digest);

    for (const platform of PLATFORMS)
      await eventually(() => {
        const texts = world
          .person(platform, TEACHER[platform])
          .sees('announcements')
          .map((message) => message.text);
        expect(texts.some((text) => text.startsWith(NASTY))).toBe(true);
      });
    await eventually(() => {
      const mine = world
        .person('slack', AUTHOR.slack)
        .sees('direct')
        .map((message) => message.text);
      expect(mine.some((text) => text.includes(`seeks writing: "${NOTE_ON_SLACK}"`))).toBe(true);
    });
  });

  it('reached nobody, hid no address and were refused by no platform', () => {
    const shown = demo.communities.flatMap(({ platform, people }) =>
      people.flatMap(({ name }) =>
        ['staffroom', 'announcements', 'direct'].flatMap((channel) => world.person(platform, name).sees(channel)),
      ),
    );

    expect(shown.some((message) => message.text.includes(NASTY))).toBe(true);
    // Contacts of schools are named on purpose where a round is announced to them; nobody else is.
    expect(shown.flatMap(pingsIn).filter((span) => span.pings?.kind !== 'person')).toEqual([]);
    expect(shown.flatMap(disguisedLinks)).toEqual([]);
    expect(world.complaints()).toEqual([]);
  });
});
