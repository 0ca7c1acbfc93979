import type { Reason } from '../matching/types.ts';
import { phaseBySlug } from '../vocabulary/phases.ts';
import { topicBySlug } from '../vocabulary/topics.ts';
import type { PairCard } from './types.ts';

/** Why these schools, in one sentence: "Both working on oracy; Leeds offers what Truro seeks; 530 km apart; never met". */
export function reasonSentence(pair: Pick<PairCard, 'reasons' | 'schools'>): string {
  const name = (urn: number) => shortName(pair.schools.find((one) => one.urn === urn));
  const parts = pair.reasons
    .flatMap((reason) => wordsFor(reason, name, pair.schools.length))
    .filter((words, index, all) => all.indexOf(words) === index);
  const sentence = parts.join('; ');
  return sentence === '' ? 'Another region, another trust' : sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

function wordsFor(reason: Reason, name: (urn: number) => string, schools: number): string[] {
  switch (reason.kind) {
    case 'fixed':
      return ['chosen by a coordinator'];
    case 'sharedTopics':
      return [`${schools === 2 ? 'both' : 'some'} working on ${list(reason.topics.map(topic))}`];
    case 'offersSeeks':
      return [`${name(reason.from)} offers what ${name(reason.to)} seeks (${list(reason.topics.map(topic))})`];
    case 'samePhase':
      return [`${schools === 2 ? 'both' : 'two are'} ${phase(reason.phase)}`];
    case 'nearPhase':
      return [`${phase(reason.phases[0])} and ${phase(reason.phases[1])}`];
    case 'similarIntake':
      return ['a similar intake, as asked for'];
    case 'differentIntake':
      return ['a different intake, as asked for'];
    case 'repaysDebt':
      return [`${name(reason.to)} has given more than it received so far`];
    case 'distance':
      return [`${reason.km} km apart`];
    case 'differentRegion':
      return [];
    case 'sameRegion':
      return [`same region (${reason.region}), allowed for this round`];
    case 'differentTrust':
      return ['different trust'];
    case 'neverMet':
      return ['never met'];
    case 'metBefore':
      return [`met ${reason.roundsAgo} rounds ago`];
    case 'goesFirst':
      return [`${name(reason.urn)} goes first this time`];
    default:
      return reason satisfies never;
  }
}

/** A school by its town, as people say it; by its name where the register has no town. */
function shortName(school: PairCard['schools'][number] | undefined): string {
  return school?.town ?? school?.name ?? 'one';
}

function topic(slug: string): string {
  return topicBySlug(slug)?.label.toLowerCase() ?? slug;
}

function phase(slug: string): string {
  return phaseBySlug(slug)?.label.toLowerCase() ?? slug;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
