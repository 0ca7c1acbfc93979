import { describe, expect, it } from 'vitest';
import { compose } from '../../src/digest/compose.ts';
import { factsOf } from '../../src/digest/facts.ts';
import { CHANNEL_SECTIONS, SECTIONS } from '../../src/digest/sections.ts';
import type { DigestFacts, DigestSnippet, Reader, Seeker, WaitingPair } from '../../src/digest/types.ts';
import { digestView } from '../../src/digest/views.ts';
import { controlsOf, read } from '../chat/bot.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const since = new Date('2026-11-18T15:45:00Z');
const later = (days: number) => new Date(since.getTime() + days * DAY_MS);

let made = 0;
const snippet = (more: Partial<DigestSnippet> = {}): DigestSnippet => {
  made += 1;
  const base = {
    id: `s${made}`,
    title: `Snippet ${made}`,
    topic: 'writing',
    phase: 'primary',
    schoolUrn: 2,
    school: 'Birch School',
  };
  const levels = { localLevel: 1, researchLevel: 0, levelRoseAt: null, nullResult: null };
  return { ...base, ...levels, region: 'South West', authorId: 'other', createdAt: later(1), ...more };
};
const reader: Reader = {
  memberId: 'me',
  schoolUrn: 1,
  region: 'London',
  phase: 'primary',
  topics: ['oracy-dialogue'],
  offers: ['eal'],
  since,
  shown: new Set(),
};
const facts = (snippets: DigestSnippet[], seekers: Seeker[] = [], waiting: [string, WaitingPair][] = []): DigestFacts =>
  factsOf(snippets, seekers, new Map(waiting));
const composed = (world: DigestFacts, who = reader, sections = SECTIONS) =>
  Object.fromEntries(
    (compose(sections, world, who)?.sections ?? []).map((one) => [one.name, one.entries.map((entry) => entry.about)]),
  );

