import type { HomeNetwork } from '../../chat/who.ts';
import type { Tx } from '../../database/open.ts';
import { enqueue } from '../../outbox/enqueue.ts';
import { nextSchoolTime } from '../../vocabulary/school-time.ts';
import { SCHOOL_NAME } from '../school-name.ts';
import type { Unreached } from '../types.ts';
import { unreachedView } from '../views.ts';

/** Whom an introduction of a round did not reach, with the reason. */
export async function unreachedOf(tx: Tx, networkId: string, roundId: string): Promise<Unreached[]> {
  const failed = await tx.delivery.findMany({
    where: { ...introductionsOf(networkId, roundId), state: { in: ['undeliverable', 'parked'] } },
    include: { member: { include: { school: { select: SCHOOL_NAME } } } },
    orderBy: { key: 'asc' },
  });
  return failed.map((one) => ({ name: one.member?.name ?? '', school: one.member?.school.name ?? '', reason: one.reason ?? '' }));
}

/**
 * Tells every coordinator, once per round, whom nothing reached. Waits until every introduction that is due has an end; one put off
 * (its reader is having a rest) holds up nothing.
 */
export async function reportUnreached(tx: Tx, network: HomeNetwork, now: Date): Promise<string> {
  const round = await tx.round.findFirst({
    where: { networkId: network.id, state: 'published' },
    orderBy: { publishedAt: 'desc' },
    select: { id: true, name: true, lettersFrom: true },
  });
  if (!round) return 'no round';
  if (round.lettersFrom !== null) return 'introductions are still being written';
  const onTheirWay = { state: { in: ['due', 'sending'] }, notBefore: { lte: now } };
  if ((await tx.delivery.count({ where: { ...introductionsOf(network.id, round.id), ...onTheirWay } })) > 0)
    return 'introductions are still on their way';
  const failed = await unreachedOf(tx, network.id, round.id);
  if (failed.length === 0) return 'nobody was missed';
  const coordinators = await tx.member.findMany({ where: { networkId: network.id, coordinator: true }, select: { id: true } });
  const view = unreachedView(round.name, failed);
  const notBefore = nextSchoolTime(now, network.timeZone);
  const letters = coordinators.map((one) => ({
    networkId: network.id,
    kind: 'notice' as const,
    key: `unreached:${round.id}:${one.id}`,
    to: { memberId: one.id },
    view,
    notBefore,
  }));
  return `${await enqueue(tx, letters, now)} coordinators told`;
}

function introductionsOf(networkId: string, roundId: string) {
  return { networkId, kind: 'introduction', key: { startsWith: `introduction:${roundId}:` } };
}
