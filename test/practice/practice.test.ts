import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Insider } from '../../src/chat/who.ts';
import { lookups } from '../../src/lookups.ts';
import { MOST_FOUND, PAGE_SIZE } from '../../src/practice/search.ts';
import type { SnippetWords } from '../../src/practice/types.ts';
import { foundView, snippetView } from '../../src/practice/views.ts';
import { controlsOf, read } from '../chat/bot.ts';
import { MONDAY, type Net, type SmallWorld, smallWorld, WEDNESDAY } from '../networks/small-world.ts';

let world: SmallWorld;
let net: Net;
let ann: Insider;

beforeAll(async () => {
  world = await smallWorld();
  net = await world.found('Trees');
  ann = await world.join(net, 'ann', 'alder', { subject: 'science' });
});
afterAll(() => world.database.close());

const WORDS: SnippetWords & { topic: string } = {
  topic: 'assessment-for-learning',
  title: 'Exit tickets that change the next lesson',
  problem: 'Misunderstandings came to light weeks later',
  did: 'Two questions on a slip at the door, sorted into three piles over a cup of tea',
};
const share = (member: Insider, words: Partial<typeof WORDS> = {}, now = MONDAY) =>
  world.app.practice.share(member, { ...WORDS, ...words }, now);
const evidence = (kind: string, design: string, direction = 'better') => ({ kind, design, pupilsBand: '15-34', direction });

describe('sharing', () => {
  it('takes subject, phase and school from the profile, and starts as an idea', async () => {
    const snippet = await share(ann);

    expect(snippet).toMatchObject({ subject: 'science', phase: 'primary', keyStage: null, know: null });
    expect(snippet.local).toMatchObject({ level: 0, words: 'an idea', missing: 'Say how you would know that it worked.' });
    expect(snippet.research.level).toBe(4);
  });

  it('describes itself with "how would you know?", and says the one next thing', async () => {
    const snippet = await share(ann, { know: 'Fewer wrong answers to the same question a week on' });

    expect(snippet.local.level).toBe(1);
    expect(read(snippetView(snippet, ann))).toContain('Next step, if you want one: Add one thing seen in class');
  });

  it('keeps anything people type as it was typed', async () => {
    const did = '@everyone <!channel> <https://evil|safe> **x** \u202eנסיון 👩‍🏫 \\ % _';

    expect((await share(ann, { title: '`**a**`', did })).did).toBe(did);
  });
});

describe('levels', () => {
  it('rise by evidence, never by saying so, and are stored as computed', async () => {
    const { id } = await share(ann, { know: 'The same question a week on' });
    const stored = () =>
      world.database.prisma.snippet.findFirstOrThrow({ where: { id }, select: { localLevel: true, levelRoseAt: true } });
    const levels: number[] = [];
    for (const item of [
      evidence('research-study', 'randomised'),
      evidence('pupil-work', 'post-only'),
      evidence('pupil-voice', 'pre-post', 'worse'),
    ]) {
      await world.app.practice.addEvidence(ann, id, item, WEDNESDAY);
      levels.push((await stored()).localLevel);
    }

    expect(levels).toEqual([1, 2, 3]);
    expect((await stored()).levelRoseAt).toEqual(WEDNESDAY);
  });

  it('fall again when the words that carried them go', async () => {
    const { id } = await share(ann, { know: 'A week on' });

    const edited = await world.app.practice.edit(ann, id, { know: null }, WEDNESDAY);

    expect(edited.local.level).toBe(0);
    expect(await world.database.prisma.snippet.findFirst({ where: { id } })).toMatchObject({
      localLevel: 0,
      editedAt: WEDNESDAY,
    });
  });

  it('count no difference and worse as evidence like any other', async () => {
    const { id } = await share(ann, { know: 'A week on' });

    const after = await world.app.practice.addEvidence(ann, id, evidence('observation', 'none', 'no-difference'), MONDAY);

    expect(after.local.level).toBe(2);
  });
});

