import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Form } from '../../src/chat/request.ts';
import type { View } from '../../src/chat/view.ts';
import type { Insider } from '../../src/chat/who.ts';
import { LOOKS_NOTHING_UP, LOOKS_UP, read } from '../chat/bot.ts';
import { MONDAY, type Net, type SmallWorld, smallWorld } from '../networks/small-world.ts';
import { talker } from '../networks/talk.ts';

let world: SmallWorld;
let net: Net;
let ann: Insider;

beforeAll(async () => {
  world = await smallWorld();
  net = await world.found('Trees');
  ann = await world.join(net, 'ann', 'alder');
  await world.join(net, 'bea', 'birch');
});
afterAll(() => world.database.close());

const WORDS = { title: 'Exit tickets at the door', problem: 'Lost after the lesson', did: 'Two questions on a slip' };
const share = (more: Partial<typeof WORDS> = {}) =>
  world.app.practice.share(ann, { topic: 'writing', ...WORDS, ...more }, MONDAY);
const standing = (opened: { form: Form } | { view: View }) =>
  'form' in opened ? Object.fromEntries(opened.form.fields.map((one) => [one.name, one.value])) : read(opened.view);
const form = (opened: { form: Form } | { view: View }) => {
  if (!('form' in opened)) throw new Error(`no form: ${read(opened.view)}`);
  return opened.form;
};
const typed = (command: string, subcommand: string, snippet: string) =>
  ({ kind: 'command', command, subcommand, values: { snippet } }) as const;
const EVIDENCE = { kind: 'observation', design: 'post-only', pupils: '15-34', direction: 'better' };

describe.each([
  ['where forms look things up', LOOKS_UP],
  ['where they do not', LOOKS_NOTHING_UP],
])('a form for a snippet named by its title, %s', (_, abilities) => {
  const asAnn = () => talker(world, net, 'ann', {}, abilities);

  it('/snippet edit opens filled, and what is emptied goes', async () => {
    const { id } = await share({ title: 'Quokka quizzes' });
    await world.app.practice.edit(ann, id, { know: 'By Friday' }, MONDAY);
    const opened = await asAnn().open(typed('snippet', 'edit', 'quokka'));

    expect(standing(opened)).toEqual({ ...WORDS, title: 'Quokka quizzes', know: 'By Friday' });
    await asAnn().submit(form(opened), { ...WORDS, title: 'Wombat quizzes' });
    expect(await world.app.practice.show(ann, id)).toMatchObject({ title: 'Wombat quizzes', know: null });
    await world.app.practice.withdraw(ann, id, MONDAY);
  });

  it('/snippet edit of somebody else’s is refused before anything is typed', async () => {
    const { id } = await share({ title: 'Platypus pairs' });
    const opened = await talker(world, net, 'bea', {}, abilities).open(typed('snippet', 'edit', 'platypus'));

    expect(standing(opened)).toBe('Only its author can change a snippet.');
    await world.app.practice.withdraw(ann, id, MONDAY);
  });

  it('/evidence add with a title nobody knows offers what there is, and goes on from there', async () => {
    const { id } = await share({ title: 'Echidna essays' });
    const person = asAnn();
    const asked = await person.open(typed('evidence', 'add', 'zzzz qqqq'));
    expect(standing(asked)).toMatch(/^No snippet found for "zzzz qqqq".*\nOr did you mean one of these\?/s);

    expect(read(await person.choose(id))).toContain('a short form comes next');
    const opened = form(await person.open('Open the form'));
    expect(opened.fields.map((one) => one.name)).toEqual(['kind', 'design', 'pupils', 'direction', 'note']);
    await person.submit(opened, EVIDENCE);
    expect((await world.app.practice.show(ann, id)).evidence).toHaveLength(1);
    await world.app.practice.withdraw(ann, id, MONDAY);
  });

  it('a title that several have is asked about first', async () => {
    const both = [await share({ title: 'Bilby books one' }), await share({ title: 'Bilby books two' })];
    const person = asAnn();
    const asked = await person.open(typed('snippet', 'edit', 'bilby'));
    expect(standing(asked)).toContain('several match "bilby"');

    await person.choose(both[1]?.id ?? '');
    expect(standing(await person.open('Open the form'))).toMatchObject({ title: 'Bilby books two' });
    for (const { id } of both) await world.app.practice.withdraw(ann, id, MONDAY);
  });

  it('a pupil’s number typed for a title is refused and kept nowhere', async () => {
    const before = await world.database.prisma.draft.count();
    const asked = await asAnn().open(typed('snippet', 'edit', 'H801200001001'));

    expect(standing(asked)).toMatch(/instead/);
    expect(await world.database.prisma.draft.count()).toBe(before);
  });

  it('nobody who has not joined gets as far', async () => {
    const opened = await talker(world, net, 'stranger', {}, abilities).open(typed('evidence', 'add', 'anything'));

    expect(standing(opened)).toContain('You have not joined yet.');
  });
});

describe('"Back to the form"', () => {
  const asAnn = () => talker(world, net, 'ann', {}, LOOKS_NOTHING_UP);
  const shared = () => world.database.prisma.snippet.count({ where: { networkId: net.id } });
  const good = { ...WORDS, topic: 'writing' };

  it('after the form was sent shares no second copy, and offers a fresh form', async () => {
    const before = await shared();
    const person = asAnn();
    await person.submit('snippet share', { ...good, did: ' ' });
    const mended = form(await person.open('Back to the form'));
    const again = form(await person.open('Back to the form'));
    await talker(world, net, 'ann').submit(mended, good);
    expect(await shared()).toBe(before + 1);

    const refused = await person.submit(again, good);
    expect(read(refused)).toContain('You have already sent this form. Nothing was done twice.');
    expect(await shared()).toBe(before + 1);

    const fresh = form(await person.open('Share another'));
    expect(fresh.fields.map((one) => one.value)).toEqual([undefined, undefined, undefined, undefined]);
    await person.submit(fresh, { ...WORDS, title: 'A second one' });
    expect(await shared()).toBe(before + 2);
  });

  it('counts as the same form where the first one stayed open', async () => {
    const before = await shared();
    const person = asAnn();
    const first = form(
      await person.open({ kind: 'command', command: 'snippet', subcommand: 'share', values: { topic: 'writing' } }),
    );
    await person.submit(first, { ...WORDS, did: ' ' });
    const again = form(await person.open('Back to the form'));
    await talker(world, net, 'ann').submit(first, WORDS);

    expect(read(await person.submit(again, WORDS))).toContain('already sent');
    expect(await shared()).toBe(before + 1);
  });
});

describe('the form of /snippet share', () => {
  const opened = async (direct: boolean) => {
    const ann = talker(world, net, 'ann', {}, LOOKS_UP, { channelId: 'C1', direct });
    return { ann, form: form(await ann.open({ kind: 'words', command: 'snippet', words: 'share' })) };
  };

  it('says that it is shown in the channel, and it is', async () => {
    const { ann, form } = await opened(false);
    expect(form.note).toContain('It is shown in this channel');

    const shown = await ann.submit(form, { ...WORDS, topic: 'writing' });
    expect(shown).toHaveProperty('channelView');
  });

  it('in a direct message says that it is not, and it is not', async () => {
    const { ann, form } = await opened(true);
    expect(form.note).toContain('it is shown in no channel');

    const shown = await ann.submit(form, { ...WORDS, topic: 'writing' });
    expect(shown).not.toHaveProperty('channelView');
  });
});
