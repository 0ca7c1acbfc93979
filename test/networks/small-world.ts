import { type App, createApp } from '../../src/app.ts';
import { createBackend } from '../../src/backend.ts';
import type { Backend } from '../../src/chat/backend.ts';
import type { Caller, Insider, Visitor } from '../../src/chat/who.ts';
import type { Database } from '../../src/database/open.ts';
import type { Joining } from '../../src/members/types.ts';
import { freshDatabase } from '../kit/database.ts';

/** A Wednesday afternoon in term, 15:45 in London. */
export const WEDNESDAY = new Date('2026-11-25T15:45:00Z');
/** Monday of the same week, 16:00. */
export const MONDAY = new Date('2026-11-23T16:00:00Z');

/** Schools of five regions; the first two share a trust, the last is closed. URN to region, authority, phase, trust. */
export const SCHOOLS = {
  alder: { urn: 900001, region: 'London', localAuthority: 'Camden', phase: 'Primary', trust: 'Leaf Trust', town: 'London' },
  birch: { urn: 900002, region: 'South West', localAuthority: 'Cornwall', phase: 'Primary', trust: 'Leaf Trust', town: 'Truro' },
  cedar: { urn: 900003, region: 'North East', localAuthority: 'Durham', phase: 'Secondary', trust: null, town: 'Durham' },
  damson: { urn: 900004, region: 'North West', localAuthority: 'Wirral', phase: 'Secondary', trust: null, town: 'Birkenhead' },
  elder: { urn: 900005, region: 'South East', localAuthority: 'Kent', phase: 'Primary', trust: null, town: null },
  fir: { urn: 900006, region: 'East of England', localAuthority: 'Essex', phase: 'Secondary', trust: null, town: 'Harlow' },
  gone: { urn: 900007, region: 'London', localAuthority: 'Brent', phase: 'Primary', trust: null, town: 'London' },
} as const;
export type SchoolKey = keyof typeof SCHOOLS;

/** A network and where it lives. */
export interface Net {
  id: string;
  platform: string;
  externalId: string;
  communityId: string;
  code: string;
}

/** A database with a few schools, and short ways of founding networks and joining them. */
export interface SmallWorld {
  database: Database;
  /** The verbs, each in the transaction Prisma gives a single statement; `together` for several in one. */
  app: App;
  backend: Backend<App>;
  together<T>(work: (app: App) => Promise<T>): Promise<T>;
  /** Founds a network in a workspace or server of its own, by an administrator called after it. */
  found(name: string, platform?: string): Promise<Net>;
  caller(net: Pick<Net, 'platform' | 'externalId'> | undefined, userId: string): Caller;
  /** Who they are there; without a network: in a direct message that belongs to none. */
  visitor(net: Pick<Net, 'platform' | 'externalId'> | undefined, userId: string): Promise<Visitor>;
  /** Somebody joins; returns them as handlers get them. */
  join(net: Net, userId: string, school: SchoolKey, more?: Partial<Joining>): Promise<Insider>;
  /** The same person, read again. */
  again(net: Net, userId: string): Promise<Insider>;
}

let communities = 0;

/** Opens one; close its database afterwards. */
export async function smallWorld(): Promise<SmallWorld> {
  const database = await freshDatabase();
  const db = database.prisma;
  await db.school.createMany({
    data: Object.entries(SCHOOLS).map(([key, one]) => ({
      ...one,
      name: `${key.charAt(0).toUpperCase()}${key.slice(1)} School`,
      type: 'Community school',
      status: key === 'gone' ? 'closed' : 'open',
      searchText: ` ${key} school|`,
    })),
  });
  const app = createApp(db);
  const backend = createBackend(db, () => MONDAY);
  const world: SmallWorld = {
    database,
    app,
    backend,
    together: (work) => db.$transaction((tx) => work(createApp(tx))),
    async found(name, platform = 'slack') {
      communities += 1;
      const externalId = `T${communities}`;
      const { id, joinCode } = await app.networks.create({ platform, externalId, name }, `${name}-admin`, name, MONDAY);
      const community = await db.community.findFirstOrThrow({ where: { networkId: id } });
      return { id, platform, externalId, communityId: community.id, code: joinCode };
    },
    caller: (net, userId) => ({
      platform: net?.platform ?? 'discord',
      ...(net && { communityExternalId: net.externalId }),
      userId,
      displayName: userId,
      isAdmin: async () => false,
    }),
    visitor: (net, userId) => backend.look(world.caller(net, userId), async (_, visitor) => visitor),
    async join(net, userId, school, more = {}) {
      const joining = {
        schoolUrn: SCHOOLS[school].urn,
        subject: 'science',
        topic: 'oracy-dialogue',
        privateDigest: false,
        ...more,
      };
      await app.members.join(await world.visitor(net, userId), joining, MONDAY);
      return world.again(net, userId);
    },
    async again(net, userId) {
      const { member } = await world.visitor(net, userId);
      if (!member) throw new Error(`${userId} has not joined`);
      return member;
    },
  };
  return world;
}
