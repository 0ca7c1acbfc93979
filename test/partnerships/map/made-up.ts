import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { projectFile } from '../../../src/database/project-files.ts';
import type { MapSchool, RoundMap } from '../../../src/partnerships/map/types.ts';

/** Every open school of the shipped register. */
export function registerSchools(): (MapSchool & { place: NonNullable<MapSchool['place']> })[] {
  const rows = parse<Record<string, string>>(gunzipSync(readFileSync(projectFile('prisma', 'data', 'schools.csv.gz'))), {
    columns: true,
  });
  return rows.map((row) => ({
    urn: Number(row.urn),
    name: row.name ?? '',
    town: row.town || null,
    region: row.region ?? '',
    place: { easting: Number(row.easting), northing: Number(row.northing) },
  }));
}

/** A round of so many pairs of schools of different regions, spread over the register. */
export function madeUpRound(schools: readonly MapSchool[], pairs: number): RoundMap['groups'] {
  const step = Math.max(1, Math.floor(schools.length / (2 * pairs)));
  const chosen = schools.filter((_, index) => index % step === 0).slice(0, 2 * pairs);
  return chosen.slice(0, pairs).flatMap((one, index) => {
    const other = chosen[index + pairs];
    return other ? [[one, other]] : [];
  });
}

/** A map with nothing on it but what is given. */
export function mapWith(more: Partial<RoundMap> = {}): RoundMap {
  return {
    round: { id: 'r', name: 'Spring', draft: '1', published: false, groupSize: 2 },
    points: [],
    groups: [],
    leftOut: [],
    ...more,
  };
}

/** Schools in four corners of the country. */
export const TRURO = schoolAt(1, 'Truro', 'South West', 182_500, 44_800);
export const BERWICK = schoolAt(2, 'Berwick-upon-Tweed', 'North East', 399_800, 652_900);
export const LONDON = schoolAt(3, 'London', 'London', 530_000, 180_400);
export const BOLTON = schoolAt(4, 'Bolton', 'North West', 371_500, 409_200);

function schoolAt(urn: number, town: string, region: string, easting: number, northing: number) {
  return { urn, name: `${town} School`, town, region, place: { easting, northing } };
}
