import { findRegion, regionBySlug } from '../../vocabulary/regions.ts';
import { groupsCounted } from '../rounds/group-words.ts';
import { dotOf, kilometres } from './frame.ts';
import type { MapSchool, RoundMap } from './types.ts';

/** A line of the map in words. */
interface Stretch {
  from: MapSchool;
  to: MapSchool;
  km: number;
}

/** With fewer pairs than this, nothing is said about which regions are joined most. */
const PATTERN_PAIRS = 5;

/** "21 pairs, 1 trio". */
export function countOf({ round, groups }: Pick<RoundMap, 'round' | 'groups'>): string {
  const threes = groups.filter((group) => group.length > 2).length;
  return groupsCounted(round, { pairs: groups.length - threes, threes }, ', ');
}

/** Small print under the title: how far apart partners are. */
export function reachOf(map: Pick<RoundMap, 'groups'>): string {
  const lines = stretches(map);
  const [longest] = lines;
  const shortest = lines.at(-1);
  if (!longest || !shortest) return '';
  return longest.km === shortest.km ? `${longest.km} km apart` : `${shortest.km} to ${longest.km} km apart`;
}

/** The map for whoever cannot see it: what it shows, its longest line, which regions it joins most, and what is not on it. */
export function mapAlt(map: Omit<RoundMap, 'points'>): string {
  const [longest] = stretches(map);
  const own = map.own === undefined ? undefined : map.groups.find((group) => group.some((one) => one.urn === map.own));
  const partners = own?.filter((one) => one.urn !== map.own) ?? [];
  const missing = [...map.groups.flat(), ...map.leftOut].filter((one) => !one.place || !dotOf(one.place)).length;
  return [
    `Map of England, ${map.round.published ? '' : 'draft of '}"${map.round.name}": ${countOf(map)}.`,
    partners.length > 0
      ? `Your school's ${partners.length > 1 ? 'lines go' : 'line goes'} to ${partners.map((one) => one.name).join(' and ')}.`
      : '',
    longest ? `The longest line joins ${townOf(longest.from)} and ${townOf(longest.to)}, ${longest.km} km.` : '',
    patternOf(map),
    map.leftOut.length > 0 ? `Left out, as open rings: ${counted(map.leftOut.length, 'school')}.` : '',
    missing > 0 ? `Not on the map, because the register gives no place: ${counted(missing, 'school')}.` : '',
  ]
    .filter((sentence) => sentence !== '')
    .join(' ');
}

/** All lines between two schools with a place, the longest first; a trio's three sides are lines too. */
function stretches({ groups }: Pick<RoundMap, 'groups'>): Stretch[] {
  return groups
    .flatMap((group) => group.flatMap((from, at) => group.slice(at + 1).map((to) => ({ from, to }))))
    .flatMap(({ from, to }) => (from.place && to.place ? [{ from, to, km: kilometres(from.place, to.place) }] : []))
    .sort((a, b) => b.km - a.km || a.from.urn - b.from.urn);
}

/** Which two regions are joined most, if any two are; threes join three. */
function patternOf({ round, groups }: Pick<RoundMap, 'round' | 'groups'>): string {
  if (round.groupSize === 3) return '';
  const pairs = groups.filter((group) => group.length === 2);
  if (pairs.length < PATTERN_PAIRS) return '';
  const counts = new Map<string, number>();
  for (const pair of pairs) {
    const key = pair
      .map((one) => one.region)
      .sort()
      .join('|');
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [most, next] = [...counts].sort((a, b) => b[1] - a[1]);
  if (!most || most[1] < 2 || most[1] === next?.[1]) return '';
  const [a = '', b = ''] = most[0].split('|').map(regionName);
  const joined = a === b ? `lie within ${a}` : `join ${a} and ${b}`;
  return 2 * most[1] > pairs.length
    ? `Most pairs ${joined}: ${most[1].toLocaleString('en-GB')} of ${pairs.length.toLocaleString('en-GB')}.`
    : `More pairs ${joined} than any other two regions: ${most[1].toLocaleString('en-GB')} of ${pairs.length.toLocaleString('en-GB')}.`;
}

function regionName(name: string): string {
  const slug = findRegion(name)?.slug;
  const label = (slug && regionBySlug(slug)?.label) || name;
  return slug === 'london' || slug === 'yorkshire-humber' ? label : `the ${label}`;
}

const townOf = (school: MapSchool) => school.town ?? school.name;
const counted = (count: number, what: string) => `${count.toLocaleString('en-GB')} ${what}${count === 1 ? '' : 's'}`;
