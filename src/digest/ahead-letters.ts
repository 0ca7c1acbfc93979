import type { HomeNetwork } from '../chat/who.ts';
import type { Tx } from '../database/open.ts';
import type { Letter } from '../outbox/enqueue.ts';
import type { SchoolCalendars } from '../vocabulary/school-holidays.ts';
import { isSchoolTime } from '../vocabulary/school-time.ts';
import { aheadView } from './edition-views.ts';
import type { EditionCard } from './types.ts';

/** How the keys of one edition's messages to coordinators begin. */
export const aheadKey = (network: HomeNetwork, week: string) => `ahead:${network.id}:${week}:`;

/**
 * What coordinators get before an edition goes, each once. Who has a rest gets none, nor whose own school is closed then: when it opens
 * again, the digest is out.
 */
export async function lettersAhead(
  tx: Tx,
  network: HomeNetwork,
  card: EditionCard & { due: Date },
  at: Date,
  calendars: SchoolCalendars,
): Promise<Letter[]> {
  const coordinators = await tx.member.findMany({
    where: { networkId: network.id, coordinator: true, OR: [{ pausedUntil: null }, { pausedUntil: { lte: at } }] },
    select: { id: true, school: { select: { urn: true, localAuthority: true } } },
  });
  const view = aheadView(card, network.name, network.timeZone);
  return coordinators
    .filter(({ school }) => isSchoolTime(at, network.timeZone, calendars.of(school)))
    .map(({ id }) => ({
      networkId: network.id,
      kind: 'notice' as const,
      key: `${aheadKey(network, card.week)}${id}`,
      to: { memberId: id },
      view,
      notBefore: at,
    }));
}
