import { cut, join, say, type Text } from '../../chat/text.ts';
import { type Button, button, buttons, heading, item, note, text, type View, view } from '../../chat/view.ts';
import { askChangeRef, changeRef, draftRef, undoRef } from '../actions.ts';
import { reasonSentence } from '../reasons.ts';
import type { PairCard, RoundCard, SchoolName } from '../types.ts';
import { placeOf } from '../views.ts';
import { groupsOf } from './group-words.ts';
import { fitWords, points } from './points.ts';
import { BENT } from './summary.ts';
import type { Change, Cost, PackedChange, RuleCard } from './types.ts';
import { roundView } from './views.ts';

/** Characters of a school's name on a button. */
const NAME_ON_BUTTON = 40;
/** Rules shown one by one, each with its button (Discord shows forty components). */
const RULES_SHOWN = 10;

/** Says what a change would cost before anything is done. */
export function costView(cost: Cost): View {
  const state = { round: cost.roundId, draft: String(cost.draft), ...packChange(cost.change) };
  const again = cost.state === 'drafted' ? ' and pair again' : '';
  return view(
    text(say`**${question(cost)}**`),
    text(
      join(
        [situation(cost), price(cost)].filter((one) => one.length > 0),
        '\n',
      ),
    ),
    cost.bends.length > 0 && text(say`It bends a rule: ${cost.bends.map((bar) => BENT[bar]).join(', ')}.`),
    buttons(button(changeRef, state, `${DO[cost.change.kind]}${again}`, { style: 'primary' })),
    note(say`Nobody is told. You can take it back with one press.`),
  );
}

const DO: Record<Change['kind'], string> = {
  fix: 'Put them together',
  bar: 'Keep them apart',
  never: 'Never together',
  swap: 'Swap',
  remove: 'Take it out',
  add: 'Bring it in',
};

function question({ change, schools }: Cost): string {
  const [a, b] = schools.map((one) => one.name);
  switch (change.kind) {
    case 'fix':
      return `Put ${a} and ${b} together?`;
    case 'bar':
      return `Keep ${a} and ${b} apart in this round?`;
    case 'never':
      return `Never put ${a} and ${b} together, in this round and all that follow?`;
    case 'swap':
      return `Let ${a} and ${b} swap partners?`;
    case 'remove':
      return `Take ${a} out of this round?`;
    case 'add':
      return `Bring ${a} into this round?`;
    default:
      return change satisfies never;
  }
}

/** Whom the schools meet now. */
function situation({ schools, partners, total }: Cost): Text {
  if (total === undefined) return say`There is no draft yet, so there is no price: it will hold in the first one.`;
  const lines = schools.flatMap((school, index) => {
    const theirs = partners[index] ?? [];
    return theirs.length === 0 ? [] : [say`${school.name} meets ${theirs.map((one) => one.name).join(' and ')} in this draft.`];
  });
  return join(lines, ' ');
}

function price({ change, atLeast, exchange, worth, total }: Cost): Text {
  if (total === undefined) return [];
  const whole = points(total);
  if (exchange) {
    const lost = exchange.before - exchange.after;
    const says = lost > 0 ? `costs ${points(lost)} points` : lost < 0 ? `wins ${points(-lost)} points` : 'costs nothing';
    return say`The exchange ${says} of ${whole}. Both pairs are then fixed, and the others are paired again around them.`;
  }
  if (atLeast === Number.POSITIVE_INFINITY) return say`It would leave one more school without a partner.`;
  if (atLeast !== undefined && atLeast > 0)
    return say`It costs at least ${points(atLeast)} points of ${whole}. The exact sum is known once the others are paired again.`;
  if (atLeast !== undefined && (change.kind === 'bar' || change.kind === 'never'))
    return say`They are not together in this draft, so it costs nothing now.`;
  if (atLeast !== undefined) return say`It may cost nothing, of ${whole} points in all.`;
  if (worth !== undefined)
    return say`Their pair is worth ${points(worth)} of ${whole} points. What is lost in all is known once the schools are paired again.`;
  return say`What it costs or wins, of ${whole} points, is known once the schools are paired again.`;
}

