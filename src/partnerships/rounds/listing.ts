import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import type { StoredRound } from './check.ts';
import { storedResult } from './stored.ts';

/** Every round of every network, the newest first, a line each: for whoever runs the bot. */
export async function roundLines(tx: Tx): Promise<string[]> {
  const rounds = await tx.round.findMany({
    orderBy: { openedAt: 'desc' },
    select: { id: true, name: true, state: true, draftedAt: true, network: { select: { name: true } } },
  });
  return rounds.map(({ id, name, state, draftedAt, network }) =>
    [
      id,
      state.padEnd(9),
      draftedAt ? `drafted ${draftedAt.toISOString().slice(0, 10)}` : 'no draft yet      ',
      `"${name}", ${network.name}`,
    ].join('  '),
  );
}

/** A round with everything a check needs. Throws a UserError when there is nothing to check. */
export async function storedRound(tx: Tx, id: string): Promise<StoredRound> {
  const round = await tx.round.findFirst({ where: { id }, select: { networkId: true, name: true, state: true } });
  if (!round) throw new UserError(`There is no round ${id}. See them all with: npm run round -- list`);
  const result = await storedResult(tx, round.networkId, id);
  if (!result) throw new UserError(`"${round.name}" has no draft with a proof yet, so there is nothing to check.`);
  const groups = await tx.roundGroup.findMany({
    where: { networkId: round.networkId, roundId: id },
    select: { position: true, endedAt: true, schools: { select: { urn: true } } },
    orderBy: { position: 'asc' },
  });
  const rows = groups.map(({ position, endedAt, schools }) => ({
    position,
    urns: schools.map((one) => one.urn),
    ended: endedAt !== null,
  }));
  return { name: round.name, state: round.state, result, rows };
}
