import { bySlug, type Listed, plainWords } from './listed.ts';
import type { PhaseSlug } from './phases.ts';

/** Where a school stands, from the register's urban/rural names. */
export interface Setting extends Listed {
  readonly rural: boolean;
}

/** The four settings, most built-up first. */
export const SETTINGS = [
  { slug: 'conurbation', label: 'Big city', rural: false },
  { slug: 'city-town', label: 'City or town', rural: false },
  { slug: 'rural-town-fringe', label: 'Country town', rural: true },
  { slug: 'rural-village', label: 'Village', rural: true },
] as const satisfies readonly Setting[];

/** Share of pupils entitled to free school meals, round England's mean of 24.6 %. Not official fifths. */
export const FSM_BANDS = [
  { slug: 'fsm-1', label: 'Free school meals under 10%', below: 10 },
  { slug: 'fsm-2', label: 'Free school meals 10% to 17%', below: 17 },
  { slug: 'fsm-3', label: 'Free school meals 17% to 25%', below: 25 },
  { slug: 'fsm-4', label: 'Free school meals 25% to 37%', below: 37 },
  { slug: 'fsm-5', label: 'Free school meals 37% or more', below: Number.POSITIVE_INFINITY },
] as const satisfies readonly (Listed & { readonly below: number })[];

/** How big a school is among schools of its kind. */
export const SIZE_BANDS = [
  { slug: 'small', label: 'Small for its kind' },
  { slug: 'medium', label: 'Middling for its kind' },
  { slug: 'large', label: 'Large for its kind' },
  { slug: 'very-large', label: 'Very large for its kind' },
] as const satisfies readonly Listed[];

export type SettingSlug = (typeof SETTINGS)[number]['slug'];
export type FsmBandSlug = (typeof FSM_BANDS)[number]['slug'];
export type SizeBandSlug = (typeof SIZE_BANDS)[number]['slug'];

/** Upper bounds (pupils, exclusive) of small, medium and large. */
const PRIMARY_SIZES = [105, 210, 420] as const;
const SECONDARY_SIZES = [600, 1000, 1500] as const;

/**
 * The setting behind an urban/rural name of the 2011 list ("(England/Wales) Urban major conurbation") or the 2021 list
 * ("Larger rural: Nearer to a major town or city"). The 2021 list no longer tells conurbations apart. Blank gives undefined.
 */
export function settingOf(urbanRuralName: string): SettingSlug | undefined {
  const name = plainWords(urbanRuralName);
  if (name.includes('conurbation')) return 'conurbation';
  if (name.includes('larger rural') || name.includes('rural town')) return 'rural-town-fringe';
  if (name.includes('rural')) return 'rural-village';
  if (name.includes('urban')) return 'city-town';
  return undefined;
}

/** The band of a share of free school meals in per cent; undefined when it is not known or not a share. */
export function fsmBandOf(percent: number | null | undefined): FsmBandSlug | undefined {
  if (percent === null || percent === undefined || !(percent >= 0 && percent <= 100)) return undefined;
  return FSM_BANDS.find((band) => percent < band.below)?.slug;
}

/** The size band of a school. Nursery, primary, special and alternative provision are measured as primaries, the rest as secondaries. */
export function sizeBandOf(pupils: number | null | undefined, phase: PhaseSlug | undefined): SizeBandSlug | undefined {
  if (pupils === null || pupils === undefined || !(pupils > 0) || phase === undefined) return undefined;
  const [small, medium, large] = measuredAsPrimary(phase) ? PRIMARY_SIZES : SECONDARY_SIZES;
  if (pupils < small) return 'small';
  if (pupils < medium) return 'medium';
  if (pupils < large) return 'large';
  return 'very-large';
}

/** Whether a setting is in the country. */
export function isRural(setting: SettingSlug): boolean {
  return bySlug(SETTINGS, setting)?.rural ?? false;
}

/** The entries with these slugs, as they come from the database. */
export const settingBySlug = (slug: string) => bySlug(SETTINGS, slug);
export const fsmBandBySlug = (slug: string) => bySlug(FSM_BANDS, slug);
export const sizeBandBySlug = (slug: string) => bySlug(SIZE_BANDS, slug);

function measuredAsPrimary(phase: PhaseSlug): boolean {
  return phase === 'nursery' || phase === 'primary' || phase === 'special' || phase === 'alternative-provision';
}
