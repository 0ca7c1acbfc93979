import { cut, plain, say } from '../../chat/text.ts';
import { type Button, button, buttons, file, heading, note, select, text, type View, view } from '../../chat/view.ts';
import { csvOf } from '../../vocabulary/csv.ts';
import { askPublishRef, draftRef, listRef, mapRef, pairRef, pairsPageRef, pairsRef, rulesRef } from '../actions.ts';
import { PAIRS_PER_PAGE } from '../pairs.ts';
import { reasonSentence } from '../reasons.ts';
import type { PairCard, RoundCard, Unreached } from '../types.ts';
import { placeOf, unreachedLine } from '../views.ts';
import { groupOf, groupsOf } from './group-words.ts';
import { bentBlocks, leftOutBlock, summary } from './summary.ts';

const NAMES_SHOWN = 10;
/** Characters of a school's name in a menu, so that two and a number fit its 75. */
const NAME_IN_MENU = 32;

/** A round in five lines, with what was decided about it and what can be done next. `first`: buttons that come before the others. */
export function roundView(
  round: RoundCard,
  unreached: readonly Unreached[] = [],
  opening?: string,
  first: readonly (Button | false)[] = [],
): View {
  const { outcome } = round;
  const draft = String(round.draft);
  const published = round.state === 'published';
  if (!outcome)
    return view(
      opening !== undefined && text(say`${opening}`),
      heading(round.name),
      round.taking !== undefined &&
        text(say`Open. ${round.taking.toLocaleString('en-GB')} schools take part so far; schools join with \`/partner join\`.`),
      buttons(
        ...first,
        button(draftRef, { round: round.id }, `Draft the ${groupsOf(round)}`, { style: 'primary' }),
        round.rules > 0 && button(rulesRef, { round: round.id }, `Rules (${round.rules})`),
      ),
    );
  return view(
    opening !== undefined && text(say`${opening}`),
    buttons(...first),
    heading(round.name),
    text(plain(summary(round, outcome))),
    leftOutBlock(round),
    ...bentBlocks(round),
    !published && outOfDate(round, outcome.schools),
    unreached.length > 0 && text(say`**Not reached (${unreached.length}):**`),
    ...unreached.slice(0, NAMES_SHOWN).map((one) => note(unreachedLine(one))),
    buttons(
      button(pairsRef, { round: round.id, draft }, `See the ${groupsOf(round)}`),
      button(mapRef, { round: round.id, draft }, 'See the map'),
      button(listRef, { round: round.id, draft }, `All ${groupsOf(round)} as a file`),
    ),
    buttons(
      round.rules > 0 && button(rulesRef, { round: round.id }, `Rules (${round.rules})`),
      !published && button(draftRef, { round: round.id }, 'Draft again'),
      !published && button(askPublishRef, { round: round.id, draft }, 'Publish …', { style: 'primary' }),
    ),
    note(say`To change it: \`/round change\``),
  );
}

function outOfDate(round: RoundCard, drafted: number) {
  if (round.outdated) return note(say`Rules or weights changed since this was drafted. Draft again to follow them.`);
  if (round.taking === undefined || round.taking === drafted) return false;
  return note(
    say`${round.taking.toLocaleString('en-GB')} schools take part now, ${drafted.toLocaleString('en-GB')} when this was drafted. Draft again to include the change.`,
  );
}

/** While a draft is being made. */
export function draftingView(schools: number): View {
  return view(text(say`Putting ${schools.toLocaleString('en-GB')} schools together … This takes up to a quarter of a minute.`));
}

/** One page of pairs, each with its reason; a menu leads to one of them. */
export function pairsView(round: RoundCard, pairs: readonly PairCard[], page: number): View {
  const total = (round.outcome?.pairs ?? 0) + (round.outcome?.trios ?? 0);
  const pages = Math.max(1, Math.ceil(total / PAIRS_PER_PAGE));
  const turn = (to: number, label: string) =>
    button(pairsPageRef, { round: round.id, draft: String(round.draft), page: String(to) }, label);
  return view(
    heading(`${round.name}: ${groupsOf(round)}`),
    ...pairs.map((pair) =>
      text(say`**${pair.position + 1}.** ${pair.schools.map(placeOf).join('  +  ')}\n__${reasonSentence(pair)}__`),
    ),
    pairs.length > 0 &&
      select(
        pairRef,
        { round: round.id, draft: String(round.draft) },
        `Change a ${groupOf(round)} …`,
        pairs.map((pair) => ({ label: inMenu(pair), value: pair.id })),
      ),
    buttons(page > 0 && turn(page - 1, '‹ Back'), page + 1 < pages && turn(page + 1, 'More ›')),
    note(say`Page ${page + 1} of ${pages.toLocaleString('en-GB')}`),
  );
}

function inMenu(pair: PairCard): string {
  const names = pair.schools.slice(0, 2).map((one) => cut(one.name, NAME_IN_MENU));
  return cut(`${pair.position + 1}. ${names.join(' + ')}${pair.schools.length > 2 ? ' +1' : ''}`, 75);
}

/** Every pair as a file for a spreadsheet. */
export function listView(round: RoundCard, pairs: readonly PairCard[]): View {
  const header = [round.groupSize === 3 ? 'Group' : 'Pair', 'URN', 'School', 'Town', 'Local authority', 'Region', 'Why'];
  const rows = pairs.flatMap((pair) =>
    pair.schools.map((one) => [
      pair.position + 1,
      one.urn,
      one.name,
      one.town,
      one.localAuthority,
      one.region,
      reasonSentence(pair),
    ]),
  );
  const name =
    round.name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'round';
  return view(
    text(plain(`${pairs.length.toLocaleString('en-GB')} ${groupsOf(round)}.`)),
    file(`${name}.csv`, 'text/csv', csvOf(header, rows)),
  );
}

export { changedView, costView, keptRuleView, pairView, rulesView, weightsView } from './change-views.ts';
export { askPublishView, publishedView } from './publish-views.ts';
export { askRegroupView, regroupedView, schoolLeftView } from './regroup-views.ts';