/** What a change came to, with the whole before and after, and the way back; `undo` is '' when something was taken back. */
export function changedView(round: RoundCard, earlier: RoundCard, undo: string): View {
  const [before, after] = [sumOf(earlier), sumOf(round)];
  const opening = `${undo === '' ? 'Taken back' : 'Done'}. ${before && after ? inAll(before, after) : ''}`.trim();
  const back = undo !== '' && button(undoRef, { round: round.id, draft: String(round.draft), undo }, 'Take it back');
  return roundView(round, [], opening, [back]);
}

interface Sum {
  total: number;
  leftOut: number;
}

function sumOf({ outcome }: RoundCard): Sum | undefined {
  return outcome ? { total: outcome.total, leftOut: outcome.leftOut.length } : undefined;
}

function inAll(before: Sum, after: Sum): string {
  const cost = before.total - after.total;
  const sums = `In all ${points(before.total)} points before, ${points(after.total)} now`;
  const says = cost > 0 ? `it costs ${points(cost)}` : cost < 0 ? `it wins ${points(-cost)}` : 'it costs nothing';
  const fewer = after.leftOut - before.leftOut;
  const alone = fewer === 0 ? '' : ` ${Math.abs(fewer)} ${fewer > 0 ? 'more' : 'fewer'} left out.`;
  return `${sums}: ${says}.${alone}`;
}

/** A rule made before there is a draft. */
export function keptRuleView(round: RoundCard, undo: string): View {
  const back = undo !== '' && button(undoRef, { round: round.id, draft: String(round.draft), undo }, 'Take it back');
  return roundView(round, [], undo === '' ? 'Taken back.' : 'Noted. It holds when the schools are paired.', [back]);
}

/** One pair, and what can be done about it. */
export function pairView(round: RoundCard, pair: PairCard): View {
  const ask = (packed: PackedChange, label: string) =>
    button(askChangeRef, { round: round.id, draft: String(round.draft), ...packed }, label);
  const [a, b, third] = pair.schools;
  const out = pair.schools.map((one) => ask(packChange({ kind: 'remove', a: one.urn }), `Take ${short(one)} out`));
  const apart: Button[] =
    a && b && !third
      ? [
          ask(packChange({ kind: 'bar', a: a.urn, b: b.urn }), 'Keep apart this round'),
          ask(packChange({ kind: 'never', a: a.urn, b: b.urn }), 'Never together'),
        ]
      : [];
  return view(
    heading(`${round.groupSize === 3 ? 'Group' : 'Pair'} ${pair.position + 1}`),
    text(
      say`${join(
        pair.schools.map((one) => say`**${placeOf(one)}**`),
        '\n',
      )}\n__${reasonSentence(pair)}__`,
    ),
    note(say`Fit: ${fitWords(pair.score)} points`),
    buttons(...apart, ...out),
    note(say`Each says first what it costs. To swap, fix or bring in: \`/round change\``),
  );
}

/** The rules of a round and of the private list, each with the way to take it back. */
export function rulesView(round: RoundCard, rules: readonly RuleCard[]): View {
  const more = rules.length - RULES_SHOWN;
  return view(
    heading(`${round.name}: rules`),
    rules.length === 0 && text(say`There are none. Make some with \`/round change\`.`),
    ...rules
      .slice(0, RULES_SHOWN)
      .map((rule) =>
        item(
          say`**${rule.schools.map((one) => one.name).join(' + ')}**: ${rule.kind === 'fixed' ? 'fixed together' : 'kept apart'}${rule.always ? ', always' : ''}${rule.asked ? ' (a school asked for it, in private)' : ''}`,
          button(undoRef, { round: round.id, draft: String(round.draft), undo: `r:${rule.id}` }, 'Take it back'),
        ),
      ),
    more > 0 && note(say`And ${more} more.`),
    note(say`Only coordinators see this list.`),
  );
}

/** After the weights were changed. */
export function weightsView(round: RoundCard | undefined): View {
  const open = round !== undefined && (round.state === 'open' || round.state === 'drafted');
  return view(
    text(say`Kept. Every draft from now on weighs schools that way.`),
    open &&
      (buttons(
        button(draftRef, { round: round.id }, round.outcome ? 'Draft again' : `Draft the ${groupsOf(round)}`, {
          style: 'primary',
        }),
      ) ??
        false),
  );
}

/** A change as a button carries it. */
export function packChange(change: Change): PackedChange {
  return { what: change.kind, a: String(change.a), b: 'b' in change ? String(change.b) : '' };
}

function short(school: SchoolName): string {
  return cut(school.name, NAME_ON_BUTTON);
}
