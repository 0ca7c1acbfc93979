import type { Objection } from './finding.ts';
import { SAFEGUARDING_RULES, type SafeguardingRule } from './safeguarding-rules.ts';
import { BY_PRONOUN, FICTION, TALK } from './safeguarding-words.ts';
import { readSentences, sentenceRound, stretchOf } from './sentences.ts';

/** What a person is told; their words are not repeated. */
export const SAFEGUARDING_MESSAGE =
  'Do not share it here. Speak to your DSL now. If a child is in immediate danger, call 999. ' +
  'This looks like a safeguarding matter, so nothing you wrote has been kept.';

/** How much of a sentence is read round a match, in characters. */
const REACH = 120;

/**
 * Wordings of a safeguarding disclosure. Ordinary professional talk ("safeguarding training", "hit the target") and the plots of
 * set texts pass; when in doubt about one particular child, it objects.
 */
export function findDisclosures(plain: string): Objection[] {
  const sentences = readSentences(plain);
  // Nearly every text breaks no rule, and looking costs far less than matchAll, which makes a new expression each time.
  return SAFEGUARDING_RULES.filter((rule) => sentences.line.search(rule.pattern) >= 0).flatMap((rule) =>
    Array.from(sentences.line.matchAll(rule.pattern))
      .filter((match) => isMeant(rule, sentenceRound(sentences.line, match.index, match.index + match[0].length, REACH)))
      .map((match): Objection => {
        const { from, to } = stretchOf(sentences, match.index, match.index + match[0].length);
        return { from, to, kind: 'safeguarding', message: () => SAFEGUARDING_MESSAGE };
      }),
  );
}

function isMeant(rule: SafeguardingRule, sentence: string): boolean {
  if (rule.within && !rule.within.test(sentence)) return false;
  if (rule.unless?.test(sentence)) return false;
  if (rule.talked && TALK.test(sentence) && !BY_PRONOUN.test(sentence)) return false;
  return !FICTION.test(sentence);
}