describe('each section', () => {
  const oracy = snippet({ topic: 'oracy-dialogue' });
  const risen = snippet({ createdAt: later(-40), levelRoseAt: later(2), localLevel: 2, region: 'London' });
  const nothing = snippet({
    createdAt: later(-40),
    region: 'London',
    nullResult: { kind: 'pupil-work', direction: 'worse', addedAt: later(1) },
  });
  const far = snippet({ phase: 'secondary' });
  const seeker = { id: 'm9', name: 'Bea', school: 'Cedar School', schoolUrn: 3, seeks: ['eal'], seekNote: 'A friend' };

  it('has its own reason to be there', () => {
    expect(composed(facts([oracy, risen, nothing, far], [seeker]))).toEqual({
      topics: [oracy.id],
      gained: [risen.id],
      null: [nothing.id],
      seeks: ['m9'],
      unlike: [far.id],
    });
  });

  it('says why, in words', () => {
    const shown = compose(SECTIONS, facts([oracy, risen, nothing], [seeker]), reader);
    const words = shown ? read(digestView(shown, 'Trees', 'member', later(7), 'Europe/London')) : '';

    expect(words).toContain('Why: you work on oracy');
    expect(words).toMatch(/Snippet \d+\n.*seen in class\nWhy: /);
    expect(words).toMatch(/Why:.*worse/i);
    expect(words).toMatch(/Why:.*pupils' work/i);
    expect(words).toMatch(/Bea, Cedar School, seeks english as an additional language: "A friend"\nWhy: you offer/i);
  });

  it('says of new evidence that it was no good news, where it was none', () => {
    const gone = snippet({
      createdAt: later(-9),
      localLevel: 3,
      levelRoseAt: later(1),
      nullResult: { kind: 'pupil-voice', direction: 'worse', addedAt: later(1) },
    });
    const shown = compose(SECTIONS, facts([gone]), reader);

    expect(shown ? read(digestView(shown, 'Trees', 'member', later(7), 'Europe/London')) : '').toContain(
      'evidence: measured\nWhy: its school has added evidence: worse (what pupils said)',
    );
  });

  it('says what is unlike one’s own school, and what is not', () => {
    const whys = (one: DigestSnippet) =>
      compose(
        SECTIONS.filter((section) => section.name === 'unlike'),
        facts([one]),
        reader,
      )?.sections.flatMap(({ entries }) => entries.map((entry) => entry.why));

    expect(whys(far)).toEqual(['another region and another phase (secondary)']);
    expect(whys({ ...far, phase: 'primary', topic: 'oracy-dialogue' })).toEqual([
      'another region, and you both work on oracy and classroom talk',
    ]);
  });

  it.each<[string, DigestSnippet]>([
    ['one’s own', snippet({ topic: 'oracy-dialogue', authorId: 'me' })],
    ['one’s own school’s', snippet({ topic: 'oracy-dialogue', schoolUrn: 1 })],
    ['older than the last digest', snippet({ topic: 'oracy-dialogue', createdAt: since })],
    ['risen before the last digest', snippet({ createdAt: later(-9), levelRoseAt: later(-1), localLevel: 3 })],
    ['risen only to described', snippet({ createdAt: later(-9), levelRoseAt: later(1), localLevel: 1 })],
  ])('leaves out what is %s', (_what, one) => {
    expect(compose(SECTIONS, facts([one]), reader)).toBeUndefined();
  });

  it('leaves out a colleague who seeks, and oneself', () => {
    const world = facts(
      [],
      [
        { ...seeker, schoolUrn: 1 },
        { ...seeker, id: 'me' },
        { ...seeker, seeks: ['writing'] },
      ],
    );

    expect(compose(SECTIONS, world, reader)).toBeUndefined();
  });
});

describe('a digest', () => {
  it('of an empty week is none at all', () => {
    expect(compose(SECTIONS, facts([]), reader)).toBeUndefined();
    expect(compose(CHANNEL_SECTIONS, facts([]), { topics: [], offers: [], since, shown: new Set() })).toBeUndefined();
  });

  it('shows nothing twice, neither in two sections nor again later', () => {
    const both = snippet({ topic: 'oracy-dialogue', localLevel: 3, levelRoseAt: later(1) });

    const [about] = Object.values(composed(facts([both])));
    expect(composed(facts([both]))).toEqual({ topics: about });
    expect(compose(SECTIONS, facts([both]), { ...reader, shown: new Set([both.id]) })).toBeUndefined();
  });

  it('is two minutes’ reading however much happened', () => {
    const much = Array.from({ length: 60 }, (_, at) =>
      snippet({
        topic: at % 2 ? 'oracy-dialogue' : 'writing',
        localLevel: 3,
        levelRoseAt: later(1),
        nullResult: { kind: 'pupil-work', direction: 'worse', addedAt: later(1) },
      }),
    );
    const seekers = Array.from({ length: 9 }, (_, at) => ({
      id: `m${at}`,
      name: 'B',
      school: 'C',
      schoolUrn: 3,
      seeks: ['eal'],
      seekNote: null,
    }));

    const sections = composed(facts(much, seekers));

    expect(Object.values(sections).flat().length).toBeLessThanOrEqual(7);
    expect(sections.topics).toHaveLength(3);
    expect(sections.null).toHaveLength(1);
  });

  it('puts what is best borne out first, and ties in a fixed order', () => {
    const [b, a, best] = [snippet({ id: 'b' }), snippet({ id: 'a' }), snippet({ localLevel: 3 })].map((one) => ({
      ...one,
      topic: 'oracy-dialogue',
    }));
    if (!a || !b || !best) throw new Error('three snippets');

    expect(composed(facts([b, a, best])).topics).toEqual([best.id, 'a', 'b']);
  });

  it('gives every topic its turn, however busy one of them is', () => {
    const busy = Array.from({ length: 5 }, () => snippet({ topic: 'oracy-dialogue', localLevel: 3 }));
    const quiet = snippet({ topic: 'writing' });

    const topics = composed(facts([...busy, quiet]), { ...reader, topics: ['oracy-dialogue', 'writing'] }).topics;

    expect(topics).toHaveLength(3);
    expect(topics).toContain(quiet.id);
  });

  it('reminds a contact whose partner waits, but not for that alone', () => {
    const waiting: [string, WaitingPair][] = [['me', { groupId: 'g1', partner: 'Larch School' }]];

    expect(compose(SECTIONS, facts([], [], waiting), reader)).toBeUndefined();
    expect(composed(facts([snippet({ topic: 'oracy-dialogue' })], [], waiting)).partner).toEqual(['g1']);
    expect(
      composed(facts([snippet({ topic: 'oracy-dialogue' })], [], [['you', { groupId: 'g1', partner: 'L' }]])).partner,
    ).toBeUndefined();
  });

  it('after a break says since when, and otherwise this week', () => {
    const opening = (at: Date, who: Reader) => {
      const digest = compose(SECTIONS, facts([snippet({ topic: 'oracy-dialogue', createdAt: later(1) })]), who);
      return digest ? read(digestView(digest, 'Trees', 'member', at, 'Europe/London')).split('\n')[0] : '';
    };

    expect(opening(later(7), reader)).toContain('Trees this week');
    expect(opening(later(21), reader)).toContain('Trees since 18 November');
  });

  it('for a channel knows no topics and hides nobody’s school', () => {
    const channel: Reader = { topics: [], offers: [], since, shown: new Set() };
    const one = snippet({ schoolUrn: 1, authorId: 'me' });

    expect(composed(facts([one]), channel, CHANNEL_SECTIONS)).toEqual({ new: [one.id] });
  });

  it('can be stopped from where it is read, but not from a channel', () => {
    const digest = compose(SECTIONS, facts([snippet({ topic: 'oracy-dialogue' })]), reader);
    const stops = (audience: 'member' | 'channel' | 'preview') =>
      digest &&
      controlsOf(digestView(digest, 'Trees', audience, later(7), 'Europe/London')).some((id) => id.includes('digest.off'));

    expect([stops('member'), stops('channel'), stops('preview')]).toEqual([true, false, false]);
  });

  it('keeps what members wrote as words', () => {
    const evil = snippet({ topic: 'oracy-dialogue', title: '**<!channel>** @everyone', school: '__x__' });
    const digest = compose(SECTIONS, facts([evil]), reader);

    expect(digest && read(digestView(digest, 'Trees', 'member', later(7), 'Europe/London'))).toContain(
      '**<!channel>** @everyone\n__x__, South West',
    );
  });
});
