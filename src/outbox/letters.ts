import { knownView, type View } from '../chat/view.ts';
import type { Insider } from '../chat/who.ts';
import type { Tx } from '../database/open.ts';
import { UserError } from '../errors.ts';
import { forgetPaces } from './pace.ts';

/** Messages that wait for their reader. */
export type Letters = ReturnType<typeof createLetters>;

/** The verbs, over one transaction. */
export function createLetters(tx: Tx) {
  return {
    /** A message that was written to this member, as they would have got it privately. */
    async open(member: Insider, id: string): Promise<View> {
      const letter = await tx.delivery.findFirst({ where: { id, networkId: member.networkId, memberId: member.id } });
      if (!letter) throw new UserError('This message is for somebody else.');
      if (letter.view === null) throw new UserError('This message is more than 60 days old and is no longer kept.');
      const shown = knownView(letter.view);
      if (!shown) throw new UserError('This message was written by an older version of the bot and cannot be shown any more.');
      return shown;
    },

    /**
     * Empties messages that were due before then and are over, whatever networks they are of; returns how many. The rows stay: their
     * keys keep the same cause from ever making a second one, and their reasons stand in reports.
     */
    forgetBodies: (before: Date) => tx.$executeRaw`
      UPDATE "Delivery" SET view = 'null'::json
      WHERE state IN ('sent', 'undeliverable', 'parked') AND "notBefore" < ${before} AND view::text <> 'null'`,

    /** Forgets how fast was sent to whom; a night later it holds nobody back. */
    forgetPaces: () => forgetPaces(tx, Date.now()),
  };
}
