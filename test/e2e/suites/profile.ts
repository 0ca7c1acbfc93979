import { describe, expect, it } from 'vitest';
import { PLATFORMS, type World } from '../../kit/world.ts';

const MEMBER = { slack: 'Kasia Nowicka', discord: 'Toby Larter' } as const;
const COORDINATOR = { slack: 'Petra Wolstenholme', discord: 'Verity Colclough' } as const;

/** /staffroom profile, pause and help. */
export function profileSuite(world: () => World): void {
  describe.each(PLATFORMS)('a profile on %s', (platform) => {
    const me = () => world().person(platform, MEMBER[platform]);

    it('shows what the network knows, to that person alone', async () => {
      const shown = await me().type('/staffroom profile');

      expect(shown).toContain(MEMBER[platform]);
      expect(shown).toContain('Seeking:');
      expect(shown).toContain('Weekly digest: privately');
      expect(
        me()
          .came()
          .every((message) => message.onlyYou),
      ).toBe(true);
    });

    it('takes more topics, with the ones of before already chosen', async () => {
      await me().press('More topics');
      const before = me()
        .form()
        .fields.flatMap((field) => field.value);
      const saved = await me().fill({ 'What are you working on?': ['Attendance', 'Retrieval practice', 'Writing'] });

      expect(before).toHaveLength(2);
      expect(saved).toMatch(/Topics: .*Retrieval practice/);
      expect(saved).not.toContain('Curriculum design');
    });

    it('takes what is sought and offered, and remembers it in the form', async () => {
      await me().press('What I seek');
      const sought = await me().fill({
        'Where would you like ideas or company?': ['Attendance'],
        'In your own words': 'a school that rings home by nine',
      });
      await me().press('What I can offer');
      const offered = await me().fill({ 'What could you show or talk about?': ['Writing'], 'In your own words': '' });
      await me().press('What I seek');
      const words = me().field('In your own words').value;
      me().client.dismiss();

      expect(sought).toContain('Seeking: Attendance. a school that rings home by nine');
      expect(offered).toContain('Offering: Writing');
      expect(words).toEqual(['a school that rings home by nine']);
    });

    it('takes another subject', async () => {
      await me().press('Change subject');
      const saved = await me().fill({ 'Your subject': 'Music' });

      expect(saved).toContain('Subject: Music');
    });

    it('pauses for some weeks and starts again', async () => {
      const paused = await me().type('/staffroom pause weeks:3');
      const profile = await me().type('/staffroom profile');
      const resumed = await me().press('Start again');
      const row = await world().database.prisma.member.findFirst({
        where: { accounts: { some: { externalUserId: me().client.person.id } } },
      });

      expect(paused).toMatch(/^Paused until Monday \d+ \w+ \d{4}\./);
      expect(profile).toContain('nothing is sent to you before then');
      expect(resumed).toContain('Welcome back.');
      expect(row?.pausedUntil).toBeNull();
    });

    it('pauses four weeks when nothing is said', async () => {
      await me().type('/staffroom pause');
      const row = await world().database.prisma.member.findFirstOrThrow({
        where: { accounts: { some: { externalUserId: me().client.person.id } } },
      });
      await me().press('Start again');

      const weeks = ((row.pausedUntil?.getTime() ?? 0) - world().week.monday.getTime()) / (7 * 24 * 60 * 60 * 1000);
      expect(Math.round(weeks)).toBe(4);
    });

    it('is helped without coordinator commands; a coordinator with them', async () => {
      const mine = await me().type('/staffroom help');
      const theirs = await world().person(platform, COORDINATOR[platform]).type('/staffroom help');

      for (const command of ['/staffroom join', '/snippet share', '/evidence add', '/digest when', '/partner status'])
        expect(mine).toContain(command);
      for (const command of ['/round publish', '/network settings', '/network create']) {
        expect(mine).not.toContain(command);
        expect(theirs).toContain(command);
      }
    });
  });
}
