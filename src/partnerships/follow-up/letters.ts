import type { View } from '../../chat/view.ts';
import type { Tx } from '../../database/open.ts';
import { enqueue, withdraw } from '../../outbox/enqueue.ts';
import { STEPS, type Step } from './rules.ts';

/** The key of a question to a school of a pair; `turn` 2: passed on to the other contact, because the first was not reached. */
export function askKey(groupId: string, step: Step, urn: number, turn: 1 | 2 = 1): string {
  return `follow-up:${groupId}:${step}:${urn}:${turn}`;
}

/** Reads such a key. */
export function readAskKey(key: string): { groupId: string; step: Step; urn: number; turn: number } | undefined {
  const [head, groupId, step, urn, turn] = key.split(':');
  const known = STEPS.find((one) => one === step);
  if (head !== 'follow-up' || groupId === undefined || known === undefined) return undefined;
  return { groupId, step: known, urn: Number(urn), turn: Number(turn) };
}

/** Somebody wrote: a request to begin that has not left yet would only puzzle. */
export async function nobodyNeedsToBegin(tx: Tx, groupId: string): Promise<void> {
  await withdraw(tx, `follow-up:${groupId}:nudge:`);
}

/** The pair was taken apart: what has not left yet would ask about a partner they no longer have. */
export async function nothingMoreToAsk(tx: Tx, groupId: string): Promise<void> {
  for (const step of STEPS) await withdraw(tx, `follow-up:${groupId}:${step}:`);
}

/** Whether some coordinator has not been told of this yet: looking closer is not worth it otherwise. */
export async function isAnybodyToTell(tx: Tx, networkId: string, key: string): Promise<boolean> {
  const coordinators = await tx.member.findMany({ where: { networkId, coordinator: true }, select: { id: true } });
  const told = await tx.delivery.count({ where: { key: { in: coordinators.map((one) => `${key}:${one.id}`) } } });
  return told < coordinators.length;
}

/** Writes a notice to the coordinators of a network, once for each key; returns how many are new. */
export async function tellCoordinators(
  tx: Tx,
  networkId: string,
  notice: { key: string; view: View; notBefore: Date; exceptAt?: readonly number[] },
  now: Date,
): Promise<number> {
  const coordinators = await tx.member.findMany({
    where: { networkId, coordinator: true, schoolUrn: { notIn: [...(notice.exceptAt ?? [])] } },
    select: { id: true },
  });
  const letters = coordinators.map((one) => ({
    networkId,
    kind: 'notice' as const,
    key: `${notice.key}:${one.id}`,
    to: { memberId: one.id },
    view: notice.view,
    notBefore: notice.notBefore,
  }));
  return enqueue(tx, letters, now);
}
