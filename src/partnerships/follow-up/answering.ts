import type { HomeNetwork, Insider } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import { sendNote } from '../notes.ts';
import type { SchoolName } from '../types.ts';
import { nobodyNeedsToBegin } from './letters.ts';
import { heardFrom, noLongerSilent, pairOf } from './pair.ts';
import { type Answered, MET, TRIED } from './types.ts';
import { helloWords } from './views.ts';

/** What the people of a pair press. */
export function createAnswering(tx: Tx) {
  return {
    /** "Did you meet?" Pressed again, the last answer counts. Anybody of the school may answer for it. */
    async met(member: Insider, groupId: string, answer: string, now: Date): Promise<Answered> {
      const met = MET.find((one) => one === answer);
      if (!met) throw new UserError('This button is from another version of the bot.');
      const { roundId, draft: _, ...pair } = await pairOf(tx, member, groupId);
      // Who has not met after all has tried nothing of theirs either.
      const side = await store(tx, member, groupId, { met, ...(met === 'no' && { tried: null }) }, now);
      if (met !== 'no') {
        await heardFrom(tx, member.networkId, { groupId, urn: member.schoolUrn }, now);
        await nobodyNeedsToBegin(tx, groupId);
      }
      const inRound = { networkId: member.networkId, roundId, endedAt: null };
      return {
        about: 'met',
        met,
        pair,
        wrote: side.wroteAt !== null,
        readerName: member.name,
        inactive: await isInactive(tx, member),
        metPairs: met === 'yes' ? await tx.roundGroup.count({ where: { ...inRound, schools: { some: { met: 'yes' } } } }) : 0,
        pairs: met === 'yes' ? await tx.roundGroup.count({ where: inRound }) : 0,
      };
    },

    /** "Did you try one thing of theirs?" Whoever tried something has met, whatever was pressed before. */
    async tried(member: Insider, groupId: string, answer: string, now: Date): Promise<Answered> {
      const tried = TRIED.find((one) => one === answer);
      if (!tried) throw new UserError('This button is from another version of the bot.');
      const { roundId: _, draft: __, ...pair } = await pairOf(tx, member, groupId);
      await store(tx, member, groupId, { tried, ...(tried === 'yes' && { met: 'yes' }) }, now);
      if (tried === 'yes') await heardFrom(tx, member.networkId, { groupId, urn: member.schoolUrn }, now);
      return { about: 'tried', tried, pair, readerName: member.name, inactive: await isInactive(tx, member) };
    },

    /** "We are in touch already": outside the bot, say. */
    async inTouch(member: Insider, groupId: string, now: Date): Promise<SchoolName[]> {
      const { others } = await pairOf(tx, member, groupId);
      await heardFrom(tx, member.networkId, { groupId, urn: member.schoolUrn }, now);
      await nobodyNeedsToBegin(tx, groupId);
      return others;
    },

    /** Sends the ready first line in the member's name, once. */
    async hello(
      member: Insider,
      network: HomeNetwork,
      groupId: string,
      now: Date,
    ): Promise<{ people: number; schools: string[] }> {
      const { mine } = await pairOf(tx, member, groupId);
      return sendNote(tx, member, network, { groupId, to: '', words: helloWords(member.name, mine.name) }, now, 'hello');
    },
  };
}

/** Keeps an answer; returns the school's row as it is now. */
async function store(tx: Tx, member: Insider, groupId: string, answer: object, now: Date) {
  const side = await tx.roundGroupSchool.update({
    where: { groupId_urn: { groupId, urn: member.schoolUrn }, networkId: member.networkId },
    data: { ...answer, answeredAt: now, answeredBy: member.id },
  });
  await noLongerSilent(tx, member.networkId, member.schoolUrn);
  return side;
}

async function isInactive(tx: Tx, member: Insider): Promise<boolean> {
  const key = { networkId: member.networkId, urn: member.schoolUrn };
  const entry = await tx.partnerSchool.findUnique({ where: { networkId_urn: key }, select: { inactiveSince: true } });
  return entry !== null && entry.inactiveSince !== null;
}
