import type { HomeNetwork, Insider } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import { withdraw } from '../../outbox/enqueue.ts';
import { type Note, sendNote } from '../notes.ts';
import type { RoundCard } from '../types.ts';
import { card, locked, sameDraft } from './card.ts';
import { writeIntroductions } from './introducing.ts';
import { beginLetters } from './letters-from.ts';
import { type Recipients, recipientsOf } from './recipients.ts';
import { reportUnreached, unreachedOf } from './unreached.ts';

/** Schools named in a refusal. */
const NAMES_SHOWN = 10;

/** Sending the introductions of a round, once. */
export function createPublishing(tx: Tx) {
  return {
    /** What publishing would do: how many messages, and which schools have nobody to write to. */
    async recipients(
      member: Insider,
      roundId: string,
      draft: string,
      now: Date,
    ): Promise<{ round: RoundCard; recipients: Recipients }> {
      const round = await sameDraft(tx, member, roundId, draft);
      refuseUnready(round.state);
      return { round, recipients: await recipientsOf(tx, member.networkId, roundId, now) };
    },

    /**
     * Publishes once: introductions to the contacts of every school, the first pairs' in the same transaction. Those of a large round
     * follow page by page (letters.ts), whoever is killed meanwhile.
     */
    async publish(
      member: Insider,
      network: HomeNetwork,
      roundId: string,
      draft: string,
      now: Date,
    ): Promise<{ round: RoundCard; messages: number }> {
      const before = await locked(tx, member.networkId, roundId);
      refuseUnready(before.state);
      const round = await sameDraft(tx, member, roundId, draft);
      const recipients = await recipientsOf(tx, member.networkId, roundId, now);
      if (recipients.gone.length > 0) {
        const names = recipients.gone.slice(0, NAMES_SHOWN).map((school) => school.name);
        const more = recipients.gone.length - names.length;
        throw new UserError(
          `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''} left after this draft was made. Please draft again: /round draft`,
        );
      }
      if (recipients.apart.length > 0)
        throw new UserError(
          'Groups or rules changed after this draft was made, and some pairs may no longer meet. Please draft again: /round draft',
        );
      const at = { networkId_id: { networkId: member.networkId, id: roundId } };
      await tx.round.update({ where: at, data: { state: 'published', publishedAt: now }, select: { id: true } });
      // An invitation to a round that is over would only puzzle.
      await withdraw(tx, `invitation:${roundId}:`);
      const publishing = { id: roundId, name: round.name, publishedAt: now };
      await beginLetters(tx, member.networkId, roundId, await writeIntroductions(tx, network, publishing, 0, now));
      return { round: await card(tx, member.networkId, roundId), messages: recipients.messages };
    },

    /** Whom an introduction did not reach. */
    unreached: (networkId: string, roundId: string) => unreachedOf(tx, networkId, roundId),

    /** Tells every coordinator, once per round, whom nothing reached. */
    reportUnreached: (network: HomeNetwork, now: Date) => reportUnreached(tx, network, now),

    /** Sends a member's words to the other schools of their pair. */
    write: (member: Insider, network: HomeNetwork, note: Note, now: Date) => sendNote(tx, member, network, note, now),
  };
}

function refuseUnready(state: string): void {
  if (state === 'published') throw new UserError('This round is published already. Nobody was written to again.');
  if (state === 'open') throw new UserError('There is no draft of this round yet. Make one with /round draft.');
}
