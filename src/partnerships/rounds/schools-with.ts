import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import type { MatchSchool } from '../../matching/types.ts';
import { schoolsForRound } from './inputs.ts';
import type { Edit } from './types.ts';
import { isInRound, PLACE } from './who.ts';

/** The schools of a round as they are now, with one brought in or taken out by a change that is not written yet. */
export async function schoolsWith(
  tx: Tx,
  networkId: string,
  of: { roundId: string; now: Date },
  { decide }: Edit,
): Promise<MatchSchool[]> {
  const schools = await schoolsForRound(tx, networkId, of);
  if (!decide) return schools;
  const others = schools.filter((one) => one.urn !== decide.urn);
  const isIn = decide.decided === 'added' || (decide.decided === null && (await isInUndecided(tx, networkId, of, decide.urn)));
  if (!isIn) return others;
  const known = schools.find((one) => one.urn === decide.urn);
  const late = known ?? (await schoolsForRound(tx, networkId)).find((one) => one.urn === decide.urn);
  if (!late) throw new UserError('That school does not take part. A colleague there can type /partner join.');
  return [...others, late].sort((a, b) => a.urn - b.urn);
}

/** Would the school be in the round if no coordinator had decided about it? */
async function isInUndecided(tx: Tx, networkId: string, of: { roundId: string; now: Date }, urn: number): Promise<boolean> {
  const { roundId, now } = of;
  const terms = await tx.round.findUniqueOrThrow({
    where: { networkId_id: { networkId, id: roundId } },
    select: { takes: true, regions: true, phases: true },
  });
  const place = await tx.partnerSchool.findUnique({
    where: { networkId_urn: { networkId, urn } },
    include: { school: { select: PLACE } },
  });
  const said = await tx.roundInvitation.findUnique({ where: { roundId_urn: { roundId, urn }, networkId } });
  return place !== null && isInRound(place, said ? { ...said, decided: null } : undefined, terms, now);
}
