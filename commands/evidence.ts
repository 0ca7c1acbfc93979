import { addEvidenceRef } from '../src/practice/actions.ts';
import { evidenceView } from '../src/practice/views.ts';
import { DIRECTIONS, EVIDENCE_DESIGNS, EVIDENCE_KINDS, PUPIL_BANDS } from '../src/vocabulary/evidence.ts';
import { action, command, subcommand } from './define.ts';

const choicesOf = <T extends { slug: string; label: string }>(list: readonly T[]) =>
  list.map((one) => ({ value: one.slug, label: one.label }));

const item = {
  kind: {
    kind: 'choice',
    label: 'What do you have?',
    about: 'Describe it; never attach it or name a pupil',
    choices: choicesOf(EVIDENCE_KINDS),
  },
  design: {
    kind: 'choice',
    label: 'How was it compared?',
    about: 'Most classroom evidence is "Afterwards only", and that is fine',
    choices: choicesOf(EVIDENCE_DESIGNS),
  },
  pupils: { kind: 'choice', label: 'How many pupils?', about: 'A rough number is enough', choices: choicesOf(PUPIL_BANDS) },
  direction: {
    kind: 'choice',
    label: 'Which way did it go?',
    about: '"No difference" helps others as much as "Better"',
    choices: choicesOf(DIRECTIONS),
  },
  note: { kind: 'longText', label: 'A note', about: 'What you saw, in a sentence or two; no names', max: 500, optional: true },
} as const;

const add = subcommand({
  about: 'Add what you saw',
  ask: 'form',
  title: 'Add evidence',
  another: 'Add another',
  opens: { field: 'snippet', ref: addEvidenceRef },
  fields: { snippet: { kind: 'snippet', about: 'Begin typing its title' }, ...item },
  async run({ snippet, pupils, ...rest }, { app, member, now }) {
    return evidenceView(
      await app.practice.addEvidence(member, snippet, { ...rest, pupilsBand: pupils }, now),
      member,
      'Added. Thank you.',
    );
  },
});

const show = subcommand({
  about: 'See what others saw',
  reads: true,
  fields: { snippet: { kind: 'snippet', about: 'Begin typing its title' } },
  run: async (input, { app, member }) => evidenceView(await app.practice.show(member, input.snippet), member),
});

const addToThis = action(addEvidenceRef, {
  title: 'Add evidence',
  another: 'Add another',
  fields: item,
  async run({ pupils, ...rest }, { app, member, state, now }) {
    return evidenceView(
      await app.practice.addEvidence(member, state.snippet, { ...rest, pupilsBand: pupils }, now),
      member,
      'Added. Thank you.',
    );
  },
});

/** /evidence: what stands behind a snippet. */
export const evidence = command({
  name: 'evidence',
  about: 'Evidence for a snippet',
  subcommands: { add, show },
  actions: [addToThis],
});
