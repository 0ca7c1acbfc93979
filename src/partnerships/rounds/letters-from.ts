import type { Tx } from '../../database/open.ts';

/** Notes where the letters of a round go on: beyond a school's number, or from a pair's position; null: all are written. */
export async function beginLetters(tx: Tx, networkId: string, roundId: string, from: number | null): Promise<void> {
  await tx.round.update({
    where: { networkId_id: { networkId, id: roundId } },
    data: { lettersFrom: from },
    select: { id: true },
  });
}
