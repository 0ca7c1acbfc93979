import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { DemoPlatform } from '../../../prisma/demo/demo.ts';
import type { ShownMessage } from '../../../src/sandbox/contract.ts';
import type { Person } from '../../kit/person.ts';
import { controlsOf, filesOf, labelsOf, pingsIn, wordsOn } from '../../kit/shown.ts';
import { wholeDatabase } from '../../kit/whole-database.ts';
import { eventually, PLATFORMS, type World } from '../../kit/world.ts';

const HOUR_MS = 60 * 60 * 1000;
const TAKING_PART = { slack: 'Lindsay Haworth-Bell', discord: 'Loveday Trewin' } as const;
/** A contact who closed their direct messages. */
const CLOSED = 'Rhys Onions';

/** A round from opening to what comes of it, run by the coordinators of both platforms together. */
export function roundSuite(world: () => World): void {
  describe('a round', () => {
    const petra = () => world().person('slack', 'Petra Wolstenholme');
    const verity = () => world().person('discord', 'Verity Colclough');
    const introductions = () =>
      world().database.prisma.delivery.findMany({
        where: { kind: 'introduction' },
        include: { member: { include: { accounts: true } } },
      });
    let messages = 0;

    it('is opened once, and announced in the channels of both', async () => {
      const opened = await petra().type('/round open name:Spring, first half');
      const twice = await verity().type('/round open name:Another one');

      expect(opened).toMatch(/Opened\..*\d+ schools take part so far/s);
      expect(twice).toContain('"Spring, first half" is still open');
      await eventually(() => {
        for (const platform of PLATFORMS)
          expect(world().person(platform, TAKING_PART[platform]).sees('announcements').at(-1)?.text).toContain(
            'A new round is opening: Spring, first half',
          );
      });
    });

    it.each(PLATFORMS)('is joined by the button under the announcement on %s', async (platform) => {
      const person = world().person(platform, TAKING_PART[platform]);
      const joined = await person.press('My school takes part');

      expect(joined).toContain('Your school takes part.');
      expect(joined).toContain(`First contact: ${TAKING_PART[platform]}`);
      expect(person.came().every((message) => message.onlyYou)).toBe(true);
    });

    it('is drafted in five lines, and nobody is told', async () => {
      const drafted = await petra().type('/round draft');

      expect(drafted).toMatch(/Draft: nobody has been told yet\n\d+ schools: \d+ pairs(, 1 trio)?, (nobody|\d+) left out\n/);
      expect(await introductions()).toEqual([]);
      expect(world().person('slack', 'Callum Heslop').seesAnywhere()).not.toContain('Draft');
    });

    it('shows the other coordinator its pairs, ten a page, with reasons', async () => {
      const shown = await verity().type('/round show');
      const first = await verity().press('See the pairs');
      const second = await verity().press('More ›');
      const back = await verity().press('‹ Back');

      expect(shown).toContain('Spring, first half');
      expect(first).toMatch(/Page 1 of 2$/);
      expect(first.match(/^\d+\. .+ {2}\+ {2}.+$/gm)).toHaveLength(10);
      expect(first).toMatch(/never met/);
      expect(second).toMatch(/^11\. /m);
      expect(back).toBe(first);
    });

    it.each(PLATFORMS)('is a file for a spreadsheet on %s: every school once, every pair across regions', async (platform) => {
      const coordinator = platform === 'slack' ? petra() : verity();
      await coordinator.press('All pairs as a file');
      if (platform === 'slack')
        await eventually(() =>
          expect(coordinator.sees().at(-1)?.text).toContain('In your direct messages with me: spring-first-half.csv'),
        );
      const [file] = await eventually(() => {
        const files = [...coordinator.sees(), ...coordinator.sees('direct')].flatMap(filesOf);
        expect(files).toHaveLength(1);
        return files;
      });
      const rows = parse<Record<string, string>>(await (await fetch(file?.url ?? '')).text(), { columns: true, bom: true });
      const taking = await world().database.prisma.partnerSchool.count({ where: { leftAt: null } });

      expect(file?.name).toBe('spring-first-half.csv');
      expect(rows).toHaveLength(taking);
      expect(new Set(rows.map((row) => row.URN)).size).toBe(taking);
      for (const row of rows) expect(rows.filter((one) => one.Pair === row.Pair && one.Region === row.Region)).toHaveLength(1);
    });

    it('is published only as it was last drafted', async () => {
      await petra().type('/round show');
      const old = petra()
        .sees()
        .findLast((message) => labelsOf(message).includes('Publish …'));
      const button = old && controlsOf(old).find((control) => wordsOn(control) === 'Publish …');
      await petra().press('Draft again');
      await petra().client.press(old?.id ?? '', button?.id ?? '');

      await eventually(() => expect(petra().sees().at(-1)?.text).toContain('The draft has changed since.'));
    });

    it('asks before it sends, by command and by button', async () => {
      const typed = await petra().type('/round publish');
      await verity().type('/round show');
      const pressed = await verity().press('Publish …');
      messages = Number(/This sends (\d+) messages\. Send\?/.exec(typed)?.[1]);

      expect(messages).toBeGreaterThan(40);
      expect(pressed).toContain(`This sends ${messages} messages. Send?`);
      expect(await introductions()).toEqual([]);
    });

    it('is published once when both coordinators press at the same moment', async () => {
      const label = `Send ${messages} messages`;
      const answers = await Promise.all([petra().press(label), verity().press(label)]);
      const late = await petra().type('/round publish');

      expect(answers.filter((words) => words.includes(`${messages} introductions are on their way.`))).toHaveLength(1);
      expect(answers.filter((words) => words.includes('is published already. Nobody was written to again.'))).toHaveLength(1);
      expect(late).toContain('is published already');
      expect(await introductions()).toHaveLength(messages);
    });

    it('reaches every contact once, wherever they are', async () => {
      const sent = await eventually(async () => {
        const rows = await introductions();
        expect(rows.filter((row) => row.state !== 'sent').map((row) => row.member?.name)).toEqual([CLOSED]);
        return rows.filter((row) => row.state === 'sent');
      });

      for (const { member } of sent) {
        // Some are on both platforms: it comes on one of them. The row may say so a moment before their screen does.
        const screens = (member?.accounts ?? []).map((one) => onPlatform(world(), one.platform, member?.name));
        await eventually(() => expect(screens.flatMap(meetings), member?.name).toHaveLength(1));
      }
    });

    it('names people who never asked for direct messages in the channel, and reaches nobody else there', async () => {
      const unasked = (await introductions()).flatMap(({ state, member }) =>
        state === 'sent' && member?.accounts.every((one) => one.platform === 'discord' && !one.privateMessages) ? [member] : [],
      );
      const inChannel = verity().sees('announcements').filter(isMeeting);

      expect(unasked.map((member) => member.name)).toContain('Claire Hatherley');
      expect(inChannel.flatMap((message) => pingsIn(message).map((span) => span.pings?.id)).sort()).toEqual(
        unasked.map((member) => member.accounts[0]?.externalUserId).sort(),
      );
      for (const { name } of unasked) expect(world().person('discord', name).sees('direct')).toEqual([]);
    });

    it('tells the coordinators once who was not reached, and why', async () => {
      await world().moveTo(new Date(world().week.monday.getTime() + 18 * HOUR_MS));
      await world().moveTo(new Date(world().week.monday.getTime() + 19 * HOUR_MS));

      for (const coordinator of [petra(), verity()]) {
        const told = await eventually(() => {
          const found = coordinator.sees('direct').filter((message) => message.text.includes('was not reached'));
          expect(found).toHaveLength(1);
          return found;
        });
        expect(told[0]?.text).toMatch(new RegExp(`${CLOSED}, .*: .*direct messages`));
      }
      expect(await petra().type('/round show')).toMatch(/Not reached \(1\):\n.*Rhys Onions/);
    });

    it('lets partners write to each other from one platform to the other', async () => {
      const [writer, reader] = await pairAcross(world());
      await writer.press('Write to them');
      const refused = await writer.fill({ 'Your words': 'Shall we? Ring 07700 900123' });
      const guarded = writer.client.form()?.fields[0]?.error ?? refused;
      if (!writer.client.form()) await writer.press('Back to the form');
      const sent = await writer.fill({ 'Your words': 'Shall we try *Tuesday*? <https://evil.example|x>' });
      const got = await eventually(() => {
        const found = reader.sees('direct').filter((message) => message.text.includes('Shall we'));
        expect(found).toHaveLength(1);
        return found[0]?.text;
      });
      await reader.press('Answer');
      const answered = await reader.fill({ 'Your words': 'Tuesday is good' });

      expect(guarded).toContain('07700 900123');
      expect(await wholeDatabase(world().database)).not.toContain('900123');
      expect(sent).toMatch(/On its way to \d (person|people) at /);
      expect(got).toContain(`${writer.name}, `);
      expect(got).toContain('Shall we try *Tuesday*? <https://evil.example|x>');
      expect(answered).toContain('On its way to');
      await eventually(() => expect(writer.seesAnywhere()).toContain('Tuesday is good'));
    });

    it('shows each school its partner, and what can be done', async () => {
      const [writer] = await pairAcross(world());

      expect(await writer.type('/partner status')).toMatch(/Your partners? in "Spring, first half":/);
      const [status] = writer.came();
      expect(status && labelsOf(status).slice(0, 2)).toEqual(['Write to them', 'This is not working']);
    });
  });
}

