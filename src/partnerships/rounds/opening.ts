import { createHash } from 'node:crypto';
import type { HomeNetwork, Insider } from '../../chat/who.ts';
import { newId } from '../../database/id.ts';
import type { Tx } from '../../database/open.ts';
import { InvalidInput, UserError } from '../../errors.ts';
import { askedRound } from '../schools.ts';
import type { RoundCard } from '../types.ts';
import { retell } from './altering.ts';
import { createAnswers } from './answers.ts';
import { cancelRound } from './cancelling.ts';
import { card, locked } from './card.ts';
import { isoDay } from './dates.ts';
import { announce, inviteSchools } from './invitations.ts';
import { openRound, schoolAnswers } from './open-card.ts';
import { createReminders } from './reminders.ts';
import { datesOf, type RoundSettings, whoOf } from './settings.ts';

/** Opening a round, inviting schools to it, and what may become of it before it is published. */
export function createOpening(tx: Tx) {
  return {
    ...createAnswers(tx),
    ...createReminders(tx),

    /** Opens a round, says so in every channel of the network, and invites the contacts of each school a little later. */
    async open(member: Insider, network: HomeNetwork, name: string, now: Date, settings: RoundSettings = {}): Promise<RoundCard> {
      await tx.$queryRaw`SELECT 1 FROM "Network" WHERE id = ${network.id} FOR UPDATE`;
      const open = await askedRound(tx, network.id);
      if (open) throw new UserError(`"${open.name}" is still open. Publish or cancel it first: /round show`);
      const id = newId();
      const dates = datesOf(settings, { now, zone: network.timeZone });
      const round = await tx.round.create({
        data: {
          id,
          networkId: network.id,
          name,
          state: 'open',
          seed: seedOf(id),
          openedAt: now,
          openedBy: member.id,
          ...dates,
          ...whoOf(settings),
        },
      });
      await announce(tx, network, round, now);
      const invited = await inviteSchools(tx, network, round, now);
      refuseNobody(invited, round);
      return card(tx, member.networkId, id);
    },

    /** Changes an open round. Who was asked already is not asked again; who is no longer meant is told. */
    async change(member: Insider, network: HomeNetwork, roundId: string, settings: RoundSettings, now: Date): Promise<RoundCard> {
      const before = await locked(tx, member.networkId, roundId);
      refuseOver(before);
      const who = whoOf(settings);
      if (before.state === 'drafted' && Object.keys(who).length > 0)
        throw new UserError(
          'There is a draft already: schools can be brought in or taken out of it one by one. See /round show.',
        );
      const round = await tx.round.update({
        where: { networkId_id: { networkId: network.id, id: roundId } },
        data: { ...datesOf(settings, { now, zone: network.timeZone, before }), ...who },
      });
      await retell(tx, network, round, now);
      refuseNobody(await inviteSchools(tx, network, round, now), round);
      return card(tx, member.networkId, roundId);
    },

    /** Ends a round before it is published. Returns how many people were told. */
    cancel: (member: Insider, network: HomeNetwork, roundId: string, now: Date) => cancelRound(tx, member, network, roundId, now),

    /** The round being worked on, or else the newest that was not cancelled. */
    async current(member: Insider, now?: Date): Promise<RoundCard> {
      const round = await tx.round.findFirst({
        where: { networkId: member.networkId, state: { not: 'cancelled' } },
        orderBy: { openedAt: 'desc' },
        select: { id: true },
      });
      if (!round) throw new UserError('There is no round yet. Open one with /round open.');
      return card(tx, member.networkId, round.id, now);
    },

    /** A round before its pairs are published, as its coordinator sees it. */
    openRound: (member: Insider, roundId: string, now: Date) => openRound(tx, member.networkId, roundId, now),

    /** A round's dates as they stand in a form. */
    datesAsTyped: (round: { closesAt: Date | null; endsAt: Date | null }, network: HomeNetwork): Record<string, string> => ({
      ...(round.closesAt && { closes: isoDay(round.closesAt, network.timeZone) }),
      ...(round.endsAt && { ends: isoDay(round.endsAt, network.timeZone) }),
    }),

    /** How every school stands to a round, for a list. */
    schoolAnswers: (member: Insider, roundId: string, now: Date) => schoolAnswers(tx, member.networkId, roundId, now),
  };
}

/** A round for chosen regions or phases with nobody to ask is a slip; a round for everybody waits for schools to join. */
function refuseNobody(invited: number, { regions, phases }: { regions: string[]; phases: string[] }): void {
  if (invited > 0 || regions.length + phases.length === 0) return;
  if (phases.length === 0) throw new InvalidInput({ regions: 'No school of these regions takes part yet.' });
  throw new InvalidInput({ phases: `No school of these phases${regions.length > 0 ? ' and regions' : ''} takes part yet.` });
}

function refuseOver({ state }: { state: string }): void {
  if (state === 'published') throw new UserError('This round is published already, so it stays as it is.');
  if (state === 'cancelled') throw new UserError('This round was cancelled. Open a new one with /round open.');
}

/** The round's seed, from its id: the same round gives the same pairs however often it is drafted. */
function seedOf(id: string): number {
  return createHash('sha256').update(id).digest().readUInt32BE(0) % 2_147_483_647;
}
