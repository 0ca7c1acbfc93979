import { describe, expect, it } from 'vitest';
import { PLATFORMS, type World } from '../../kit/world.ts';

const READER = { slack: 'Sukhdeep Mander', discord: 'Zainab Koroma' } as const;

/** /snippet find. */
export function findingSuite(world: () => World): void {
  describe.each(PLATFORMS)('finding on %s', (platform) => {
    const reader = () => world().person(platform, READER[platform]);

    it.each([
      ['by words', '/snippet find words:certificates attendance', 'Attendance certificates changed nothing'],
      ['by another form of a word', '/snippet find words:certificate', 'Attendance certificates changed nothing'],
      ['in spite of a slip', '/snippet find words:atendance certifcates', 'Attendance certificates changed nothing'],
      ['by topic', '/snippet find topic:eal', 'Plan the story in any language you like'],
      ['by words and region', '/snippet find words:attendance region:West Midlands', 'Attendance certificates changed nothing'],
      ['by phase', '/snippet find phase:Special', 'Now and next boards'],
    ])('%s', async (_, typed, title) => {
      const found = await reader().type(typed);

      expect(found).toContain(title);
      expect(
        reader()
          .came()
          .every((message) => message.onlyYou),
      ).toBe(true);
    });

    it('narrows by region and by evidence', async () => {
      const everywhere = await count(reader().type('/snippet find topic:attendance'));
      const west = await count(reader().type('/snippet find topic:attendance region:West Midlands'));
      const measured = await reader().type('/snippet find evidence:measured');

      expect(west).toBeLessThan(everywhere);
      expect(measured).toMatch(/\d+ snippets for measured/);
      expect(measured).not.toContain('seen in class');
    });

    it('turns pages forward and back in the same message', async () => {
      const first = await reader().type('/snippet find');
      const [message] = reader().came();
      const second = await reader().press('More ›');
      const [turned] = reader().came();
      const back = await reader().press('‹ Back');

      expect(first).toMatch(/Page 1 of \d/);
      expect(first).not.toContain('‹ Back');
      expect(second).toContain('Page 2 of');
      expect(turned?.id).toBe(message?.id);
      expect(back).toBe(first);
    });

    it('reads one from the list without losing the list', async () => {
      await reader().type('/snippet find words:phonics');
      const read = await reader().press('Read');

      expect(read).toContain('Phonics at 9.05');
      expect(reader().seesAnywhere()).toMatch(/snippets? for "phonics"/);
    });

    it('works in the direct messages with the bot too', async () => {
      const found = await reader().type('/snippet find words:phonics', 'direct');
      const read = await reader().press('Read');

      expect(found).toContain('Phonics at 9.05');
      expect(read).toContain('What we did');
      expect(
        new Set(
          reader()
            .came()
            .map((message) => message.channelId),
        ),
      ).toEqual(new Set([reader().channelId('direct')]));
    });

    it('says so when nothing is found', async () => {
      expect(await reader().type('/snippet find words:quantum knitting')).toContain('Nothing found for "quantum knitting".');
    });
  });
}

async function count(found: Promise<string>): Promise<number> {
  return Number(/(\d+) snippet/.exec(await found)?.[1]);
}
