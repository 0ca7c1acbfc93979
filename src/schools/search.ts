import type { Db, Tx } from '../database/open.ts';
import { schoolLabel } from './label.ts';
import { type FoundSchool, findByText, plain } from './queries.ts';
import { urnOf } from './row.ts';
import { searchWords } from './words.ts';

export { schoolLabel } from './label.ts';
export type { FoundSchool } from './queries.ts';

/** What a typed school turned out to be: one school, or those it might be (none: nothing fits). */
export type Resolved = { school: FoundSchool } | { candidates: FoundSchool[] };

/** More than any platform shows as a question "which of these?". */
const MOST_CANDIDATES = 25;
/** Labels people may have picked: Discord's length and Slack's. */
const LABEL_LENGTHS = [100, 75] as const;
/** A chain of successors longer than this is an error of the register. */
const MOST_SUCCESSORS = 10;

/**
 * Open schools for what somebody typed, best first: words of name, town, local authority or postcode in any order, each at
 * least begun ("st josephs leed"), a postcode or its beginning, or a URN. Accents, apostrophes and capitals do not matter; when
 * nothing fits, typing errors are forgiven.
 */
export async function searchSchools(db: Db | Tx, query: string, limit: number): Promise<FoundSchool[]> {
  return (await findByText(db, query, limit)).schools;
}

/**
 * The school somebody means: a URN (a closed school's leads to its successor), a label as it was shown, or words that fit one
 * school only. Otherwise the schools it might be; one that fits only by forgiving typing errors is never taken without asking.
 */
export async function findSchool(db: Db | Tx, raw: string): Promise<Resolved> {
  const urn = urnOf(raw);
  if (urn !== null) {
    const school = await openSuccessor(db, urn);
    if (school) return { school };
  }
  const labelled = await byLabel(db, raw);
  if (labelled) return { school: labelled };
  const { schools, asTyped } = await findByText(db, raw, MOST_CANDIDATES);
  const [only, ...others] = schools;
  if (only && others.length === 0 && asTyped) return { school: only };
  const wanted = searchWords(raw);
  const [named, ...namesakes] = schools.filter(({ name }) => searchWords(name) === wanted);
  if (named && namesakes.length === 0) return { school: named };
  return { candidates: schools };
}

async function openSuccessor(db: Db | Tx, urn: number): Promise<FoundSchool | undefined> {
  let next: number | null = urn;
  for (let step = 0; next !== null && step < MOST_SUCCESSORS; step += 1) {
    const school: ({ status: string; successorUrn: number | null } & FoundSchool) | null = await db.school.findUnique({
      where: { urn: next },
    });
    if (school?.status === 'open') return plain(school);
    next = school?.successorUrn ?? null;
  }
  return undefined;
}

async function byLabel(db: Db | Tx, raw: string): Promise<FoundSchool | undefined> {
  const postcode = /([A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2})$/.exec(raw.trim().toUpperCase())?.[1];
  if (!postcode || !raw.includes(',')) return undefined;
  const there = await db.school.findMany({ where: { postcode, status: 'open' } });
  const picked = raw.trim().toLowerCase();
  const same = there.filter((school) => LABEL_LENGTHS.some((length) => schoolLabel(school, length).toLowerCase() === picked));
  return same.length === 1 && same[0] ? plain(same[0]) : undefined;
}

/** What the bot can do with schools. */
export type Schools = ReturnType<typeof createSchools>;

/** The verbs of the register. */
export function createSchools(db: Db | Tx) {
  return {
    /** Open schools for what is being typed, best first. */
    search: (query: string, limit: number) => searchSchools(db, query, limit),
    /** The school somebody means, or those it might be. */
    find: (raw: string) => findSchool(db, raw),
    /** A school by its URN, open or closed. */
    async byUrn(urn: number): Promise<FoundSchool | undefined> {
      const school = await db.school.findUnique({ where: { urn } });
      return school ? plain(school) : undefined;
    },
    /** Schools by their URNs, open or closed, in no order. */
    async byUrns(urns: readonly number[]): Promise<FoundSchool[]> {
      const schools = await db.school.findMany({ where: { urn: { in: [...urns] } } });
      return schools.map(plain);
    },
  };
}
