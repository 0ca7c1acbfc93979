import { describe, expect, it } from 'vitest';
import { pingsIn } from '../../kit/shown.ts';
import { eventually, PLATFORMS, type World } from '../../kit/world.ts';

const AUTHOR = { slack: 'Hilary Stubbs', discord: 'Martin Fearon' } as const;
const READER = { slack: 'Luca Ferrante', discord: 'Orla Kinsella' } as const;
const TITLE = { slack: 'Exit tickets sorted at the door', discord: 'Mini whiteboards held up on three' } as const;

const NAME_IT = 'Name it in a few words';
const IMPROVE = 'What were you trying to improve?';
const DID = 'What did you do?';
const KNOW = 'How would you know?';

/** On both platforms, and the same person on both. */
const ON_BOTH = 'Hannah Weissman-Cole';

/** /snippet share, show, mine, edit and withdraw. */
export function snippetSuite(world: () => World): void {
  it.each(PLATFORMS)('somebody with two accounts has the same snippets on %s', async (platform) => {
    expect(await world().person(platform, ON_BOTH).type('/snippet mine')).toContain('Practicals on paper first');
  });

  describe.each(PLATFORMS)('a snippet on %s', (platform) => {
    const author = () => world().person(platform, AUTHOR[platform]);
    const reader = () => world().person(platform, READER[platform]);
    const title = TITLE[platform];
    const stored = () => world().database.prisma.snippet.findFirst({ where: { title: { startsWith: title } } });

    it('keeps what was typed when a rule is broken', async () => {
      await author().type('/snippet share topic:assessment for learning');
      expect(
        author()
          .form()
          .text.flat()
          .map((span) => span.text)
          .join(''),
      ).toContain('It is shown in this channel');
      const refused = await author().fill({
        [NAME_IT]: title,
        [IMPROVE]: '  \u200b ',
        [DID]: 'Three piles, \n\nread before break.',
      });
      const problem = platform === 'slack' ? author().field(IMPROVE).error : refused;
      if (platform === 'discord') await author().press('Back to the form');

      expect(problem).toContain('Please fill this in.');
      expect(author().field(NAME_IT).value).toEqual([title]);
      expect(author().field(DID).value).toEqual(['Three piles, \n\nread before break.']);
      expect(await stored()).toBeNull();
    });

    it('is shared once the rule is mended: privately thanked, publicly shown', async () => {
      const thanked = await author().fill({ [IMPROVE]: 'Knowing before the next lesson who is lost' });
      const shown = await eventually(() => {
        const found = reader()
          .sees()
          .find((message) => message.text.includes(title));
        expect(found).toBeDefined();
        return found;
      });

      expect(thanked).toContain('Thank you. Your network can find it now.');
      expect(shown?.onlyYou).toBe(false);
      expect(shown?.text).toContain(`Shared by ${AUTHOR[platform]}, `);
      expect(shown && pingsIn(shown)).toEqual([]);
      expect(reader().seesAnywhere()).not.toContain('Thank you.');
      expect(await stored()).toMatchObject({ topic: 'assessment-for-learning', know: null, keyStage: null });
    });

    it('gets its key stage from one menu', async () => {
      const noted = await author().choose('Which key stage was it?', 'KS1 (Years 1 and 2)');

      expect(noted).toContain('Key stage noted.');
      expect((await stored())?.keyStage).toBe('ks1');
    });

    it('is read from the channel, without the author’s buttons', async () => {
      const read = await reader().press('Read it');

      expect(read).toContain('Three piles,');
      expect(read).not.toContain('Edit');
      expect(read).not.toContain('Withdraw');
      expect(
        reader()
          .came()
          .every((message) => message.onlyYou),
      ).toBe(true);
    });

    it('is edited behind its button, where everything stands already', async () => {
      await author().press('Edit');
      const before = [author().field(NAME_IT).value, author().field(DID).value];
      const changed = await author().fill({ [KNOW]: 'Fewer blank tickets in the second week' });

      expect(before).toEqual([[title], ['Three piles, \n\nread before break.']]);
      expect(changed).toContain('How we would know\nFewer blank tickets in the second week');
    });

    it('is edited by command, in the same filled form', async () => {
      await author().type(`/snippet edit snippet:${title}`);
      expect(author().field(KNOW).value).toEqual(['Fewer blank tickets in the second week']);
      const changed = await author().fill({ [NAME_IT]: `${title}, every day` });

      expect(changed).toContain('Changed.');
      expect(await stored()).toMatchObject({ title: `${title}, every day`, know: 'Fewer blank tickets in the second week' });
    });

    it('is not edited by anybody else', async () => {
      const refused = await reader().type(`/snippet edit snippet:${title}`);

      expect(refused).toContain('Only its author can change a snippet.');
      expect((await stored())?.title).toBe(`${title}, every day`);
    });

    it('is among mine, with its next step', async () => {
      const mine = await author().type('/snippet mine');
      const opened = await author().press('Open');
      const theirs = await reader().type('/snippet mine');

      expect(mine).toContain(title);
      expect(mine).toContain('described\nNext step: Add one thing seen in class');
      expect(opened).toContain('Withdraw');
      expect(theirs).toContain('You have not shared anything yet.');
    });

    it('is shown by its title while typing, or asks which one is meant', async () => {
      const one = await reader().type(`/snippet show snippet:${title}`);
      const several = await reader().type('/snippet show snippet:the');
      const none = await reader().type('/snippet show snippet:qqqq zzzz');

      expect(one).toContain('Three piles,');
      expect(several).toContain('several match "the"');
      expect(none).toContain('No snippet found for "qqqq zzzz"');
    });

    it('is withdrawn after a question, and its old buttons say so', async () => {
      await reader().type(`/snippet find words:${title}`);
      await author().type(`/snippet show snippet:${title}`);
      const withdrawn = await author().pressSurely('Withdraw');
      const tooLate = await reader().press('Read');
      const again = await author().press('Edit');
      await author().press('Add evidence');
      const evidence = await author().fill({
        'What do you have?': "Pupils' work",
        'How was it compared?': 'Before and after',
        'How many pupils?': '15 to 34 pupils',
        'Which way did it go?': 'Better',
      });
      const found = await reader().type(`/snippet find words:${title}`);

      expect(withdrawn).toContain('Withdrawn:');
      for (const words of [tooLate, again, evidence]) expect(words).toContain('This snippet is no longer there.');
      // Where the night's tidying of words has just been, the nearest words that still stand somewhere are offered.
      expect(found).toMatch(/Nothing found|Nothing has those words as typed/);
      expect((await stored())?.withdrawnAt).not.toBeNull();
      expect(await world().database.prisma.evidence.count({ where: { snippetId: (await stored())?.id } })).toBe(0);
    });

    it('is withdrawn by command only after asking, and by nobody else', async () => {
      const other = { slack: 'Attendance certificates', discord: 'A soft landing' }[platform];
      const refused = await reader().type(`/snippet withdraw snippet:${other}`);

      expect(refused).toContain('Only its author or a coordinator can withdraw');
      expect(await world().database.prisma.snippet.count({ where: { title: { startsWith: other }, withdrawnAt: null } })).toBe(1);
    });
  });
}
