import { bySlug, findIn, type Listed, suggestIn } from './listed.ts';

/** One of England's nine regions. */
export interface Region extends Listed {
  /** The register's letter for it (GOR code). */
  readonly code: string;
}

/** The nine regions, in the register's order. Its other values ("Wales (pseudo)", "Not Applicable") are not England. */
export const REGIONS = [
  { slug: 'north-east', label: 'North East', code: 'A' },
  { slug: 'north-west', label: 'North West', code: 'B' },
  {
    slug: 'yorkshire-humber',
    label: 'Yorkshire and the Humber',
    code: 'D',
    aliases: ['yorkshire', 'yorkshire and humberside', 'yorks'],
  },
  { slug: 'east-midlands', label: 'East Midlands', code: 'E' },
  { slug: 'west-midlands', label: 'West Midlands', code: 'F' },
  { slug: 'east-of-england', label: 'East of England', code: 'G', aliases: ['eastern', 'east anglia', 'east england'] },
  { slug: 'london', label: 'London', code: 'H', aliases: ['inner london', 'outer london', 'greater london'] },
  { slug: 'south-east', label: 'South East', code: 'J' },
  { slug: 'south-west', label: 'South West', code: 'K' },
] as const satisfies readonly Region[];

/** The slug of a region, as stored. */
export type RegionSlug = (typeof REGIONS)[number]['slug'];

/** The region a typed text or the register's name clearly means ("Yorkshire and The Humber"); undefined outside England. */
export const findRegion = (text: string) => findIn(REGIONS, text);

/** Regions to offer while somebody types. */
export const suggestRegions = (text: string, limit: number) => suggestIn(REGIONS, text, limit);

/** The region with this slug, as it comes from the database. */
export const regionBySlug = (slug: string) => bySlug(REGIONS, slug);
