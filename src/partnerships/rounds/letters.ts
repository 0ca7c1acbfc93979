import type { HomeNetwork } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { writeCancellations } from './cancelling.ts';
import { writeIntroductions } from './introducing.ts';
import { writeInvitations } from './invitations.ts';
import { beginLetters } from './letters-from.ts';

/**
 * The letters of a large round, page by page. What causes them (a round is opened, published, cancelled) commits with the first page
 * and notes where the next begins; a job writes the others, each in the transaction that moves the mark on. So whatever is killed in
 * between is continued exactly, by any process, and no transaction is long.
 */
export function createLetters(tx: Tx) {
  return {
    /** Has a round of this network letters to be written? */
    hasLetters: async (networkId: string): Promise<boolean> =>
      (await tx.round.count({ where: { networkId, lettersFrom: { not: null } } })) > 0,

    /** Writes the next page; false when there is no other. */
    async writeLetters(network: HomeNetwork, now: Date): Promise<boolean> {
      const [found] = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM "Round" WHERE "networkId" = ${network.id} AND "lettersFrom" IS NOT NULL
        ORDER BY "openedAt" LIMIT 1 FOR UPDATE`;
      if (!found) return false;
      const round = await tx.round.findUniqueOrThrow({
        where: { networkId_id: { networkId: network.id, id: found.id } },
        omit: { inputs: true, outcome: true, certificate: true },
      });
      const from = round.lettersFrom ?? 0;
      const next = await nextPage(tx, network, round, from, now);
      await beginLetters(tx, network.id, round.id, next);
      // Nobody else makes statistics on the embedded database before night, and without any the next commands go astray.
      if (next === null) await tx.$executeRaw`ANALYZE "RoundInvitation", "Delivery"`;
      return true;
    },
  };
}

type WrittenRound = Parameters<typeof writeInvitations>[2] & { state: string; publishedAt: Date | null };

function nextPage(tx: Tx, network: HomeNetwork, round: WrittenRound, from: number, now: Date): Promise<number | null> {
  if (round.state === 'cancelled') return writeCancellations(tx, network, round, from, now);
  if (round.publishedAt === null) return writeInvitations(tx, network, round, from, now);
  return writeIntroductions(tx, network, { ...round, publishedAt: round.publishedAt }, from, now);
}
