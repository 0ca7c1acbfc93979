import type { Tx } from '../../database/open.ts';
import { InvalidInput, UserError } from '../../errors.ts';
import { SCHOOL_NAME } from '../school-name.ts';
import type { SchoolName } from '../types.ts';
import { urnsInRound } from './places.ts';
import type { Change } from './types.ts';

/** The schools a change names, and whom each meets in the round as it stands. */
export interface Named {
  schools: SchoolName[];
  /** The group each is in; undefined: left out, or not in the round. */
  groups: ({ id: string; urns: number[] } | undefined)[];
  partners: SchoolName[][];
}

/** Could this be a school's number? Buttons carry what they like. */
export function isUrn(number: number): boolean {
  return Number.isInteger(number) && number > 0 && number < 2 ** 31;
}

/** The URNs a change names, in order. */
export function urnsOf(change: Change): number[] {
  return 'b' in change ? [change.a, change.b] : [change.a];
}

/**
 * Looks up what a change names, and refuses in words what makes no sense: the same school twice, a school that is not in the round,
 * or one that is in it already.
 */
export async function namedIn(
  tx: Tx,
  networkId: string,
  round: { id: string; name: string },
  change: Change,
  now: Date,
): Promise<Named> {
  const urns = urnsOf(change);
  if (new Set(urns).size < urns.length) throw new InvalidInput({ with: 'Please choose two different schools.' });
  if (!urns.every(isUrn)) throw new UserError('That school is not in the register.');
  const places = await tx.roundGroupSchool.findMany({
    where: { networkId, urn: { in: urns }, group: { roundId: round.id, endedAt: null } },
    select: { urn: true, groupId: true },
  });
  const inside = new Set([...places.map((one) => one.urn), ...(await urnsOutside(tx, networkId, round.id, now))]);
  const rows = await tx.roundGroup.findMany({
    where: { networkId, id: { in: places.map((one) => one.groupId) } },
    select: { id: true, schools: { select: { urn: true } } },
  });
  const members = rows.map((row) => ({ id: row.id, urns: row.schools.map((one) => one.urn) }));
  const found = await tx.school.findMany({
    where: { urn: { in: [...urns, ...members.flatMap((group) => group.urns)] } },
    select: SCHOOL_NAME,
  });
  const named = new Map(found.map((one) => [one.urn, one]));
  const schools = urns.flatMap((urn) => named.get(urn) ?? []);
  if (schools.length < urns.length) throw new UserError('That school is not in the register.');
  for (const [index, school] of schools.entries())
    refuseStranger(change, school, inside.has(school.urn), round.name, index === 0 ? 'school' : 'with');
  // Of several pairs of one school the one with the other named school, else the one it was drawn into.
  const together = members.find((group) => urns.every((urn) => group.urns.includes(urn)));
  const groups = urns.map((urn) => together ?? members.find((group) => group.urns.includes(urn)));
  const partners = groups.map((group, index) =>
    (group?.urns ?? []).filter((urn) => urn !== urns[index]).flatMap((urn) => named.get(urn) ?? []),
  );
  return { schools, groups, partners };
}

function refuseStranger(change: Change, school: SchoolName, inside: boolean, round: string, field: string): void {
  // The private list is for rounds to come.
  if (change.kind === 'never') return;
  if (change.kind === 'add') {
    if (inside) throw new InvalidInput({ [field]: `${school.name} is in "${round}" already.` });
  } else if (!inside)
    throw new InvalidInput({ [field]: `${school.name} is not in "${round}". You can bring it in with this command too.` });
}

/** The schools that are in no group of the draft, though in it: those left out; before a draft, all that would be in it. */
async function urnsOutside(tx: Tx, networkId: string, roundId: string, now: Date): Promise<Iterable<number>> {
  const round = await tx.round.findUniqueOrThrow({
    where: { networkId_id: { networkId, id: roundId } },
    select: { state: true, outcome: true },
  });
  if (round.state === 'open') return urnsInRound(tx, networkId, roundId, now);
  // Written by keepDraft, in this shape.
  const outcome = round.outcome as { leftOut: { urn: number }[] } | null;
  return (outcome?.leftOut ?? []).map((one) => one.urn);
}
