import { type App, createApp } from '../../../src/app.ts';
import { knownView, type View, view } from '../../../src/chat/view.ts';
import type { HomeNetwork, Insider } from '../../../src/chat/who.ts';
import { read } from '../../chat/bot.ts';
import { type Net, SCHOOLS, type SchoolKey, type SmallWorld, smallWorld } from '../../networks/small-world.ts';

const HOUR_MS = 60 * 60 * 1000;
/** An instant, in UTC. */
export const at = (iso: string) => new Date(`${iso}:00Z`);
/** So many hours later. */
export const hoursAfter = (start: Date, hours: number) => new Date(start.getTime() + hours * HOUR_MS);

/** When a round is published, a Monday in term at 16:00 in London, and what follows when nobody writes. */
export const PUBLISHED = at('2026-11-02T16:00');
export const TUESDAY = at('2026-11-03T16:00');
export const DAY_10 = at('2026-11-12T16:00');
export const THREE_DAYS_ON = at('2026-11-17T16:00');
export const END = at('2026-12-14T16:00');

/** Rounds of a small network, published long enough ago to be followed up. */
export interface Pairs {
  world: SmallWorld;
  app: App;
  net: Net;
  network: HomeNetwork;
  /** Somebody of a school; the first to join it is its first contact, the next the second. */
  contact(name: string, school: SchoolKey): Promise<Insider>;
  coordinator(name: string, school: SchoolKey): Promise<Insider>;
  /** A round with these pairs and trios, published at that instant. Returns the groups' ids. */
  published(groups: SchoolKey[][], at: Date, more?: { name?: string; endsAt?: Date }): Promise<string[]>;
  /** Runs the job's work at an instant. */
  run(at: Date): Promise<string>;
  /** Messages written so far, oldest first: "nudge ann". */
  letters(): Promise<string[]>;
  /** The words of the newest message to somebody, and its buttons. */
  words(member: Insider): Promise<string>;
  labels(member: Insider): Promise<string[]>;
  side(
    group: string,
    school: SchoolKey,
  ): Promise<{ wroteAt: Date | null; met: string | null; tried: string | null; troubleAt: Date | null }>;
  entry(school: SchoolKey): Promise<{ silentRounds: number; inactiveSince: Date | null }>;
  /** Everything gone but the schools; a new network. */
  anew(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a small world for pairs; `anew` before each test. */
export async function pairsWorld(): Promise<Pairs> {
  const world = await smallWorld();
  const db = world.database.prisma;
  const none = { id: '', platform: '', externalId: '', communityId: '', code: '' };
  const newest = async (member: Insider): Promise<View> => {
    const delivery = await db.delivery.findFirstOrThrow({
      where: { memberId: member.id },
      orderBy: [{ createdAt: 'desc' }, { key: 'desc' }],
    });
    return knownView(delivery.view) ?? view();
  };
  const pairs: Pairs = {
    world,
    app: world.app,
    net: none,
    network: { id: '', name: '', timeZone: 'Europe/London' },
    async contact(name, school) {
      const member = await world.join(pairs.net, name, school);
      await world.together((app) => app.partners.join(member, BEFORE));
      return member;
    },
    async coordinator(name, school) {
      const member = await world.join(pairs.net, name, school);
      await db.member.update({ where: { id: member.id }, data: { coordinator: true } });
      return world.again(pairs.net, name);
    },
    async published(groups, at, more = {}) {
      const round = `r${++made}`;
      const networkId = pairs.net.id;
      const { name = 'Spring', endsAt = null } = more;
      await db.round.create({
        data: { id: round, networkId, name, endsAt, state: 'published', seed: 1, openedAt: at, publishedAt: at },
      });
      for (const [position, schools] of groups.entries()) {
        await db.roundGroup.create({
          data: { id: `${round}g${position}`, networkId, roundId: round, position, score: 1, reasons: [] },
        });
        await db.roundGroupSchool.createMany({
          data: schools.map((one) => ({ networkId, groupId: `${round}g${position}`, urn: SCHOOLS[one].urn })),
        });
      }
      return groups.map((_, position) => `${round}g${position}`);
    },
    run: (at) => db.$transaction((tx) => createApp(tx).followUp.run(pairs.network, at)),
    async letters() {
      const all = await db.delivery.findMany({
        where: { networkId: pairs.net.id },
        include: { member: true },
        orderBy: [{ createdAt: 'asc' }, { key: 'asc' }],
      });
      return all.map((one) => `${one.kind} ${one.member?.name ?? 'channel'}`);
    },
    words: async (member) => read(await newest(member)),
    labels: async (member) =>
      (await newest(member)).blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons.map((one) => one.label) : [])),
    side: (groupId, school) =>
      db.roundGroupSchool.findUniqueOrThrow({ where: { groupId_urn: { groupId, urn: SCHOOLS[school].urn } } }),
    entry: (school) =>
      db.partnerSchool.findUniqueOrThrow({ where: { networkId_urn: { networkId: pairs.net.id, urn: SCHOOLS[school].urn } } }),
    async anew() {
      await db.network.deleteMany();
      pairs.net = await world.found('Trees');
      pairs.network = { id: pairs.net.id, name: 'Trees', timeZone: 'Europe/London' };
    },
    close: () => world.database.close(),
  };
  return pairs;
}

let made = 0;
const BEFORE = at('2026-09-14T10:00');
