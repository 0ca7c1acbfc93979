import { join, say, type Text } from '../../chat/text.ts';
import { type Block, note, text } from '../../chat/view.ts';
import { EVERY_EXCHANGE } from '../../matching/threes/threes.ts';
import type { Bar } from '../../matching/types.ts';
import type { DraftOutcome, RoundCard } from '../types.ts';
import { placeOf } from '../views.ts';
import { groupOf, groupsCounted } from './group-words.ts';
import { fitWords, points } from './points.ts';

const NAMES_SHOWN = 10;

/** A round in five lines: state, counts, proof, fit, reach. */
export function summary(round: RoundCard, outcome: DraftOutcome): string {
  const state = round.state === 'published' ? 'Published' : 'Draft: nobody has been told yet';
  const leftOut = outcome.leftOut.length === 0 ? 'nobody' : said(outcome.leftOut.length);
  return [
    state,
    `${said(outcome.schools)} schools: ${counts(round, outcome)}, ${leftOut} left out`,
    round.groupSize === 3 ? threesProof(outcome) : proof(outcome),
    fitLine(round, outcome),
    reach(outcome),
  ].join('\n');
}

function counts(round: RoundCard, { pairs, trios }: DraftOutcome): string {
  // up to two remain because the number does not divide
  const why = round.groupSize === 3 && pairs > 2 ? ' (there a third school may not meet both)' : '';
  return `${groupsCounted(round, { pairs, threes: trios }, ', ')}${why}`;
}

function said(number: number): string {
  return number.toLocaleString('en-GB');
}

function proof(outcome: DraftOutcome): string {
  const random = `Random pairing by the same rules gets ${share(outcome.randomTotal, outcome.total)} of its fit`;
  const pairs = said(outcome.pairsChecked);
  const checked = `${pairs} possible ${outcome.pairsChecked === 1 ? 'pair' : 'pairs'} checked, none can raise it`;
  return outcome.proven ? `The best there is: ${checked}. ${random}` : `Within ${gapOf(outcome)} of the best possible. ${random}`;
}

/** The best threes there are nobody can find for certain in a large round: what no grouping exceeds is set beside these. */
function threesProof(outcome: DraftOutcome): string {
  const most = 'If every school had its two best partners at once, that would be the limit; these groups reach';
  const exchange = outcome.schools <= EVERY_EXCHANGE ? 'No exchange of two schools' : 'No exchange that looked promising';
  const tried = outcome.stopped ? 'Time was up before all was tried' : `${exchange} raises that`;
  const random = `Random groups by the same rules get ${share(outcome.randomTotal, outcome.total)} of its fit`;
  return `${most} ${shareOfBound(outcome)} of it. ${tried}. ${random}`;
}

/** How much of the most that could be the total is, rounded down: never better than it is. */
export function shareOfBound({ total, bound }: Pick<DraftOutcome, 'total' | 'bound'>): string {
  return bound > 0 ? `${Math.max(0, Math.floor((100 * total) / bound))}%` : '0%';
}

/** How far the total may lie from the best, rounded up: never better than it is. */
export function gapOf({ total, bound }: Pick<DraftOutcome, 'total' | 'bound'>): string {
  const gap = bound > 0 ? (100 * (bound - total)) / bound : 100;
  return `${Math.min(100, Math.ceil(gap * 100) / 100).toFixed(2)}%`;
}

function fitLine(round: RoundCard, { total, facts }: DraftOutcome): string {
  if (!facts) return `Fit in all: ${points(total)} points`;
  const { lowest, middle, highest } = facts.spread;
  return `Fit of a ${groupOf(round)}: ${fitWords(lowest)} at the lowest, ${fitWords(middle)} in the middle, ${fitWords(highest)} at the highest; in all ${points(total)} points`;
}

function reach({ facts }: DraftOutcome): string {
  if (!facts) return 'Never the same trust or group, nor a partner of the last four rounds';
  const { regions, governance, strangers } = facts.shares;
  return `Across regions: ${share(regions, 1)}. Across trusts and groups: ${share(governance, 1)}. Never met before: ${share(strangers, 1)}`;
}

