import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import { isUrn } from './named.ts';
import type { Change, Edit, NewRule } from './types.ts';

/** A change as rows, and the words a button carries to take it back ("r:" and ids of rules, or "d:", a URN and what was decided before). */
export async function editFor(
  tx: Tx,
  networkId: string,
  roundId: string,
  change: Change,
  groups: readonly ({ urns: number[] } | undefined)[],
  id: () => string,
): Promise<{ edit: Edit; undo: string }> {
  const rules = (kind: NewRule['kind'], pairs: [number, number][], always = false) => {
    const make = pairs.map((pair) => ({ id: id(), kind, pair, always }));
    return { edit: { make, drop: [] }, undo: `r:${make.map((rule) => rule.id).join('.')}` };
  };
  switch (change.kind) {
    case 'fix':
      return rules('fixed', [[change.a, change.b]]);
    case 'bar':
    case 'never':
      return rules('barred', [[change.a, change.b]], change.kind === 'never');
    case 'swap': {
      const partner = (index: number, urn: number) => groups[index]?.urns.find((one) => one !== urn) ?? 0;
      return rules('fixed', [
        [change.a, partner(1, change.b)],
        [change.b, partner(0, change.a)],
      ]);
    }
    case 'remove':
    case 'add': {
      const row = await tx.roundInvitation.findUnique({
        where: { roundId_urn: { roundId, urn: change.a }, networkId },
        select: { decided: true },
      });
      const decided = change.kind === 'add' ? ('added' as const) : ('removed' as const);
      return { edit: { make: [], drop: [], decide: { urn: change.a, decided } }, undo: `d:${change.a}:${row?.decided ?? ''}` };
    }
    default:
      return change satisfies never;
  }
}

/** What a button that takes something back carries, as rows. */
export function editToUndo(undo: string): Edit {
  const [kind, first = '', second = ''] = undo.split(':');
  if (kind === 'r' && first !== '') return { make: [], drop: first.split('.') };
  const urn = Number(first);
  if (kind === 'd' && isUrn(urn) && (second === '' || second === 'added' || second === 'removed'))
    return { make: [], drop: [], decide: { urn, decided: second === '' ? null : second } };
  throw new UserError('This button is from an older message and no longer does anything. See /round show.');
}
