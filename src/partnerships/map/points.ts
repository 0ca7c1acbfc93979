import type { Tx } from '../../database/open.ts';
import type { Place } from './frame.ts';

/** The register's open schools as points, kept for this process: it changes once a month. */
let kept: { schools: number; points: readonly Place[] } | undefined;

/** Where England's open schools are, one point each. Read again when their number has changed. */
export async function schoolPoints(tx: Tx): Promise<readonly Place[]> {
  const schools = await tx.school.count({ where: { status: 'open', easting: { gt: 0 } } });
  if (kept?.schools === schools) return kept.points;
  // Plain SQL: the client would spend a second on making 24,700 objects of rows it does not know to be this small.
  const points = await tx.$queryRaw<Place[]>`SELECT easting, northing FROM "School" WHERE status = 'open' AND easting > 0`;
  kept = { schools, points };
  return points;
}
