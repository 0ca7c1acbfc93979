import { describe, expect, it } from 'vitest';
import { demo } from '../../../prisma/demo/demo.ts';
import type { ShownMessage } from '../../../src/sandbox/contract.ts';
import type { Person } from '../../kit/person.ts';
import { labelsOf, pingsIn } from '../../kit/shown.ts';
import { eventually, PLATFORMS, type World } from '../../kit/world.ts';

const TURNING = { slack: 'Chloe Entwhistle', discord: 'Jerome Blackwood' } as const;
const RESTING = { slack: 'Josh Fulcher', discord: 'Toby Larter' } as const;
const STOPPING = { slack: 'Phil Yeandle', discord: 'Amina Siddiqi' } as const;
const CLOSED = 'Rhys Onions';
const MINUTE_MS = 60 * 1000;

const isDigest = (message: ShownMessage) => message.text.startsWith('Curious Classrooms this week');

/** Whether the newest message of the channel says there is one for this person. */
function isCalled(person: Person): boolean {
  const newest = person.sees('announcements').at(-1);
  return newest !== undefined && pingsIn(newest).some((span) => span.pings?.id === person.client.person.id);
}

/** /digest, and the Wednesday it comes. The clock is before the week's digest when it begins. */
export function digestSuite(world: () => World): void {
  describe.each(PLATFORMS)('/digest on %s', (platform) => {
    const person = (who: Record<typeof platform, string>) => world().person(platform, who[platform]);

    it('previews what would come, to that person alone', async () => {
      const preview = await person(STOPPING).type('/digest preview');
      const read = await person(STOPPING).press('Read');

      expect(preview).toContain('If the digest went out now');
      expect(preview).toContain('Why: ');
      expect(read).toContain('What we did');
      expect(
        person(STOPPING)
          .came()
          .every((message) => message.onlyYou),
      ).toBe(true);
    });

    it('is turned on and off, by command and by button, and says when it comes', async () => {
      const off = await person(STOPPING).type('/digest off');
      const when = await person(STOPPING).type('/digest when');
      const on = await person(TURNING).type('/digest on');
      await person(TURNING).press('Stop the digest');
      const again = await person(TURNING).press('Send the digest again');

      expect(off).toContain('Stopped.');
      expect(when).toMatch(/You get no private digest\. It would come Wednesday \d+ \w+ at 15:45\./);
      for (const words of [on, again]) expect(words).toMatch(/Your next digest comes Wednesday \d+ \w+ at 15:45/);
    });

    it('is not sent to people having a rest', async () => {
      expect(await person(RESTING).type('/staffroom pause weeks:3')).toContain('Paused until');
    });
  });

  describe('on Wednesday at 15:45', () => {
    /** Who should get one, where; by now TURNING wants it, STOPPING does not, RESTING are paused. */
    const wanted = () =>
      demo.members
        .filter((one) => one.privateDigest && one.pausedForDays === undefined && one.name !== CLOSED)
        .map((one) => ({ name: one.name, platform: one.accounts[0]?.platform ?? 'slack' }))
        .filter(({ name, platform }) => name !== STOPPING[platform] && name !== RESTING[platform])
        .concat(PLATFORMS.map((platform) => ({ name: TURNING[platform], platform })))
        .map(({ name, platform }) => `${platform} ${name}`)
        .sort();
    const got = () =>
      demo.communities.flatMap(({ platform, people }) =>
        people.flatMap(({ name }) =>
          world()
            .person(platform, name)
            .sees('direct')
            .filter(isDigest)
            .map(() => `${platform} ${name}`),
        ),
      );
    const inChannels = () =>
      PLATFORMS.map((platform) => world().person(platform, RESTING[platform]).sees('announcements').filter(isDigest));

    it('comes once to everybody who asked, though answers of both platforms are lost', async () => {
      for (const platform of PLATFORMS) world().sandbox(platform).faults.loseAnswers = 2;
      await world().moveTo(world().week.digest);

      await eventually(() => expect(got().sort()).toEqual(wanted()));
      expect(PLATFORMS.map((platform) => world().sandbox(platform).faults.loseAnswers)).toEqual([0, 0]);
    });

    it('comes once to the channel of both, and reaches nobody by name', async () => {
      await eventually(() => expect(inChannels().map((messages) => messages.length)).toEqual([1, 1]));

      expect(inChannels().flat().flatMap(pingsIn)).toEqual([]);
      expect(
        inChannels()
          .flat()
          .map((message) => message.text)
          .join(),
      ).not.toContain('Stop the digest');
    });

    it('has short sections with reasons, and buttons that work', async () => {
      const person = world().person('discord', 'Owen Pilling');
      const [digest] = person.sees('direct').filter(isDigest);
      const read = await person.press('Read');
      const stopped = await person.press('Stop the digest');

      expect(digest?.text.match(/^Why: /gm)?.length).toBeGreaterThanOrEqual(1);
      expect(digest?.text.match(/^Why: /gm)?.length).toBeLessThanOrEqual(7);
      expect(read).toContain('What we did');
      expect(stopped).toContain('Stopped.');
    });

    it('lets who offers something write to who seeks it, and them answer', async () => {
      const readers = demo.communities.flatMap(({ platform, people }) =>
        people.map(({ name }) => world().person(platform, name)),
      );
      const reader = readers.find((one) =>
        one
          .sees('direct')
          .filter(isDigest)
          .some((it) => labelsOf(it).includes('Offer a hand')),
      );
      const words = reader?.sees('direct').findLast(isDigest)?.text ?? '';
      const seeker = /^(.+?), .+, seeks /m.exec(words)?.[1];
      await reader?.press('Offer a hand');
      const sent = await reader?.fill({ 'Your words': 'Come and see *us*. <https://evil.example|x>' });
      // Who never asked for direct messages is called to the channel.
      const heard = await eventually(() => {
        const theirs = readers.filter((one) => one.name === seeker);
        const found = theirs.find((one) => one.seesAnywhere().includes('Come and see *us*.') || isCalled(one));
        expect(found).toBeDefined();
        return found;
      });
      if (!heard?.seesAnywhere().includes('Come and see')) expect(await heard?.press('Read it')).toContain('Come and see *us*.');
      await heard?.press('Answer');
      await heard?.fill({ 'Your words': 'On Tuesday, thank you' });

      expect(sent).toContain(`On its way to ${seeker}, `);
      await eventually(() => expect(reader?.seesAnywhere()).toContain('On Tuesday, thank you'));
    });

    it('does not come again with the next minutes', async () => {
      for (const minutes of [1, 2, 60]) await world().moveTo(new Date(world().week.digest.getTime() + minutes * MINUTE_MS));
      // Whose answer was lost is looked for two seconds later, by the real clock.
      await eventually(async () => {
        await world().bot.outbox.drain();
        expect(
          await world().database.prisma.delivery.count({ where: { kind: 'digest', state: { in: ['due', 'sending'] } } }),
        ).toBe(0);
      });

      expect(got().sort()).toEqual(wanted());
      expect(inChannels().map((messages) => messages.length)).toEqual([1, 1]);
    });

    it('stays away in a week without news', async () => {
      await world().moveTo(world().week.nextDigest);
      const runs = await world().database.prisma.jobRun.findMany({
        where: { job: 'weekly-digest' },
        orderBy: { plannedFor: 'asc' },
      });

      expect(runs.map((run) => run.outcome)).toEqual([
        expect.stringMatching(/^\d+ digests written; 2 channels$/),
        '0 digests written; nothing new for the channels',
      ]);
      expect(got().sort()).toEqual(wanted());
    });
  });
}