describe('whose it is', () => {
  it('only its author edits it, its author or a coordinator withdraws it, its school adds evidence', async () => {
    const bea = await world.join(net, 'bea', 'alder');
    const cat = await world.join(net, 'cat', 'cedar');
    const lead = await world.join(net, 'Trees-admin', 'cedar');
    const { id } = await share(ann);
    const { practice } = world.app;

    await expect(practice.edit(bea, id, { title: 'Mine now' }, MONDAY)).rejects.toThrow(/Only its author/);
    await expect(practice.setKeyStage(bea, id, 'ks2', MONDAY)).rejects.toThrow(/Only its author/);
    await expect(practice.withdraw(bea, id, MONDAY)).rejects.toThrow(/author or a coordinator/);
    await expect(practice.addEvidence(cat, id, evidence('pupil-work', 'none'), MONDAY)).rejects.toThrow(
      /the school that tried it/,
    );
    expect((await practice.addEvidence(bea, id, evidence('pupil-work', 'none'), MONDAY)).evidence).toHaveLength(1);
    expect(await practice.withdraw(lead, id, MONDAY)).toBe(WORDS.title);
  });

  it('readers get the buttons they may use', async () => {
    const cat = await world.join(net, 'cat', 'cedar');
    const snippet = await share(ann);
    const names = (reader: Insider) => controlsOf(snippetView(snippet, reader)).map((id) => id.split('|')[1]);

    expect(names(ann)).toEqual(['snippet.keystage', 'evidence.add', 'snippet.edit', 'snippet.withdraw']);
    expect(names(cat)).toEqual([]);
  });

  it('withdrawn, it is gone for every verb, its author included', async () => {
    const { id } = await share(ann, { title: 'Unrepeatable zebra crossings' });
    await world.app.practice.withdraw(ann, id, MONDAY);
    const { practice } = world.app;

    for (const gone of [
      () => practice.show(ann, id),
      () => practice.edit(ann, id, { title: 'x' }, MONDAY),
      () => practice.withdraw(ann, id, MONDAY),
      () => practice.addEvidence(ann, id, evidence('pupil-work', 'none'), MONDAY),
      () => practice.setKeyStage(ann, id, 'ks2', MONDAY),
    ])
      await expect(gone()).rejects.toThrow('This snippet is no longer there.');
    expect(await practice.byId(net.id, id)).toBeUndefined();
    expect((await practice.mine(ann)).map((one) => one.id)).not.toContain(id);
    expect(await practice.suggest(net.id, ann.id, 'zebra', 10)).toEqual([]);
    expect((await practice.find(ann, { words: 'zebra' }, 0)).total).toBe(0);
  });
});

describe('a snippet of another network', () => {
  it('is never shown, edited, withdrawn, evidenced, found or suggested', async () => {
    const other = await world.found('Shrubs');
    const spy = await world.join(other, 'Shrubs-admin', 'alder');
    const { id } = await share(ann, { title: 'Quintessential marmalade' });
    const { practice } = world.app;

    for (const refused of [
      () => practice.show(spy, id),
      () => practice.edit(spy, id, { title: 'x' }, MONDAY),
      () => practice.withdraw(spy, id, MONDAY),
      () => practice.addEvidence(spy, id, evidence('pupil-work', 'none'), MONDAY),
      () => practice.setKeyStage(spy, id, 'ks2', MONDAY),
    ])
      await expect(refused()).rejects.toThrow('This snippet is no longer there.');
    expect(await practice.byId(other.id, id)).toBeUndefined();
    expect((await practice.find(spy, { words: 'marmalade' }, 0)).total).toBe(0);
    expect((await practice.find(spy, { words: 'marmelade' }, 0)).total).toBe(0);
    expect((await practice.find(spy, {}, 0)).total).toBe(0);
    expect(await practice.suggest(other.id, spy.id, 'marmalade', 10)).toEqual([]);
    expect(await practice.suggest(other.id, spy.id, '', 10)).toEqual([]);
    const visitor = await world.visitor(other, 'Shrubs-admin');
    expect(await lookups.snippet.find(world.app, visitor, id)).toEqual({ problem: expect.stringContaining('No snippet found') });
    expect((await practice.find(ann, { words: 'marmalade' }, 0)).total).toBe(1);
  });
});

