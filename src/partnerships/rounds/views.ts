import { plain, say } from '../../chat/text.ts';
import { button, buttons, file, heading, note, text, type View, view } from '../../chat/view.ts';
import { csvOf } from '../../vocabulary/csv.ts';
import { askPublishRef, draftRef, listRef, pairsPageRef, pairsRef, publishRef } from '../actions.ts';
import { PAIRS_PER_PAGE } from '../pairs.ts';
import { reasonSentence } from '../reasons.ts';
import type { DraftOutcome, PairCard, RoundCard, Unreached } from '../types.ts';
import { placeOf, unreachedLine } from '../views.ts';
import type { Recipients } from './introductions.ts';

const NAMES_SHOWN = 10;

/** A round in five lines, with what can be done next. */
export function roundView(round: RoundCard, unreached: readonly Unreached[] = [], opening?: string): View {
  const { outcome } = round;
  const draft = String(round.draft);
  const published = round.state === 'published';
  if (!outcome)
    return view(
      opening !== undefined && text(say`${opening}`),
      heading(round.name),
      text(say`Open. ${round.taking} schools take part so far; schools join with \`/partner join\`.`),
      buttons(button(draftRef, { round: round.id }, 'Draft the pairs', { style: 'primary' })),
    );
  return view(
    opening !== undefined && text(say`${opening}`),
    heading(round.name),
    text(say`${summary(round, outcome)}`),
    round.leftOut.length > 0 &&
      text(
        say`**Left out:** ${round.leftOut
          .slice(0, NAMES_SHOWN)
          .map((one) => `${placeOf(one.school)}: ${whyLeftOut(one.why)}`)
          .join('; ')}`,
      ),
    !published &&
      round.taking !== outcome.schools &&
      note(
        say`${round.taking} schools take part now, ${outcome.schools} when this was drafted. Draft again to include the change.`,
      ),
    unreached.length > 0 && text(say`**Not reached (${unreached.length}):**`),
    ...unreached.slice(0, NAMES_SHOWN).map((one) => note(unreachedLine(one))),
    buttons(
      button(pairsRef, { round: round.id, draft }, 'See the pairs'),
      button(listRef, { round: round.id, draft }, 'All pairs as a file'),
      !published && button(draftRef, { round: round.id }, 'Draft again'),
      !published && button(askPublishRef, { round: round.id, draft }, 'Publish …', { style: 'primary' }),
    ),
  );
}

/** One page of pairs, each with its reason. */
export function pairsView(round: RoundCard, pairs: readonly PairCard[], page: number): View {
  const total = (round.outcome?.pairs ?? 0) + (round.outcome?.trios ?? 0);
  const pages = Math.max(1, Math.ceil(total / PAIRS_PER_PAGE));
  const turn = (to: number, label: string) =>
    button(pairsPageRef, { round: round.id, draft: String(round.draft), page: String(to) }, label);
  return view(
    heading(`${round.name}: pairs`),
    ...pairs.map((pair) =>
      text(say`**${pair.position + 1}.** ${pair.schools.map(placeOf).join('  +  ')}\n__${reasonSentence(pair)}__`),
    ),
    buttons(page > 0 && turn(page - 1, '‹ Back'), page + 1 < pages && turn(page + 1, 'More ›')),
    note(say`Page ${page + 1} of ${pages}`),
  );
}

/** Every pair as a file for a spreadsheet. */
export function listView(round: RoundCard, pairs: readonly PairCard[]): View {
  const header = ['Pair', 'URN', 'School', 'Town', 'Local authority', 'Region', 'Why'];
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
  return view(text(plain(`${pairs.length} pairs.`)), file(`${name}.csv`, 'text/csv', csvOf(header, rows)));
}

/** Asks before publishing: how many messages, and who has nobody to write to. */
export function askPublishView(round: RoundCard, recipients: Recipients): View {
  const { messages, silent, gone, resting, apart } = recipients;
  return view(
    text(say`**This sends ${messages} ${messages === 1 ? 'message' : 'messages'}. Send?**`),
    text(say`One introduction to each contact of the schools, in school hours, in Slack or Discord.`),
    silent.length > 0 && text(say`**Nobody to write to at:** ${silent.map((one) => one.name).join(', ')}`),
    gone.length > 0 && text(say`**No longer taking part:** ${gone.map((one) => one.name).join(', ')}. Please draft again first.`),
    apart.length > 0 &&
      text(
        say`**May no longer meet, since groups changed:** ${apart.map((one) => one.schools.map((school) => school.name).join(' and ')).join('; ')}. Please draft again first.`,
      ),
    resting.length > 0 && text(say`**Having a rest, so not written to:** ${resting.map((one) => one.name).join(', ')}`),
    gone.length + apart.length === 0 &&
      (buttons(
        button(
          publishRef,
          { round: round.id, draft: String(round.draft) },
          `Send ${messages} ${messages === 1 ? 'message' : 'messages'}`,
          { style: 'primary' },
        ),
      ) ??
        false),
  );
}

/** After publishing. */
export function publishedView(round: RoundCard, messages: number): View {
  return view(
    text(say`**Published: ${round.name}.** ${messages} introductions are on their way.`),
    note(say`If somebody cannot be reached, you get a direct message; \`/round show\` lists them too.`),
  );
}

function summary(round: RoundCard, outcome: DraftOutcome) {
  const state = round.state === 'published' ? 'Published' : 'Draft: nobody has been told yet';
  const trios = outcome.trios === 0 ? '' : `, ${outcome.trios} ${outcome.trios === 1 ? 'trio' : 'trios'}`;
  return `${state}\n${outcome.schools} schools: ${outcome.pairs} pairs${trios}, ${outcome.leftOut.length === 0 ? 'nobody' : outcome.leftOut.length} left out\n${proof(outcome)}\nDrawing lots by the same rules would have found ${share(outcome.randomTotal, outcome.total)} of this fit\nNever the same region, local authority, trust or group, nor a partner of the last four rounds`;
}

function proof(outcome: DraftOutcome): string {
  const pairs = outcome.pairsChecked.toLocaleString('en-GB');
  if (outcome.proven) return `The best fit there is: ${pairs} possible pairs compared`;
  const gap = outcome.bound > 0 ? (100 * (outcome.bound - outcome.total)) / outcome.bound : 0;
  return `Within ${gap.toFixed(2)}% of the best fit there could be`;
}

function share(part: number, whole: number): string {
  return whole > 0 ? `${Math.round((100 * part) / whole)}%` : '0%';
}

function whyLeftOut(why: string): string {
  return why === 'no-legal-partner' ? 'no school that it may meet' : 'the number of schools is odd and no trio fits';
}
