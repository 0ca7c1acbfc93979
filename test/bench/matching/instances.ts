import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { projectFile } from '../../../src/database/project-files.ts';
import { randomFrom, shuffled } from '../../../src/matching/random.ts';
import type { MatchSchool } from '../../../src/matching/types.ts';

const REGISTER = projectFile('prisma', 'data', 'schools.csv.gz');
const TOPICS = 36;
/** How much rarer the next topic is: the k-th is asked for like 1 / k^0.9. */
const ZIPF = 0.9;
const PAST_ROUNDS = 6;

type Row = Record<string, string>;

/**
 * Schools of the real register: region, authority, trust, phase, setting, free meals, size and place are theirs; topics,
 * offers, needs, moods, balance and history are made up (the same for the same seed), for no network has such data yet.
 */
export function registerSchools(count: number, seed: number): MatchSchool[] {
  const random = randomFrom(seed);
  const chosen = shuffled(register(), random).slice(0, count);
  const below = (limit: number) => Math.floor(random() * limit);
  const reach: number[] = [];
  for (let at = 0; at < TOPICS; at++) reach.push((reach[at - 1] ?? 0) + 1 / (at + 1) ** ZIPF);
  const topic = (): string => {
    const drawn = random() * (reach[TOPICS - 1] ?? 0);
    return `topic-${reach.findIndex((each) => drawn <= each)}`;
  };
  const topics = (number: number) => [...new Set(Array.from({ length: number }, topic))];
  const schools = chosen.map((known): MatchSchool => {
    const unlucky = random() < 0.3;
    return {
      ...known,
      groups: [],
      topics: topics(1 + below(3)),
      offers: topics(below(3)),
      seeks: topics(below(3)),
      mood: (['family', 'stretch', undefined] as const)[below(3)],
      pastPartners: [],
      timesLeftOut: unlucky ? below(2) : 0,
      timesInTrio: unlucky ? below(2) : 0,
      timesSilent: unlucky ? below(3) : 0,
      leftOutLastTime: false,
      inTrioLastTime: false,
      balance: random() < 0.5 ? Math.round((2 * random() - 1) * 10) / 10 : undefined,
    };
  });
  for (let roundsAgo = 1; roundsAgo <= PAST_ROUNDS; roundsAgo++) {
    const order = shuffled(schools, random);
    for (let at = 0; at + 1 < order.length; at += 2) {
      const [a, b] = [order[at], order[at + 1]];
      if (a && b && a.region !== b.region) a.pastPartners.push({ urn: b.urn, roundsAgo });
    }
  }
  return schools;
}

let known: ReturnType<typeof readRegister> | undefined;
/** What the register says of each school, read once. */
const register = () => (known ??= readRegister());

function readRegister() {
  const rows = parse(gunzipSync(readFileSync(REGISTER)), { columns: true }) as Row[];
  return rows.map((row) => ({
    urn: Number(row.urn),
    region: row.region ?? '',
    localAuthority: row.local_authority ?? '',
    trust: row.trust || undefined,
    phase: phaseOf(row),
    fsmBand: row.percent_fsm ? band(Number(row.percent_fsm), [10, 17, 25, 37]) : undefined,
    urban: row.urban_rural ? /urban/i.test(row.urban_rural) : undefined,
    sizeBand: row.pupils ? band(Number(row.pupils), [105, 210, 420]) : undefined,
    easting: Number(row.easting) || undefined,
    northing: Number(row.northing) || undefined,
  }));
}

function phaseOf(row: Row): string {
  const [phase = '', type = ''] = [row.phase, row.type];
  if (/special/i.test(type)) return 'special';
  if (/pupil referral|alternative/i.test(type)) return 'alternative-provision';
  if (/middle/i.test(phase)) return 'middle';
  if (/16 plus/i.test(phase)) return 'post-16';
  if (/all-through/i.test(phase)) return 'all-through';
  return /primary|secondary|nursery/i.exec(phase)?.[0].toLowerCase() ?? 'other';
}

function band(value: number, limits: number[]): number {
  return 1 + limits.filter((limit) => value >= limit).length;
}
