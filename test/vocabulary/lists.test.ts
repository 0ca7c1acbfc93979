import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FSM_BANDS, fsmBandOf, SETTINGS, SIZE_BANDS, settingOf, sizeBandOf } from '../../src/vocabulary/context.ts';
import {
  DIRECTIONS,
  EVIDENCE_DESIGNS,
  EVIDENCE_KINDS,
  findDirection,
  findEvidenceDesign,
  findPupilBand,
  PUPIL_BANDS,
} from '../../src/vocabulary/evidence.ts';
import { findIn, type Listed, suggestIn } from '../../src/vocabulary/listed.ts';
import { findKeyStage, findPhase, KEY_STAGES, PHASES, phaseOfSchool } from '../../src/vocabulary/phases.ts';
import { findRegion, REGIONS } from '../../src/vocabulary/regions.ts';
import { findSubject, SUBJECTS } from '../../src/vocabulary/subjects.ts';
import { findTopic, suggestTopics, TOPICS } from '../../src/vocabulary/topics.ts';

const LISTS: Record<string, readonly Listed[]> = {
  TOPICS,
  SUBJECTS,
  PHASES,
  KEY_STAGES,
  REGIONS,
  EVIDENCE_KINDS,
  EVIDENCE_DESIGNS,
  PUPIL_BANDS,
  DIRECTIONS,
  SETTINGS,
  FSM_BANDS,
  SIZE_BANDS,
};

describe.each(Object.entries(LISTS))('%s', (_, list) => {
  it('has slugs and labels of its own, short enough for a choice', () => {
    expect(new Set(list.map((entry) => entry.slug)).size).toBe(list.length);
    expect(new Set(list.map((entry) => entry.label)).size).toBe(list.length);
    for (const { label } of list) expect(label.length, label).toBeLessThanOrEqual(45);
  });

  it('finds each entry by its slug, its label and its other names', () => {
    for (const entry of list) {
      for (const name of [entry.slug, entry.label, entry.label.toUpperCase(), ...(entry.aliases ?? [])]) {
        expect(findIn(list, name)?.slug, name).toBe(entry.slug);
      }
    }
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (typed) => {
        const found = findIn(list, typed);
        expect(suggestIn(list, typed, 5).length).toBeLessThanOrEqual(5);
        if (found) expect(suggestIn(list, typed, 1)).toEqual([found]);
      }),
    );
  });
});

it.each([
  ['marking', 'feedback-marking'],
  ['retreival practise', 'retrieval-practice'],
  ['oracy', 'oracy-dialogue'],
  ['metacogition', 'metacognition'],
  ['SEN', 'send-inclusion'],
  ['  Homework ', 'homework-independent-study'],
  ['behavior', 'behaviour-routines'],
  ['teaching assistant', 'teaching-assistants'],
  ['reading', undefined],
  ['quidditch', undefined],
  ['', undefined],
])('the topic "%s" is %s', (typed, slug) => {
  expect(findTopic(typed)?.slug).toBe(slug);
});

it('an ambiguous word suggests what it may mean, best first', () => {
  expect(suggestTopics('reading', 3).map((topic) => topic.slug)).toEqual([
    'reading-comprehension',
    'parental-engagement',
    'early-reading-phonics',
  ]);
  expect(suggestTopics('', 25)).toHaveLength(25);
});

it('knows subjects, key stages, regions and evidence by what people call them', () => {
  expect(findSubject('mfl')?.slug).toBe('languages');
  expect(findSubject('geograhpy')?.slug).toBe('geography');
  expect(findKeyStage('Year 8')?.slug).toBe('ks3');
  expect(findKeyStage('Key Stage 2')?.slug).toBe('ks2');
  expect(findPhase('16 plus')?.slug).toBe('post-16');
  expect(findRegion('Yorkshire and The Humber')?.slug).toBe('yorkshire-humber');
  expect(findRegion('East of England')?.slug).toBe('east-of-england');
  expect(findRegion('Wales (pseudo)')).toBeUndefined();
  expect(findRegion('Not Applicable')).toBeUndefined();
  expect(findEvidenceDesign('with another class')?.slug).toBe('pre-post-comparison');
  expect(findPupilBand('<5')?.slug).toBe('under-5');
  expect(findDirection('no difference')?.slug).toBe('no-difference');
});

describe('the whole register', () => {
  const schools: Record<string, string>[] = parse(gunzipSync(readFileSync('prisma/data/schools.csv.gz')), { columns: true });

  it('has a region for every school, and a phase for all but the independents', () => {
    const unknown = schools.filter((school) => !phaseOfSchool(school.phase ?? '', school.type ?? ''));

    expect(schools.filter((school) => !findRegion(school.region ?? ''))).toEqual([]);
    expect(new Set(unknown.map((school) => school.type))).toEqual(new Set(['Other independent school', '']));
  });

  it('has a setting wherever it says urban or rural', () => {
    expect(schools.filter((school) => school.urban_rural !== '' && !settingOf(school.urban_rural ?? ''))).toEqual([]);
  });
});

it.each([
  ['Middle deemed primary', 'Community school', 'middle'],
  ['Not applicable', 'Academy special converter', 'special'],
  ['Not applicable', 'Pupil referral unit', 'alternative-provision'],
  ['Not applicable', 'City technology college', 'secondary'],
  ['Not applicable', 'Sixth form centres', 'post-16'],
  ['16 plus', 'Further education', 'post-16'],
  ['All-through', 'Free schools', 'all-through'],
  ['Not applicable', 'Other independent school', undefined],
])('a school "%s", "%s" is %s', (phase, type, expected) => {
  expect(phaseOfSchool(phase, type)).toBe(expected);
});

it('puts figures into bands and leaves the unknown unknown', () => {
  expect([0, 9.9, 10, 24.6, 37, 100].map(fsmBandOf)).toEqual(['fsm-1', 'fsm-1', 'fsm-2', 'fsm-3', 'fsm-5', 'fsm-5']);
  expect([null, undefined, Number.NaN, -1, 101].map(fsmBandOf)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  expect(sizeBandOf(104, 'primary')).toBe('small');
  expect(sizeBandOf(1500, 'secondary')).toBe('very-large');
  expect(sizeBandOf(0, 'primary')).toBeUndefined();
  expect(settingOf('(England/Wales) Rural town and fringe in a sparse setting')).toBe('rural-town-fringe');
  expect(settingOf('Smaller rural: Further from a major town or city')).toBe('rural-village');
  expect(settingOf('Urban: Nearer to a major town or city')).toBe('city-town');
});
