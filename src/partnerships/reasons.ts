import { listed } from '../chat/text.ts';
import type { Reason } from '../matching/types.ts';
import { phaseBySlug } from '../vocabulary/phases.ts';
import { topicInSentence } from '../vocabulary/topics.ts';
import type { PairCard } from './types.ts';

/** The international mile, in km. Distances in England are said in miles. */
const MILE_KM = 1.609344;
/** In a trio every two of the three have reasons of their own; more of a kind than this make the sentence unreadable. */
const OF_A_KIND_IN_A_TRIO = 2;

/** Why these schools, in one sentence: "Both working on oracy; Leeds offers what Truro seeks; 330 miles apart; never met". */
export function reasonSentence(pair: Pick<PairCard, 'reasons' | 'schools'>): string {
  const name = (urn: number) => shortName(pair.schools.find((one) => one.urn === urn));
  const reasons = pair.schools.length > 2 ? ofTrio(pair.reasons) : pair.reasons;
  const parts = reasons
    .flatMap((reason) => wordsFor(reason, name, pair.schools.length))
    .filter((words, index, all) => all.indexOf(words) === index);
  const distances = milesOf(pair.reasons);
  const sentence = [...parts, ...distances, ...(strangers(pair.reasons) ? ['never met'] : [])].join('; ');
  return sentence === '' ? 'Another region, another trust' : sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

/** The topics these schools share, the first of them being what there is most to say about. */
export function sharedTopics(reasons: readonly Reason[]): string[] {
  return [...new Set(reasons.flatMap((reason) => (reason.kind === 'sharedTopics' ? reason.topics : [])))];
}

/** A trio's reasons without repeating itself: what they share said once, and the weightiest of what is offered. */
function ofTrio(reasons: readonly Reason[]): Reason[] {
  const topics = sharedTopics(reasons).slice(0, OF_A_KIND_IN_A_TRIO);
  const offers = reasons.filter((reason) => reason.kind === 'offersSeeks').slice(0, OF_A_KIND_IN_A_TRIO);
  const rest = reasons.filter(
    ({ kind }) => kind !== 'sharedTopics' && kind !== 'offersSeeks' && kind !== 'samePhase' && kind !== 'nearPhase',
  );
  return [...(topics.length > 0 ? [{ kind: 'sharedTopics' as const, topics }] : []), ...offers, ...rest];
}

function wordsFor(reason: Reason, name: (urn: number) => string, schools: number): string[] {
  switch (reason.kind) {
    case 'fixed':
      return ['chosen by a coordinator'];
    case 'sharedTopics':
      return [`${schools === 2 ? 'both' : 'between them'} working on ${list(reason.topics.map(topicInSentence))}`];
    case 'offersSeeks':
      return [`${name(reason.from)} offers what ${name(reason.to)} seeks (${list(reason.topics.map(topicInSentence))})`];
    case 'samePhase':
      return [`both ${reason.phase === 'special' ? 'special schools' : phase(reason.phase)}`];
    case 'nearPhase':
      return [`${phase(reason.phases[0])} and ${phase(reason.phases[1])}`];
    case 'similarIntake':
      return ['a similar intake, as asked for'];
    case 'differentIntake':
      return ['a different intake, as asked for'];
    case 'repaysDebt':
      return [`${name(reason.to)} has given more than it received so far`];
    case 'sameRegion':
      return [`same region (${reason.region}), allowed for this round`];
    case 'metBefore':
      return [`${name(reason.between[0])} and ${name(reason.between[1])} met ${reason.roundsAgo} rounds ago`];
    case 'goesFirst':
      return [`${name(reason.urn)} goes first this time`];
    // Every round keeps to other regions and other trusts, so neither sets this pair apart. The last two close the sentence.
    case 'differentRegion':
    case 'differentTrust':
    case 'distance':
    case 'neverMet':
      return [];
    default:
      return reason satisfies never;
  }
}

/** "105 miles apart", in a trio "52 to 220 miles apart". */
function milesOf(reasons: readonly Reason[]): string[] {
  const miles = reasons.flatMap((reason) => (reason.kind === 'distance' ? [Math.round(reason.km / MILE_KM)] : []));
  if (miles.length === 0) return [];
  const [nearest, farthest] = [Math.min(...miles), Math.max(...miles)];
  return [`${nearest === farthest ? '' : `${nearest} to `}${farthest} ${farthest === 1 ? 'mile' : 'miles'} apart`];
}

function strangers(reasons: readonly Reason[]): boolean {
  return reasons.some(({ kind }) => kind === 'neverMet') && !reasons.some(({ kind }) => kind === 'metBefore');
}

/** A school by its town, as people say it; by its name where the register has no town. */
function shortName(school: PairCard['schools'][number] | undefined): string {
  return school?.town ?? school?.name ?? 'one';
}

function phase(slug: string): string {
  return phaseBySlug(slug)?.label.toLowerCase() ?? slug;
}

/** Only commas between them where the words have an "and" of their own. */
function list(words: readonly string[]): string {
  return words.some((one) => one.includes(' and ')) ? words.join(', ') : listed(words);
}