const isMeeting = (message: ShownMessage) => message.text.includes('To begin with, each of you writes a line or two on:');

/** Introductions this person got: directly, or in the channel with their name. */
function meetings(person: Person): ShownMessage[] {
  const named = (message: ShownMessage) => pingsIn(message).some((span) => span.pings?.id === person.client.person.id);
  return [...person.sees('direct').filter(isMeeting), ...person.sees('announcements').filter(isMeeting).filter(named)];
}

function onPlatform(world: World, platform: string, name = ''): Person {
  return world.person(platform === 'slack' ? 'slack' : 'discord', name);
}

/** First contacts of one pair: one on Slack, the other on Discord with direct messages open. */
async function pairAcross(world: World): Promise<[Person, Person]> {
  const groups = await world.database.prisma.roundGroup.findMany({ orderBy: { position: 'asc' }, include: { schools: true } });
  for (const { schools } of groups) {
    const entries = await world.database.prisma.partnerSchool.findMany({
      where: { urn: { in: schools.map((one) => one.urn) } },
      include: { first: { include: { accounts: true } } },
    });
    const on = (platform: DemoPlatform) =>
      entries.find(({ first }) => first?.accounts.length === 1 && first.accounts[0]?.platform === platform)?.first?.name;
    const [writer, reader] = [on('slack'), on('discord')];
    if (writer && reader && reader !== CLOSED) return [world.person('slack', writer), world.person('discord', reader)];
  }
  throw new Error('no pair is on both platforms');
}