function share(part: number, whole: number): string {
  return whole > 0 ? `${Math.round((100 * part) / whole)}%` : '0%';
}

/** Who is left out, and why. */
export function leftOutBlock(round: RoundCard): Block | false {
  if (round.leftOut.length === 0) return false;
  const lines = round.leftOut.slice(0, NAMES_SHOWN).map((one) => say`${placeOf(one.school)}: ${whyLeftOut(one, round)}`);
  const more = round.leftOut.length - lines.length;
  return text(say`**Left out:** ${join(lines, '; ')}${more > 0 ? `; and ${said(more)} more` : ''}. They come first next time.`);
}

function whyLeftOut({ why, detail }: RoundCard['leftOut'][number], { groupSize }: RoundCard): string {
  if (why !== 'no-legal-partner' && groupSize === 3) return 'no group is free for it';
  if (why !== 'no-legal-partner')
    return detail.legalPartners > 0 ? 'the number of schools is odd and no trio fits' : 'no pair is free for it';
  const bars = Object.entries(detail.bars).map(([bar, count]) => `${count} ${BARRED_BY[bar as Bar]}`);
  return bars.length === 0 ? 'no school that it may meet' : `no school that it may meet (${bars.join(', ')})`;
}

const BARRED_BY: Record<Bar, string> = {
  sameTrust: 'of its trust',
  sameGroup: 'of its group',
  sameLocalAuthority: 'of its local authority',
  sameRegion: 'of its region',
  recentPartners: 'met recently',
  barred: 'kept apart by a rule',
};

/** What each rule is called when it is bent. */
export const BENT: Record<Bar, string> = {
  sameTrust: 'same trust',
  sameGroup: 'same group',
  sameLocalAuthority: 'same local authority',
  sameRegion: 'same region',
  recentPartners: 'met in the last four rounds',
  barred: 'kept apart by a rule',
};

/** Pairs a coordinator wished for, with the rules they bend and the price of each; and what could not be made. */
export function bentBlocks(round: RoundCard): Block[] {
  const { bent, refused, outcome } = round;
  const lines = bent.slice(0, NAMES_SHOWN).map(bentLine);
  const plainly = outcome?.facts?.plainly;
  const without = plainly && outcome && wholePrice(outcome, plainly);
  return [
    ...(bent.length > 0
      ? [text(say`**As you wished, or against a rule (${outcome?.facts?.bentInAll ?? bent.length}):**\n${join(lines, '\n')}`)]
      : []),
    ...(without ? [note(say`${without}`)] : []),
    ...(refused.length > 0
      ? [note(say`Fixed, but not made: ${refused.map((one) => `${namesOf(one.schools)} (${whyRefused(one.why)})`).join('; ')}`)]
      : []),
  ];
}

function bentLine({ schools, bars, price }: RoundCard['bent'][number]): Text {
  const rules = bars.length === 0 ? 'breaks no rule' : bars.map((bar) => BENT[bar]).join(', ');
  const costs = price === null ? '' : price <= 0 ? '; costs nothing by the proof' : `; costs at least ${points(price)} points`;
  return say`${namesOf(schools)}: ${rules}${costs}`;
}

function wholePrice({ total, leftOut }: DraftOutcome, plainly: { total: number; leftOut: number }): string {
  const fewer = plainly.leftOut - leftOut.length;
  if (fewer !== 0) return `Without these wishes ${Math.abs(fewer)} ${fewer > 0 ? 'more' : 'fewer'} would be left out.`;
  const cost = plainly.total - total;
  if (cost === 0) return 'In all, these wishes cost nothing.';
  return cost > 0 ? `In all, these wishes cost ${points(cost)} points.` : `In all, these wishes win ${points(-cost)} points.`;
}

function whyRefused(why: string): string {
  if (why === 'unknownSchool') return 'not both in the round';
  return why === 'fixedTwice' ? 'one of them is fixed to another' : (BENT[why as Bar] ?? why);
}

function namesOf(schools: readonly { name: string }[]): string {
  return schools.map((one) => one.name).join(' + ');
}
