import { IANAZone, type Zone } from 'luxon';

/** No zone changes its clocks but at a quarter of an hour. */
const QUARTER_MS = 15 * 60 * 1000;
/** So many quarters are kept for each zone: a school year has 35,000. */
const KEPT = 50_000;

const known = new Map<string, Zone>();

/**
 * A time zone that remembers its offsets. Luxon asks Intl anew for each one, which takes longer than everything else it does; a large
 * network's digests ask for the same few thousand again and again. Throws a RangeError for a name no zone has.
 */
export function zoneOf(name: string): Zone {
  const kept = known.get(name);
  if (kept) return kept;
  const plain = IANAZone.create(name);
  if (!plain.isValid) throw new RangeError(`There is no time zone "${name}"`);
  const offsets = new Map<number, number>();
  const offset = (instant: number): number => {
    const quarter = Math.floor(instant / QUARTER_MS);
    const remembered = offsets.get(quarter);
    if (remembered !== undefined) return remembered;
    const asked = plain.offset(instant);
    if (offsets.size >= KEPT) offsets.clear();
    offsets.set(quarter, asked);
    return asked;
  };
  const zone: Zone = Object.create(plain, { offset: { value: offset } });
  known.set(name, zone);
  return zone;
}
