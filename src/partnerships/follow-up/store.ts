import type { HomeNetwork } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { createAnswering } from './answering.ts';
import { askWhatIsDue, passOn } from './asking.ts';
import { calendarOf } from './calendar.ts';
import { countSilence } from './ending.ts';
import { tellOfQuietPairs } from './quiet.ts';
import { liveRounds } from './read.ts';
import { createTrouble } from './trouble.ts';

/** Everything about following up the pairs of published rounds. */
export type FollowUp = ReturnType<typeof createFollowUp>;

/** The verbs, over one transaction. */
export function createFollowUp(tx: Tx) {
  return {
    ...createAnswering(tx),
    ...createTrouble(tx),

    /** Whatever is due now: nudges, questions, silences. Done again, it does nothing twice; outside school time it does nothing. */
    async run(network: HomeNetwork, now: Date): Promise<string> {
      const calendar = calendarOf(network.timeZone);
      if (!calendar.isOpen(now)) return 'schools are closed';
      const rounds = await liveRounds(tx, network.id);
      if (rounds.length === 0) return 'no round to follow up';
      const passed = await passOn(tx, network, rounds, now);
      const asked = await askWhatIsDue(tx, network, rounds, now, calendar);
      const told = await tellOfQuietPairs(tx, network, rounds, now, calendar);
      const inactive = await countSilence(tx, network, rounds, now, calendar);
      return `${asked} asked, ${passed} passed on, ${told} coordinators told, ${inactive} schools inactive`;
    },
  };
}