describe('finding', () => {
  let finder: Insider;
  beforeAll(async () => {
    const finders = await world.found('Finders');
    finder = await world.join(finders, 'finder', 'alder', { subject: 'english' });
    const north = await world.join(finders, 'north', 'cedar', { subject: 'maths' });
    await share(finder, { title: 'Sentence stems at the café table', topic: 'oracy-dialogue', did: 'Stems on cards' }, MONDAY);
    await share(
      north,
      { title: 'Quizzing', topic: 'retrieval-practice', problem: 'Forgetting', did: 'Sentence stems, at the end' },
      WEDNESDAY,
    );
    await share(north, {
      title: 'Multiplication ladders',
      topic: 'maths-mastery',
      problem: 'Times tables',
      did: 'Ladders',
      know: 'Speed',
    });
    for (let at = 0; at < PAGE_SIZE + 1; at++)
      await share(finder, { title: `Phonics game ${at}`, topic: 'early-reading-phonics', did: 'A game' });
  });
  const titles = async (search: object, page = 0) =>
    (await world.app.practice.find(finder, search, page)).lines.map((one) => one.title);

  it('puts what has the words in its title first, however many older ones only mention them, and counts to a limit', async () => {
    const trees = await world.found('Busy');
    const eve = await world.join(trees, 'eve', 'alder');
    const older = await share(eve, { title: 'Hinge questions', did: 'A scaffold of sentence openers' });
    const { id: _, ...row } = await world.database.prisma.snippet.findFirstOrThrow({ where: { id: older.id } });
    await world.database.prisma.snippet.createMany({
      data: Array.from({ length: MOST_FOUND + 50 }, (_, index) => ({ ...row, id: `busy-${index}` })),
    });
    const newest = await share(eve, { title: 'Scaffolds that fade', did: 'Less of it every week' }, WEDNESDAY);

    const found = await world.app.practice.find(eve, { words: 'scaffold' }, 0);

    expect(found.lines[0]?.title).toBe(newest.title);
    expect(found.total).toBe(MOST_FOUND);
  });

  it('by words in any form, the title before the rest', async () => {
    expect(await titles({ words: 'sentences stem' })).toEqual(['Sentence stems at the café table', 'Quizzing']);
    expect(await titles({ words: 'cafe' })).toEqual(['Sentence stems at the café table']);
    expect(await titles({ words: 'CAFÉ' })).toEqual(['Sentence stems at the café table']);
  });

  it('with a slip of the finger', async () => {
    expect(await titles({ words: 'multiplicaton laddres' })).toEqual(['Multiplication ladders']);
  });

  it.each([
    ['homewrok', 'homework'],
    ['readnig alod', 'reading aloud'],
  ])('%s is taken for the word that was meant, not for a shorter one it begins like', async (typed, meant) => {
    const slips = await world.found(`Slips of ${typed}`);
    const fay = await world.join(slips, 'fay', 'alder');
    await share(fay, { title: 'Read aloud at home', did: 'Reading homework, read out; less work, alone and loud' });

    const found = await world.app.practice.find(fay, { words: typed }, 0);

    expect([found.total, found.meant ?? typed]).toEqual([1, meant]);
  });

  it('by topic, phase, region, level, and all of them together', async () => {
    expect(await titles({ topic: 'oracy-dialogue' })).toEqual(['Sentence stems at the café table']);
    expect(await titles({ phase: 'secondary' })).toEqual(['Quizzing', 'Multiplication ladders']);
    expect(await titles({ region: 'North East', words: 'stems' })).toEqual(['Quizzing']);
    expect(await titles({ level: 1 })).toEqual(['Multiplication ladders']);
    expect(await titles({ region: 'North East', topic: 'oracy-dialogue' })).toEqual([]);
  });

  it('a page at a time, the newest first, and a page that is no more begins again', async () => {
    const first = await world.app.practice.find(finder, { topic: 'early-reading-phonics' }, 0);
    const second = await titles({ topic: 'early-reading-phonics' }, 1);

    expect(first).toMatchObject({ total: PAGE_SIZE + 1, page: 0, pages: 2 });
    expect(second).toHaveLength(1);
    expect(first.lines.map((one) => one.title)).not.toContain(second[0]);
    for (const page of [7, -1, Number.NaN, 1.5, 2e9])
      expect(await world.app.practice.find(finder, { topic: 'early-reading-phonics' }, page)).toMatchObject({
        page: 0,
        total: PAGE_SIZE + 1,
      });
  });

  it.each(['the how and', '"', "' OR 1=1 --", '!!! & | ( )', '\u202e', '%', 'x'.repeat(100)])(
    '%s finds nothing, or something, and breaks nothing',
    async (words) => {
      await expect(titles({ words })).resolves.toBeInstanceOf(Array);
    },
  );

  it('nothing says what to try instead', async () => {
    const found = await world.app.practice.find(finder, { words: 'xylophone' }, 0);

    expect(read(foundView(found, '"xylophone"', 's'))).toMatch(/Nothing found for "xylophone"[\s\S]*Try/);
  });

  it('suggestions begin with one’s own, and take % and _ as they are', async () => {
    const { practice } = world.app;
    const own = await practice.suggest(finder.networkId, finder.id, '', 20);

    expect(own.at(-1)?.title).toMatch(/Quizzing|Multiplication/);
    expect(await practice.suggest(finder.networkId, finder.id, '%', 20)).toEqual([]);
    expect((await practice.suggest(finder.networkId, finder.id, 'ladder', 20)).map((one) => one.title)).toEqual([
      'Multiplication ladders',
    ]);
  });
});
