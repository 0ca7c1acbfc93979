import { describe, expect, it } from 'vitest';
import { wholeDatabase } from '../../kit/whole-database.ts';
import { PLATFORMS, type World } from '../../kit/world.ts';

const WRITER = { slack: 'Imran Sadiq', discord: 'Nasreen Bashir' } as const;
/** A pupil's number in full-width digits with invisible characters between them, and what it says. */
const DISGUISED = 'Ｈ８０１\u200b２００\u200d００１００１';
const NUMBER = /801\D{0,3}200\D{0,3}001001|８０１/;
const DISCLOSURE = 'On the wet Tuesday she said her dad hits her when he is drunk';

/** What must never be kept, whatever it comes in. */
export function guardSuite(world: () => World): void {
  describe.each(PLATFORMS)('the guard at the door on %s', (platform) => {
    const writer = () => world().person(platform, WRITER[platform]);

    async function share(did: string): Promise<string> {
      await writer().type('/snippet share topic:writing');
      const refused = await writer().fill({
        'Name it in a few words': `Guarded on ${platform}`,
        'What were you trying to improve?': 'Endings',
        'What did you do?': did,
      });
      return platform === 'slack' ? (writer().field('What did you do?').error ?? '') : refused;
    }

    it('refuses a disguised pupil number, names it, and keeps everything else', async () => {
      const refused = await share(`Three goes at it, then ${DISGUISED} read it out`);
      if (platform === 'discord') await writer().press('Back to the form');
      const kept = ['Name it in a few words', 'What were you trying to improve?'].map((label) => writer().field(label).value);
      const did = writer().field('What did you do?').value;
      writer().client.dismiss();

      expect(refused).toContain(DISGUISED);
      expect(refused).toMatch(/instead/);
      expect(kept).toEqual([[`Guarded on ${platform}`], ['Endings']]);
      // On the screen of the one who typed it, but on no other machine.
      expect(did).toEqual([`Three goes at it, then ${platform === 'slack' ? DISGUISED : '…'} read it out`]);
    });

    it('answers a disclosure with where to take it', async () => {
      const refused = await share(DISCLOSURE);
      writer().client.dismiss();

      expect(refused).toContain('Do not share it here. Speak to your DSL now.');
    });

    it.each([
      ['a search', `/snippet find words:${DISGUISED}`],
      ['a school', `/staffroom join school:${DISGUISED} topic:writing`],
    ])('looks at %s too', async (_, typed) => {
      const words = await writer().type(typed);
      const refused = writer().client.form()
        ? await writer().fill({ 'Your subject': 'English', 'The weekly digest here, privately?': 'No' })
        : words;
      const beside = writer()
        .client.form()
        ?.fields.map((field) => field.error ?? '');
      writer().client.dismiss();

      expect([refused, ...(beside ?? [])].join('\n')).toMatch(/instead/);
    });

    it('looks at a profile’s own words', async () => {
      await writer().type('/staffroom profile');
      await writer().press('What I seek');
      const refused = await writer().fill({ 'In your own words': 'ring me on O77OO 9OO123' });
      const beside = writer()
        .client.form()
        ?.fields.map((field) => field.error ?? '');
      writer().client.dismiss();

      expect([refused, ...(beside ?? [])].join('\n')).toContain('O77OO 9OO123');
    });

    it('leaves nothing of it in any table or log line', async () => {
      const everything = `${await wholeDatabase(world().database)}\n${JSON.stringify(world().log.lines)}`;

      expect(everything).toContain(`Guarded on ${platform}`);
      expect(everything).not.toMatch(NUMBER);
      expect(everything).not.toMatch(/hits her|wet Tuesday|9OO123/);
    });
  });
}
