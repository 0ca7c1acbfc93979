import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Insider } from '../../src/chat/who.ts';
import { MONDAY, type Net, type SmallWorld, smallWorld, WEDNESDAY } from '../networks/small-world.ts';

let world: SmallWorld;
let net: Net;
let ann: Insider;

beforeAll(async () => {
  world = await smallWorld();
});
afterAll(() => world.database.close());
beforeEach(async () => {
  net = await world.found('Trees');
  ann = await world.join(net, 'ann', 'alder');
});

const share = (member: Insider, title: string) =>
  world.app.practice.share(member, { topic: 'writing', title, problem: 'Endings', did: 'Practised endings' }, MONDAY);
const meant = async (typed: string) => (await world.app.practice.find(ann, { words: typed }, 0)).meant;
const words = async (networkId = net.id) =>
  (await world.database.prisma.snippetWord.findMany({ where: { networkId }, orderBy: { word: 'asc' } })).map((one) => one.word);

describe('a word nobody uses any more', () => {
  it('is forgotten in the night after its snippet was edited or withdrawn, and a slip no longer leads to it', async () => {
    const edited = await share(ann, 'Quokka quizzes');
    const withdrawn = await share(ann, 'Wombat worksheets');
    await world.app.practice.edit(ann, edited.id, { title: 'Short quizzes' }, WEDNESDAY);
    await world.app.practice.withdraw(ann, withdrawn.id, WEDNESDAY);
    expect([await meant('quoka'), await meant('wombatt')]).toEqual(['quokka', 'wombat']);

    const gone = await world.app.practice.tidyWords();

    expect(gone).toBe(3);
    expect([await meant('quoka'), await meant('wombatt')]).toEqual([undefined, undefined]);
    expect(await words()).toEqual(['endings', 'practised', 'quizzes', 'short']);
    expect(await meant('quizes')).toBe('quizzes');
  });

  it('stays where another snippet has it, and in no other network', async () => {
    const other = await world.found('Shrubs');
    const bea = await world.join(other, 'bea', 'alder');
    const one = await share(ann, 'Quokka quizzes');
    await share(ann, 'Quokka questions');
    await share(bea, 'Quokka quilts');
    await world.app.practice.withdraw(ann, one.id, WEDNESDAY);

    await world.app.practice.tidyWords();

    expect(await words()).toEqual(['endings', 'practised', 'questions', 'quokka']);
    expect(await words(other.id)).toEqual(['endings', 'practised', 'quilts', 'quokka']);
  });

  it('comes back when it is used and was missing', async () => {
    await share(ann, 'Quokka quizzes');
    await world.database.prisma.snippetWord.deleteMany({ where: { networkId: net.id } });

    expect(await world.app.practice.tidyWords()).toBe(0);
    expect(await words()).toContain('quokka');
  });
});
