import type { SuccessorLink } from './links.ts';
import { searchWords } from './words.ts';

/** What is known of a school that closed, or of one that might have taken it over. */
export interface Place {
  urn: number;
  name: string;
  postcode: string | null;
  localAuthority: string;
  number?: string | null;
  uprn?: string | null;
}

/** What the choice is made from. */
export interface SuccessorQuestion {
  closed: readonly Place[];
  /** Every open school. */
  open: readonly Place[];
  /** URNs among the open ones that were not open before. */
  opened: ReadonlySet<number>;
  links: readonly SuccessorLink[];
}

/** Words that change when a school becomes an academy or merges, and say nothing about which school it is. */
const FILLER = /\b(the|school|academy|college|primary|trust|free)\b/g;

/**
 * Which open school took over which closed one. The register's links decide; where they are silent: an open school with the same
 * number in the same local authority, else one that newly opened on the same property, else one that newly opened at the same
 * postcode under the same name. What could mean two schools is left alone, a link apart (there the one at the same postcode,
 * else the newest, is taken).
 */
export function findSuccessors(question: SuccessorQuestion): Map<number, number> {
  const open = new Map(question.open.map((school) => [school.urn, school]));
  const opened = question.open.filter(({ urn }) => question.opened.has(urn));
  const linked = groupBy(question.links, ({ from }) => String(from));
  const byNumber = groupBy(question.open, numberKey);
  const byProperty = groupBy(opened, propertyKey);
  const byName = groupBy(opened, nameKey);

  const found = new Map<number, number>();
  for (const school of question.closed) {
    const to =
      followLinks(school, linked, open) ??
      only(byNumber, numberKey(school)) ??
      only(byProperty, propertyKey(school)) ??
      only(byName, nameKey(school));
    if (to !== undefined && to !== school.urn) found.set(school.urn, to);
  }
  return found;
}

function followLinks(
  school: Place,
  linked: ReadonlyMap<string, SuccessorLink[]>,
  open: ReadonlyMap<number, Place>,
): number | undefined {
  const seen = new Set([school.urn]);
  let urns = [school.urn];
  // A successor may itself have closed: look one generation further until an open one is found.
  while (urns.length > 0) {
    const next = urns.flatMap((urn) => linked.get(String(urn)) ?? []).filter(({ to }) => !seen.has(to));
    const candidates = next.filter(({ to }) => open.has(to));
    if (candidates.length > 0) {
      const here = candidates.filter(({ to }) => school.postcode !== null && open.get(to)?.postcode === school.postcode);
      const ranked = (here.length > 0 ? here : candidates).toSorted((a, b) => compare(b.since, a.since) || b.to - a.to);
      return ranked[0]?.to;
    }
    urns = next.map(({ to }) => to);
    for (const urn of urns) seen.add(urn);
  }
  return undefined;
}

function compare(a: string | null, b: string | null): number {
  return (a ?? '').localeCompare(b ?? '');
}

function numberKey({ number, localAuthority }: Place): string | null {
  return number ? `${localAuthority}/${withoutZeros(number)}` : null;
}

function propertyKey({ uprn, localAuthority }: Place): string | null {
  return uprn ? `${localAuthority}/${withoutZeros(uprn)}` : null;
}

/** Spreadsheets drop the zeros a number begins with. */
function withoutZeros(number: string): string {
  return number.replace(/^0+/, '');
}

function nameKey({ name, postcode }: Place): string | null {
  const core = searchWords(name).replace(FILLER, '').replace(/ +/g, ' ').trim();
  return postcode && core ? `${postcode}/${core}` : null;
}

function groupBy<T>(items: readonly T[], key: (item: T) => string | null): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name === null) continue;
    const group = groups.get(name);
    if (group) group.push(item);
    else groups.set(name, [item]);
  }
  return groups;
}

function only(groups: ReadonlyMap<string, Place[]>, key: string | null): number | undefined {
  const group = key === null ? undefined : groups.get(key);
  return group?.length === 1 ? group[0]?.urn : undefined;
}
