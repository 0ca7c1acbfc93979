import type { HomeNetwork, Insider } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import { enqueue, withdraw } from '../../outbox/enqueue.ts';
import { nextSchoolTime } from '../../vocabulary/school-time.ts';
import { nothingMoreToAsk } from '../follow-up/letters.ts';
import { pairsOf } from '../pairs.ts';
import type { PairCard, RoundCard } from '../types.ts';
import { card, locked, refuseOtherDraft } from './card.ts';
import { contactsAt } from './contacts-at.ts';
import { introduce } from './introducing.ts';
import { introductionKey } from './introduction-key.ts';
import { namedIn } from './named.ts';
import { refuseByRules } from './refusals.ts';
import { groundsFor } from './regroup-grounds.ts';
import { regroupLetters } from './regroup-letters.ts';
import { type Plan, planRegrouping } from './regroup-plan.ts';
import { writeRegrouping } from './regroup-rows.ts';
import { schoolLeftView } from './regroup-views.ts';
import type { Change, Regrouping } from './types.ts';

/** Changing a round after it was published: as few groups as possible, and a message to exactly those whom it concerns. */
export function createRegrouping(tx: Tx) {
  return {
    /** Does a change of it write to people? */
    isPublished: async (member: Insider, roundId: string) => (await card(tx, member.networkId, roundId)).state === 'published',

    /** What a change would do, and how many messages it sends. Changes nothing. */
    async regrouping(
      member: Insider,
      network: HomeNetwork,
      roundId: string,
      draft: string,
      change: Change,
      now: Date,
    ): Promise<Regrouping> {
      const round = await card(tx, member.networkId, roundId);
      refuseOtherDraft(round.draft, draft);
      refuseUnpublished(round.state);
      return carryOut(tx, network, round, change, { now, by: member.id, write: false });
    },

    /** Does it, once: the number of the draft goes up with every change. */
    async regroup(
      member: Insider,
      network: HomeNetwork,
      roundId: string,
      draft: string,
      change: Change,
      now: Date,
    ): Promise<Regrouping> {
      const { state, draft: current } = await locked(tx, member.networkId, roundId);
      refuseUnpublished(state);
      refuseOtherDraft(current, draft);
      return carryOut(tx, network, await card(tx, member.networkId, roundId), change, { now, by: member.id, write: true });
    },

    /**
     * A school has left partnering: in the round that is running its partner joins another pair, or is told, and the coordinators
     * hear of it. Undefined: it was in no pair of a running round.
     */
    async schoolLeft(network: HomeNetwork, by: string, urn: number, now: Date): Promise<Regrouping | undefined> {
      const running = { state: 'published', OR: [{ endsAt: null }, { endsAt: { gt: now } }] };
      const group = await tx.roundGroup.findFirst({
        where: { networkId: network.id, endedAt: null, schools: { some: { urn } }, round: running },
        orderBy: { round: { publishedAt: 'desc' } },
        select: { roundId: true },
      });
      if (!group) return undefined;
      await locked(tx, network.id, group.roundId);
      const round = await card(tx, network.id, group.roundId);
      const done = await carryOut(tx, network, round, { kind: 'remove', a: urn }, { now, by, write: true });
      await tellCoordinators(tx, network, done, { urn, by, now });
      return done;
    },
  };
}

/** Every coordinator but the one who did it. */
async function tellCoordinators(
  tx: Tx,
  network: HomeNetwork,
  done: Regrouping,
  { urn, by, now }: { urn: number; by: string; now: Date },
): Promise<void> {
  const others = { networkId: network.id, coordinator: true, NOT: { id: by } };
  const coordinators = await tx.member.findMany({ where: others, select: { id: true } });
  const letters = coordinators.map(({ id }) => ({
    networkId: network.id,
    kind: 'notice' as const,
    key: `left:${done.round.id}:${done.round.draft}:${urn}:${id}`,
    to: { memberId: id },
    view: schoolLeftView(done),
    notBefore: nextSchoolTime(now, network.timeZone),
  }));
  await enqueue(tx, letters, now);
}

interface How {
  now: Date;
  by: string;
  write: boolean;
}

async function carryOut(tx: Tx, network: HomeNetwork, round: RoundCard, change: Change, how: How): Promise<Regrouping> {
  const { now } = how;
  const named = await namedIn(tx, network.id, round, change, now);
  const pairs = await pairsOf(tx, network.id, round.id);
  const grounds = await groundsFor(tx, network.id, round.id);
  refuseByRules(change, named, grounds.facts, grounds.rules);
  refuseIdle(change, named.groups);
  const plan = planRegrouping(
    pairs.map(({ id, schools }) => ({ id, urns: schools.map((one) => one.urn) })),
    change,
    grounds,
  );
  if (how.write) await introduceFirst(tx, network, round, pairs, plan, now);
  const written = await writeRegrouping(tx, { networkId: network.id, round, change, plan, pairs, grounds, ...how });
  const contacts = await contactsAt(tx, network.id, now, concerned(plan, pairs, change));
  const letters = regroupLetters({
    ...written,
    network,
    round,
    change,
    named,
    contacts,
    now,
    notBefore: nextSchoolTime(now, network.timeZone),
  });
  if (how.write) {
    for (const pair of written.ended) {
      await withdraw(tx, introductionKey(round.id, pair.id));
      await nothingMoreToAsk(tx, pair.id);
    }
    await enqueue(tx, letters, now);
  }
  const after = how.write ? await card(tx, network.id, round.id) : round;
  return { ...written, round: after, change, schools: named.schools, messages: letters.length };
}

/** While the introductions of a large round are still being written, those of pairs that change are written before they do. */
async function introduceFirst(
  tx: Tx,
  network: HomeNetwork,
  { id, name, publishedAt }: RoundCard,
  pairs: readonly PairCard[],
  { ended, joined }: Plan,
  now: Date,
): Promise<void> {
  const { lettersFrom } = await tx.round.findUniqueOrThrow({
    where: { networkId_id: { networkId: network.id, id } },
    select: { lettersFrom: true },
  });
  if (lettersFrom === null || publishedAt === null) return;
  const changing = new Set([...ended, ...joined.map((one) => one.group)]);
  const unwritten = pairs.filter((pair) => pair.position >= lettersFrom && changing.has(pair.id));
  await introduce(tx, network, { id, name, publishedAt }, unwritten, now);
}

function concerned(plan: Plan, pairs: readonly PairCard[], change: Change): number[] {
  const joined = plan.joined.flatMap(({ urn, group }) => [
    urn,
    ...(pairs.find((pair) => pair.id === group)?.schools ?? []).map((one) => one.urn),
  ]);
  return [...new Set([...plan.made.flat(), ...joined, ...plan.alone, change.a])];
}

function refuseUnpublished(state: string): void {
  if (state !== 'published') throw new UserError('This round is not published yet. Change its draft with /round change.');
}

function refuseIdle(change: Change, groups: readonly ({ id: string } | undefined)[]): void {
  const together = groups[0] !== undefined && groups[0].id === groups[1]?.id;
  if (change.kind === 'bar' && !together)
    throw new UserError('These two are not together in this round, so there is nothing to take apart.');
  if (change.kind === 'fix' && together) throw new UserError('These two are together in this round already.');
}
