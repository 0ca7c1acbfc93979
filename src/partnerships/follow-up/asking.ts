import type { View } from '../../chat/view.ts';
import type { HomeNetwork } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { enqueue, type Letter } from '../../outbox/enqueue.ts';
import type { SchoolClock } from './calendar.ts';
import { askKey } from './letters.ts';
import { groupsById, groupsToAsk, type LiveGroup, type LiveRound, seenFrom, unreachedAsks } from './read.ts';
import { type Ask, dueNow, NUDGE_PAUSE_MS, questionFor, type Step } from './rules.ts';
import { isHeard } from './silence.ts';
import { metView, nudgeView, triedView } from './views.ts';

const MARKS = { nudge: 'nudgedAt', middle: 'askedMiddleAt', end: 'askedEndAt' } as const satisfies Record<Step, string>;

/** Writes every nudge and question that is due now. Returns how many. */
export async function askWhatIsDue(
  tx: Tx,
  network: HomeNetwork,
  rounds: readonly LiveRound[],
  now: Date,
  calendar: SchoolClock,
): Promise<number> {
  const groups = await groupsToAsk(tx, network.id, rounds, now, calendar);
  const due = dueNow(groups, now, calendar);
  const written = await enqueue(tx, await lettersFor(tx, network, groups, due.asks, 1, now), now);
  for (const step of ['nudge', 'middle', 'end'] as const) {
    const ids = due.done.filter((one) => one.step === step).map((one) => one.groupId);
    if (ids.length > 0)
      await tx.roundGroup.updateMany({ where: { networkId: network.id, id: { in: ids } }, data: { [MARKS[step]]: now } });
  }
  return written;
}

/** A question whose reader was not reached goes to the school's other contact, once. Returns how many. */
export async function passOn(tx: Tx, network: HomeNetwork, rounds: readonly LiveRound[], now: Date): Promise<number> {
  const failed = (await unreachedAsks(tx, network.id, new Date(now.getTime() - NUDGE_PAUSE_MS))).filter((one) => one.turn === 1);
  if (failed.length === 0) return 0;
  let written = 0;
  for (const round of rounds) {
    const groups = await groupsById(tx, network.id, round, [...new Set(failed.map((one) => one.groupId))], now);
    const again = failed.flatMap(({ groupId, step, urn, memberId }): Ask[] => {
      const group = groups.find((one) => one.id === groupId);
      const school = group?.schools.find((one) => one.urn === urn);
      const other = school?.people.find((one) => one.id !== memberId && !one.resting && one.lastNudge === null);
      if (!group || group.endedAt !== null || !school || !other) return [];
      const about = step === 'nudge' ? ('begin' as const) : questionFor(school, step);
      const needless = step === 'nudge' && group.schools.some(isHeard);
      return about === undefined || needless ? [] : [{ groupId, step, urn, memberId: other.id, about }];
    });
    written += await enqueue(tx, await lettersFor(tx, network, groups, again, 2, now), now);
  }
  return written;
}

async function lettersFor(
  tx: Tx,
  network: HomeNetwork,
  groups: readonly LiveGroup[],
  asks: readonly Ask[],
  turn: 1 | 2,
  now: Date,
): Promise<Letter[]> {
  const byId = new Map(groups.map((group) => [group.id, group]));
  const members = await tx.member.findMany({
    where: { networkId: network.id, id: { in: asks.filter((ask) => ask.about === 'begin').map((ask) => ask.memberId) } },
    select: { id: true, name: true },
  });
  const names = new Map(members.map((one) => [one.id, one.name]));
  return asks.flatMap((ask): Letter[] => {
    const group = byId.get(ask.groupId);
    const view = group && viewOf(ask, group, names.get(ask.memberId) ?? '');
    if (!view) return [];
    const key = askKey(ask.groupId, ask.step, ask.urn, turn);
    return [{ networkId: network.id, kind: 'nudge', key, to: { memberId: ask.memberId }, view, notBefore: now }];
  });
}

function viewOf(ask: Ask, group: LiveGroup, readerName: string): View | undefined {
  const pair = seenFrom(group, ask.urn);
  if (!pair) return undefined;
  if (ask.about === 'begin') return nudgeView(pair, readerName);
  return ask.about === 'tried' ? triedView(pair) : metView(pair, ask.step === 'end' ? 'end' : 'middle');
}
