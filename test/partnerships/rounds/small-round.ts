import type { HomeNetwork, Insider } from '../../../src/chat/who.ts';
import type { RoundCard } from '../../../src/partnerships/types.ts';
import { MONDAY, type Net, SCHOOLS, type SchoolKey, type SmallWorld, smallWorld, WEDNESDAY } from '../../networks/small-world.ts';
import { draftRound } from './drafted.ts';

/** A network of schools in a round, and short ways of running it. */
export interface SmallRound {
  world: SmallWorld;
  net: Net;
  network: HomeNetwork;
  /** Its coordinator, at Alder. */
  lead: Insider;
  /** First contacts by school. */
  people: Partial<Record<SchoolKey, Insider>>;
  /** Opens a round with all schools that take part, and drafts it. */
  drafted(): Promise<RoundCard>;
  published(): Promise<RoundCard>;
  /** The groups as they stand, each as its schools' names in order: "Alder + Cedar". */
  groups(roundId: string): Promise<string[]>;
  /** A school joins with a contact of its own. */
  join(school: SchoolKey): Promise<Insider>;
}

/** The demo of these tests: six schools of six regions; Alder and Birch share a trust. A network of its own, in a world of its own or a given one. */
export async function smallRound(
  given?: SmallWorld,
  schools: readonly SchoolKey[] = ['alder', 'birch', 'cedar', 'damson', 'elder', 'fir'],
): Promise<SmallRound> {
  const world = given ?? (await smallWorld());
  const net = await world.found('Leaves');
  const people: SmallRound['people'] = {};
  const round: SmallRound = {
    world,
    net,
    network: { id: net.id, name: 'Leaves', timeZone: 'Europe/London' },
    lead: await world.join(net, 'Leaves-admin', 'alder'),
    people,
    async drafted() {
      const { id } = await world.together((app) => app.rounds.open(round.lead, round.network, 'Spring', MONDAY));
      // Otherwise the seed comes from the round's id, and ties would fall another way each time.
      await world.database.prisma.round.update({ where: { id }, data: { seed: 7 } });
      return draftRound(world.database, round.lead, id, MONDAY);
    },
    async published() {
      const { id, draft } = await round.drafted();
      const done = await world.together((app) => app.rounds.publish(round.lead, round.network, id, String(draft), WEDNESDAY));
      return done.round;
    },
    async groups(roundId) {
      const rows = await world.database.prisma.roundGroup.findMany({
        where: { roundId, endedAt: null },
        include: { schools: { include: { school: true } } },
      });
      return rows
        .map((row) =>
          row.schools
            .map((one) => short(one.school.name))
            .sort()
            .join(' + '),
        )
        .sort();
    },
    async join(school) {
      const member = school === 'alder' ? round.lead : await world.join(net, `${school}-contact`, school);
      await world.together((app) => app.partners.join(member, MONDAY));
      people[school] = member;
      return member;
    },
  };
  for (const school of schools) await round.join(school);
  return round;
}

/** A school's URN. */
export function urn(school: SchoolKey): number {
  return SCHOOLS[school].urn;
}

/** "Alder School" as "Alder". */
export function short(name: string): string {
  return name.replace(/ School$/, '');
}
