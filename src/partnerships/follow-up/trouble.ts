import type { HomeNetwork, Insider } from '../../chat/who.ts';
import { newId } from '../../database/id.ts';
import type { Tx } from '../../database/open.ts';
import { UserError } from '../../errors.ts';
import { nextSchoolTime } from '../../vocabulary/school-time.ts';
import type { SchoolName } from '../types.ts';
import { nobodyNeedsToBegin, tellCoordinators } from './letters.ts';
import { troubleView } from './notices.ts';
import { noLongerSilent, pairOf } from './pair.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** What a school says in private. */
export function createTrouble(tx: Tx) {
  return {
    /**
     * "This is not working": the coordinators hear it (none that teaches at the other school), the schools are never paired again, and
     * nothing else changes. Once a day for a school and pair.
     */
    async trouble(
      member: Insider,
      network: HomeNetwork,
      groupId: string,
      words: string | undefined,
      now: Date,
    ): Promise<{ others: SchoolName[]; told: number }> {
      const pair = await pairOf(tx, member, groupId);
      const at = { groupId_urn: { groupId, urn: member.schoolUrn }, networkId: member.networkId };
      const { troubleAt } = await tx.roundGroupSchool.findUniqueOrThrow({ where: at });
      if (troubleAt !== null && now.getTime() - troubleAt.getTime() < DAY_MS)
        throw new UserError('The coordinators have heard this from your school today. They can be told more tomorrow.');
      await tx.roundGroupSchool.update({ where: at, data: { troubleAt: now } });
      await noLongerSilent(tx, member.networkId, member.schoolUrn);
      await nobodyNeedsToBegin(tx, groupId);
      const others = pair.others.map((one) => one.urn);
      for (const urn of others) await bar(tx, member, urn, now);
      const told = await tellCoordinators(
        tx,
        network.id,
        {
          key: `follow-up:${groupId}:trouble:${member.schoolUrn}:${newId()}`,
          view: troubleView(pair, member, words),
          notBefore: nextSchoolTime(now, network.timeZone),
          exceptAt: others,
        },
        now,
      );
      return { others: pair.others, told };
    },
  };
}

/** On the private list, once: the two are never paired again. */
async function bar(tx: Tx, member: Insider, other: number, now: Date): Promise<void> {
  const [urnA = 0, urnB = 0] = [member.schoolUrn, other].sort((a, b) => a - b);
  const rule = { networkId: member.networkId, roundId: null, urnA, urnB, kind: 'barred' };
  if ((await tx.pairRule.count({ where: rule })) > 0) return;
  await tx.pairRule.create({ data: { id: newId(), ...rule, cause: 'not-working', madeBy: member.id, madeAt: now } });
}
