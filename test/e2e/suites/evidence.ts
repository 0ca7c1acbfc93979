import { describe, expect, it } from 'vitest';
import { PLATFORMS, type World } from '../../kit/world.ts';

/** Authors of demo snippets without evidence: the level can only go up. */
const AUTHOR = { slack: 'Gareth Lovelock', discord: 'Owen Pilling' } as const;
const TITLE = { slack: 'Naming feelings at the door', discord: 'Paragraph surgery under the visualiser' } as const;
const STRANGER = { slack: 'Luca Ferrante', discord: 'Orla Kinsella' } as const;

const item = (kind: string, compared: string, direction = 'Better') => ({
  'What do you have?': kind,
  'How was it compared?': compared,
  'How many pupils?': '15 to 34 pupils',
  'Which way did it go?': direction,
});

/** /evidence add and show. */
export function evidenceSuite(world: () => World): void {
  describe.each(PLATFORMS)('evidence on %s', (platform) => {
    const author = () => world().person(platform, AUTHOR[platform]);
    const stranger = () => world().person(platform, STRANGER[platform]);
    const title = TITLE[platform];

    it('lifts a snippet from an idea to described, once it says how one would know', async () => {
      const before = await author().type(`/snippet show snippet:${title}`);
      await author().press('Edit');
      const after = await author().fill({ 'How would you know?': 'Calmer starts, by the clock on the wall' });

      expect(before).toContain('At this school: an idea');
      expect(after).toContain('At this school: described');
    });

    it('lifts it to seen in class by button, and to measured by command', async () => {
      await author().press('Add evidence');
      const seen = await author().fill({ ...item('Seen in lessons', 'Afterwards only'), 'A note': 'Two visits by a colleague.' });
      await author().type(`/evidence add snippet:${title}`);
      const measured = await author().fill(item("Pupils' work", 'Before and after', 'No difference'));

      expect(seen).toContain('Added. Thank you.');
      expect(seen).toContain('At this school: seen in class');
      expect(seen).toContain('Two visits by a colleague.');
      expect(seen).toMatch(/What would strengthen it: Add a second kind of evidence/);
      expect(measured).toContain('At this school: measured');
      expect(measured).toContain("Pupils' work: no difference\nBefore and after · 15 to 34 pupils");
      expect(measured).toContain('Compare with another class');
    });

    it('is shown to everybody in words, never as a number', async () => {
      const shown = await stranger().type(`/evidence show snippet:${title}`);

      expect(shown).toContain('At this school: measured');
      expect(shown).toMatch(/Research on the topic: (no EEF rating|very limited|limited|moderate|extensive)/);
      expect(shown).not.toMatch(/\b[LR][0-5]\b/);
      expect(shown).not.toContain('Add evidence');
    });

    it('comes from the school that tried it', async () => {
      await stranger().type(`/evidence add snippet:${title}`);
      const refused = await stranger().fill(item('What pupils said', 'Not compared'));

      expect(refused).toContain('Evidence comes from the school that tried it');
    });
  });
}
