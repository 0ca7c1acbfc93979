import type { Tx } from '../../database/open.ts';

/** A contact of a school, as an introduction names them. */
export interface Contact {
  id: string;
  name: string;
  subject: string;
  urn: number;
  /** They asked that nothing be sent to them now: named, but not written to. */
  resting: boolean;
}

/** The contacts of every school that takes part, by URN; only of some schools where `urns` is given. */
export async function contactsAt(
  tx: Tx,
  networkId: string,
  now: Date,
  urns?: readonly number[],
): Promise<Map<number, Contact[]>> {
  const contact = { select: { id: true, name: true, subject: true, pausedUntil: true } } as const;
  const entries = await tx.partnerSchool.findMany({
    where: { networkId, leftAt: null, ...(urns && { urn: { in: [...urns] } }) },
    select: { urn: true, first: contact, second: contact },
  });
  return new Map(
    entries.map(({ urn, first, second }) => [
      urn,
      [first, second].flatMap((one): Contact[] => {
        if (!one) return [];
        const { pausedUntil, ...rest } = one;
        return [{ ...rest, urn, resting: pausedUntil !== null && pausedUntil > now }];
      }),
    ]),
  );
}
