import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { rowVersions } from '../../kit/whole-database.ts';
import { PLATFORMS, type World } from '../../kit/world.ts';

/** How each command that says it changes nothing is typed after its name, and what its answer says. */
const TYPED: Record<string, readonly [words: string, answer: string]> = {
  'snippet find': [' words:practicals', 'Practicals on paper first'],
  'snippet show': [' snippet:Practicals on paper first', 'What we did'],
  'snippet mine': ['', 'You have not shared anything yet'],
  'snippet withdraw': [' snippet:Practicals on paper first', 'Only its author or a coordinator can withdraw it.'],
  'evidence show': [' snippet:Practicals on paper first', 'Research on the topic'],
  'digest preview': ['', 'digest'],
  'digest when': ['', 'digest'],
  'partner status': ['', 'school'],
  'staffroom profile': ['', 'School:'],
  'staffroom help': ['', 'What you can do here'],
};
const READER = { slack: 'Luca Ferrante', discord: 'Orla Kinsella' } as const;
/** No button can carry its tilde. */
const KEPT = '/snippet find words:practicals ~ on paper';

/** Commands that only read are done without a claim or a transaction: what they wrote could be written twice, or by halves. */
export function readingSuite(world: () => World): void {
  const reading = commands.flatMap((command) =>
    Object.entries(command.subcommands).flatMap(([name, { reads }]) => (reads ? `${command.name} ${name}` : [])),
  );

  it('every command that says it changes nothing is typed here', () => {
    expect(Object.keys(TYPED).sort()).toEqual(reading.sort());
  });

  describe.each(PLATFORMS)('a command that says it changes nothing, on %s', (platform) => {
    const reader = () => world().person(platform, READER[platform]);
    /** All that the bot does by the clock is done, so that a minute that ends now finds nothing to write. */
    const quiet = async () => {
      const { scheduler, outbox } = world().bot;
      await scheduler.tick();
      await scheduler.keepHouse();
      await outbox.drain();
    };

    it.each(Object.entries(TYPED))('changes no row: /%s', async (name, [words, says]) => {
      await quiet();
      const before = await rowVersions(world().database);

      const answer = await reader().type(`/${name}${words}`);

      expect(answer).toContain(says);
      expect(await rowVersions(world().database)).toEqual(before);
    });

    it('keeps a search that no button can carry, and nothing else', async () => {
      await quiet();
      const { Draft: _, ...before } = await rowVersions(world().database);
      const kept = await world().database.prisma.draft.count();

      expect(await reader().type(KEPT)).toContain('Practicals on paper first');

      const { Draft: __, ...after } = await rowVersions(world().database);
      expect(after).toEqual(before);
      expect(await world().database.prisma.draft.count()).toBe(kept + 1);
    });
  });
}
