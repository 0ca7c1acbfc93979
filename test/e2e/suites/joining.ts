import { describe, expect, it } from 'vitest';
import type { Person } from '../../kit/person.ts';
import { controlsOf } from '../../kit/shown.ts';
import { PLATFORMS, type World, wordsOf } from '../../kit/world.ts';

/** Somebody with an account who has not joined, and one more. */
export const NEWCOMERS = {
  slack: { first: 'Robin Ashdown', second: 'Maya Lindqvist' },
  discord: { first: 'Dilip Carruthers', second: 'Georgie Tamblyn' },
} as const;

const SUBJECT = 'Your subject';
const DIGEST = 'The weekly digest here, privately?';

function choicesOn(person: Person): { label: string; value: string }[] {
  return person
    .came()
    .flatMap(controlsOf)
    .flatMap((control) => (control.type === 'select' ? control.options : []));
}

/** /staffroom join, as newcomers type it. */
export function joiningSuite(world: () => World): void {
  describe.each(PLATFORMS)('joining on %s', (platform) => {
    const first = () => world().person(platform, NEWCOMERS[platform].first);
    const second = () => world().person(platform, NEWCOMERS[platform].second);
    const bystander = () => world().person(platform, platform === 'slack' ? 'Hilary Stubbs' : 'Martin Fearon');
    const rowOf = (person: Person) =>
      world().database.prisma.member.findMany({
        where: { accounts: { some: { externalUserId: person.client.person.id } } },
        include: { accounts: true },
      });

    it.each(['/snippet mine', '/digest on', '/partner status', '/round show', '/network coordinators', '/staffroom profile'])(
      'tells somebody who has not joined how, alone, when they type %s',
      async (typed) => {
        const words = await first().type(typed);

        expect(words).toBe('You have not joined yet. Type /staffroom join: it takes a minute.');
        expect(
          first()
            .came()
            .every((message) => message.onlyYou),
        ).toBe(true);
        expect(bystander().seesAnywhere()).not.toContain('You have not joined yet');
      },
    );

    it('keeps what was typed when school and topic are not known, and goes on when they are mended', async () => {
      const me = first();
      await me.type('/staffroom join school:Hogwarts topic:quidditch');
      const refused = await me.fill({ [SUBJECT]: 'Maths', [DIGEST]: 'Yes' });
      const problems =
        platform === 'slack'
          ? me
              .form()
              .fields.map((one) => one.error ?? '')
              .join('\n')
          : refused;
      if (platform === 'discord') await me.press('Back to the form');
      const kept = [me.field(SUBJECT).value, me.field(DIGEST).value];
      const joined = await me.fill({ 'Your school': 'cramlington learning village', 'What are you working on?': 'retrieval' });

      expect(problems).toContain('No open school found for "Hogwarts"');
      expect(problems).toContain('"quidditch" is not one of the topics');
      expect(kept).toEqual([['maths'], ['yes']]);
      expect(joined).toContain(`Welcome to Curious Classrooms, ${me.name}.`);
      expect(joined).toContain('Cramlington Learning Village, Cramlington NE23 6BN (North East, secondary)');
      expect(joined).toContain('Retrieval practice');
    });

    it('takes the click as consent to private messages, at the account it came from', async () => {
      const [row] = await rowOf(first());

      expect(row).toMatchObject({ digest: 'private', subject: 'maths', phase: 'secondary', coordinator: false });
      expect(row?.digestAccountId).toBe(row?.accounts[0]?.id);
      expect(row?.accounts[0]?.privateMessages).toBe(true);
    });

    it('asks which school is meant when several match, and goes on with the choice', async () => {
      const me = second();
      await me.type('/staffroom join school:st josephs topic:oracy');
      const asked = await me.fill({ [SUBJECT]: 'English', [DIGEST]: 'No' });
      const choice = choicesOn(me)[0];
      const joined = await me.choose('Choose one', choice?.label ?? '');
      const [row, ...more] = await rowOf(me);

      expect(asked).toContain('Your school: several match "st josephs". Which one do you mean?');
      expect(choice?.label).toMatch(/St\.? Joseph/);
      expect(joined).toContain('Welcome to Curious Classrooms');
      expect(row).toMatchObject({ schoolUrn: Number(choice?.value), digest: 'off', topics: ['oracy-dialogue'] });
      expect(row?.accounts[0]?.privateMessages).toBeNull();
      expect(more).toEqual([]);
    });

    it('asks which school is meant, and then the rest, when the name was too long to be carried by a form', async () => {
      const me = second();
      await me.type("/staffroom join school:st joseph's catholic primary school, leeds topic:oracy");
      if (platform === 'slack') await me.fill({ [SUBJECT]: 'Languages', [DIGEST]: 'No' });
      const choice = choicesOn(me)[0];
      const next = await me.choose('Choose one', choice?.label ?? '');
      if (platform === 'discord') {
        expect(next).toContain('Nearly there: a short form comes next.');
        await me.press('Open the form');
        await me.fill({ [SUBJECT]: 'Languages', [DIGEST]: 'No' });
      }

      expect((await rowOf(me))[0]).toMatchObject({ schoolUrn: Number(choice?.value), subject: 'languages' });
    });

    it('changes school when somebody joins again', async () => {
      const me = second();
      await me.type('/staffroom join school:NE23 6BN topic:retrieval');
      const again = await me.fill({ [SUBJECT]: 'Science', [DIGEST]: 'No' });
      const rows = await rowOf(me);

      expect(again).toContain('Saved.');
      expect(again).not.toContain('Welcome to');
      expect(rows).toHaveLength(1);
      expect(rows[0]).toMatchObject({ subject: 'science', topics: ['retrieval-practice', 'oracy-dialogue'] });
    });

    it('suggests schools by town, postcode and URN while typing, within the number of choices', async () => {
      const me = second();
      const look = async (typed: string) => {
        if (platform === 'discord')
          return me.client.suggestOption(me.channelId('staffroom'), '/staffroom join school:', 'school', typed);
        if (!me.client.form()) await me.type('/staffroom join');
        return me.client.suggestField(me.field('Your school').id, typed);
      };
      const labels = async (typed: string) => (await look(typed)).map((one) => one.label);

      expect(await labels('cramlington')).toContainEqual(expect.stringContaining('Cramlington Learning Village'));
      expect(await labels('st josephs leed')).toContainEqual(expect.stringMatching(/St Joseph.*Leeds/));
      expect(await labels('NE23')).toContainEqual(expect.stringContaining('NE23'));
      expect(await labels('114070')).toEqual([expect.stringContaining('Byers Green')]);
      expect((await look('school')).length).toBeLessThanOrEqual(platform === 'discord' ? 25 : 100);
      expect(await labels('zzzzqqq')).toEqual([]);
      me.client.dismiss();
    });

    it('does a form once, however often it is sent', async () => {
      const me = second();
      const form = `f1|staffroom%20join|once-${platform}|0|school|114070|topic|writing`;
      const values = { subject: 'music', digest: 'no' };
      const once = wordsOf(await world().ask(platform, me.name, { kind: 'submit', id: form, values }));
      const twice = wordsOf(
        await world().ask(platform, me.name, { kind: 'submit', id: form, values: { ...values, subject: 'pe' } }),
      );

      expect(once).toContain('Byers Green');
      expect(twice).toBe('You have already sent this form. Nothing was done twice.');
      expect((await rowOf(me))[0]?.subject).toBe('music');
    });
  });
}
