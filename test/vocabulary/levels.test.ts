import { describe, expect, it } from 'vitest';
import { EEF_STRANDS, eefLine, eefStrand } from '../../src/vocabulary/eef.ts';
import { EVIDENCE_DESIGNS, EVIDENCE_KINDS } from '../../src/vocabulary/evidence.ts';
import { type EvidenceFact, localLevel, localWords, researchLevel, researchWords } from '../../src/vocabulary/levels.ts';
import { TOPICS } from '../../src/vocabulary/topics.ts';

const described = { problem: 'p', did: 'd', know: 'k', phase: 'primary', keyStage: 'ks2', subject: null };
const withEvidence = (...evidence: EvidenceFact[]) => localLevel({ ...described, evidence });

describe('the local level', () => {
  it.each([
    ['problem', 'improve'],
    ['did', 'what you did'],
    ['know', 'know that it worked'],
    ['phase', 'kind of school'],
    ['keyStage', 'key stage or the subject'],
  ])('is an idea while %s is not said', (field, hint) => {
    const standing = localLevel({ ...described, [field]: ' ', evidence: [{ kind: 'pupil-work', design: 'pre-post' }] });

    expect(standing.level).toBe(0);
    expect(standing.missing).toContain(hint);
  });

  it.each([
    [[], 1],
    [[{ kind: 'staff-survey', design: 'pre-post' }], 1],
    [[{ kind: 'peer-review' }, { kind: 'school-document' }], 1],
    [[{ kind: 'research-review', design: 'randomised' }], 1],
    [[{ kind: 'observation' }], 2],
    [[{ kind: 'pupil-work', design: 'pre-post' }], 2],
    [
      [
        { kind: 'pupil-work', design: 'pre-post' },
        { kind: 'pupil-work', design: 'randomised' },
      ],
      2,
    ],
    [
      [
        { kind: 'pupil-work', design: 'pre-post' },
        { kind: 'research-study', design: 'randomised' },
      ],
      2,
    ],
    [
      [
        { kind: 'pupil-work', design: 'post-only' },
        { kind: 'observation', design: 'pre-post' },
      ],
      2,
    ],
    [[{ kind: 'pupil-work', design: 'pre-post' }, { kind: 'staff-voice' }], 3],
    [[{ kind: 'assessment-data', design: 'cross-section' }, { kind: 'pupil-voice' }], 3],
  ])('of %j is %i', (evidence, level) => {
    expect(withEvidence(...evidence).level).toBe(level);
  });

  it('does not care which way it went: a null result is as well measured', () => {
    const items = (direction: string) => [
      { kind: 'assessment-data', design: 'pre-post-comparison', direction },
      { kind: 'pupil-voice', design: 'none', direction },
    ];

    expect(withEvidence(...items('worse'))).toEqual(withEvidence(...items('better')));
    expect(withEvidence(...items('worse'))).toMatchObject({ level: 3, compared: true, missing: undefined });
  });

  it('names the one thing that would raise it', () => {
    expect(withEvidence().missing).toContain('seen in class');
    expect(withEvidence({ kind: 'pupil-work', design: 'pre-post' }).missing).toContain('second kind');
    expect(withEvidence({ kind: 'pupil-work' }, { kind: 'observation' }).missing).toContain('Compare');
    expect(withEvidence({ kind: 'observation' }).missing).toContain('compares pupils');
  });

  it('never goes down when an item is added', () => {
    for (const first of EVIDENCE_KINDS) {
      for (const second of EVIDENCE_KINDS) {
        for (const { slug: design } of EVIDENCE_DESIGNS) {
          const before = withEvidence({ kind: first.slug, design }).level;
          expect(withEvidence({ kind: first.slug, design }, { kind: second.slug, design }).level).toBeGreaterThanOrEqual(before);
        }
      }
    }
  });
});

describe('the research level', () => {
  it.each([
    ['writing', [], 0],
    ['writing', ['professional-source'], 1],
    ['writing', ['pupil-work'], 0],
    ['homework-independent-study', [], 1],
    ['maths-mastery', [], 2],
    ['tuition', [], 3],
    ['feedback-marking', ['pupil-work'], 4],
    ['grouping-setting', ['research-review'], 1],
    ['no-such-topic', [], 0],
  ])('of %s with %j is %i', (topic, kinds, level) => {
    expect(researchLevel(topic, kinds).level).toBe(level);
  });

  it('warns where the EEF finds no gain or too little, and dates what it says', () => {
    expect(researchLevel('feedback-marking', []).notes).toEqual(['EEF, feedback: +6 months on average (as read April 2026)']);
    expect(researchLevel('grouping-setting', []).notes[0]).toContain('no extra progress');
    const strandLine = (slug: string) => eefLine(eefStrand(slug) ?? fail(slug));
    expect(strandLine('repeating-a-year')).toContain('−2 months');
    expect(strandLine('learning-styles')).toContain('not enough evidence');
  });
});

it('no words for a level show its code', () => {
  const words = [0, 1, 2, 3, 4, 5]
    .map((level) => localWords(level as 0))
    .concat([0, 1, 2, 3, 4].map((level) => researchWords(level as 0)));

  expect(new Set(words).size).toBe(11);
  expect(words.join(' ')).not.toMatch(/\b[LR][0-5]\b/);
});

it('every strand a topic names is one of the thirty', () => {
  expect(EEF_STRANDS).toHaveLength(30);
  for (const topic of TOPICS) for (const slug of topic.eefStrands) expect(eefStrand(slug), slug).toBeDefined();
});

function fail(what: string): never {
  throw new Error(`no strand ${what}`);
}
