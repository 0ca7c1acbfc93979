import { describe, expect, it } from 'vitest';
import { PLATFORMS, type World } from '../../kit/world.ts';
import { NEWCOMERS } from './joining.ts';

/** Schools with a first contact and a colleague who is none yet, and the URN a third one joins. */
const FIRST = { slack: 'Sukhdeep Mander', discord: 'Steph Allsop' } as const;
const COLLEAGUE = { slack: 'Colette Joyce', discord: 'Jerome Blackwood' } as const;
const THIRD = { slack: NEWCOMERS.slack.first, discord: NEWCOMERS.discord.first } as const;
const URN = { slack: 142858, discord: 139956 } as const;
/** First contacts who take their school out and bring it back. */
const LEAVER = { slack: 'Harriet Fradley', discord: 'Nadine Osei' } as const;
const COORDINATOR = { slack: 'Petra Wolstenholme', discord: 'Verity Colclough' } as const;

/** /partner join, leave and status. */
export function partnerSuite(world: () => World): void {
  describe.each(PLATFORMS)('taking part on %s', (platform) => {
    const person = (who: Record<typeof platform, string>) => world().person(platform, who[platform]);
    const entry = () =>
      world().database.prisma.partnerSchool.findFirst({ where: { urn: URN[platform] }, include: { second: true } });

    it('makes a colleague the second contact', async () => {
      const before = await person(COLLEAGUE).type('/partner status');
      const joined = await person(COLLEAGUE).type('/partner join');
      const again = await person(COLLEAGUE).type('/partner join');

      expect(before).toMatch(/First contact: .*Second contact: nobody yet/);
      expect(joined).toContain(`First contact: ${FIRST[platform]}. Second contact: ${COLLEAGUE[platform]}.`);
      expect(again).toContain(`Second contact: ${COLLEAGUE[platform]}.`);
      expect((await entry())?.second?.name).toBe(COLLEAGUE[platform]);
    });

    it('has room for two contacts only', async () => {
      await person(THIRD).type(`/staffroom join school:${URN[platform]} topic:writing`);
      await person(THIRD).fill({ 'Your subject': 'Maths', 'The weekly digest here, privately?': 'No' });
      const refused = await person(THIRD).type('/partner join');

      expect(refused).toContain('has its two contacts');
      expect((await entry())?.second?.name).toBe(COLLEAGUE[platform]);
    });

    it('is ended by a contact, not by anybody else', async () => {
      const urn = URN[platform === 'slack' ? 'discord' : 'slack'];
      const colleague = await person(THIRD).type('/partner leave');
      const stranger = await person(LEAVER).type(`/partner leave school:${urn}`);

      for (const refused of [colleague, stranger])
        expect(refused).toContain("Only one of the school's two contacts or a coordinator");
      expect((await entry())?.leftAt).toBeNull();
    });

    it('is ended by a button that asks first, and taken up again', async () => {
      const status = await person(LEAVER).type('/partner status');
      const left = await person(LEAVER).pressSurely('Take my school out');
      const without = await person(LEAVER).type('/partner status');
      const back = await person(LEAVER).press('Take part');

      expect(status).toContain('Your school takes part');
      expect(left).toContain('is out of the next rounds');
      expect(without).toContain('Your school does not take part yet');
      expect(back).toContain(`First contact: ${LEAVER[platform]}`);
    });

    it('is ended by a coordinator for another school, by its name', async () => {
      const name = { slack: 'Cranborne Middle', discord: '136614' }[platform];
      const back = { slack: 'Isobel Gollop', discord: 'Jory Penrose' }[platform];
      const left = await person(COORDINATOR).type(`/partner leave school:${name}`);
      const twice = await person(COORDINATOR).type(`/partner leave school:${name}`);
      const joined = await world().person(platform, back).type('/partner join');

      expect(left).toContain('is out of the next rounds');
      expect(twice).toContain('That school is not taking part.');
      expect(joined).toContain(`First contact: ${back}`);
    });
  });
}
