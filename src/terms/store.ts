import type { Prisma } from '../database/generated/client.ts';
import type { Tx } from '../database/open.ts';
import { InvalidInput, UserError } from '../errors.ts';
import {
  calendarOf,
  NATIONAL,
  type SchoolCalendar,
  type SchoolCalendars,
  type SchoolHoliday,
} from '../vocabulary/school-holidays.ts';
import { holidaysFrom } from './holidays.ts';
import { isIcs, readIcs } from './read-ics.ts';
import { readLines } from './read-lines.ts';
import type { DatesOf, TermsSaved, TermYear } from './types.ts';
import { eventsThatCount } from './which-events.ts';

/** Everything about term dates. */
export type Terms = ReturnType<typeof createTerms>;

/** What a coordinator gives. */
export interface TermsGiven {
  urn?: number;
  localAuthority?: string;
  of: DatesOf;
  /** Lines, or the words of a calendar file (ICS). */
  words: string;
  /** They came in a file, not in the field for lines. */
  inFile?: boolean;
}

/** The verbs, over one transaction. */
export function createTerms(tx: Tx) {
  return {
    /** Keeps the dates of one school, or of all schools of a local authority, in place of those it had for the same school years. */
    async save(networkId: string, given: TermsGiven, by: string, now: Date): Promise<TermsSaved> {
      const { scope, whose } = await scopeOf(tx, given);
      const isCalendar = isIcs(given.words);
      const read = isCalendar ? readIcs(given.words) : readLines(given.words);
      const [first] = read.notUnderstood;
      if (read.spans.length === 0)
        throw new InvalidInput({
          [given.inFile ? 'file' : 'dates']: `No dates were found. ${first ? `Line ${first.line}: ${first.why}.` : ''}`.trim(),
        });
      const spans = isCalendar ? eventsThatCount(read.spans, given.of) : read.spans;
      const years = [...holidaysFrom(spans, given.of)].map(([startYear, year]) => ({ startYear, ...year }));
      for (const { startYear, holidays } of years) {
        const data = { holidays: holidays as unknown[] as Prisma.InputJsonArray, savedAt: now, savedBy: by };
        const key = { networkId, scope, startYear };
        await tx.termDates.upsert({ where: { networkId_scope_startYear: key }, create: { ...key, ...data }, update: data });
      }
      return { whose, years, notUnderstood: read.notUnderstood, passedOver: read.spans.length - spans.length };
    },

    /** Every school year that is known, by whose it is. */
    async list(networkId: string): Promise<TermYear[]> {
      const rows = await tx.termDates.findMany({ where: { networkId }, orderBy: [{ scope: 'asc' }, { startYear: 'asc' }] });
      const urns = rows.flatMap((row) => urnIn(row.scope) ?? []);
      const schools = new Map(
        (await tx.school.findMany({ where: { urn: { in: urns } }, select: { urn: true, name: true } })).map((one) => [
          one.urn,
          one.name,
        ]),
      );
      return rows.map(({ scope, startYear, holidays }) => ({
        whose: schools.get(urnIn(scope) ?? 0) ?? scope.slice(scope.indexOf(':') + 1),
        scope,
        startYear,
        holidays: readHolidays(holidays),
      }));
    },

    async forget(networkId: string, scope: string, startYear: number): Promise<void> {
      const gone = Number.isInteger(startYear)
        ? await tx.termDates.deleteMany({ where: { networkId, scope, startYear } })
        : { count: 0 };
      if (gone.count === 0) throw new UserError('These dates are no longer there.');
    },

    /** The calendars of all schools of a network, in one query. */
    async calendars(networkId: string): Promise<SchoolCalendars> {
      const rows = await tx.termDates.findMany({ where: { networkId } });
      const years = new Map<string, Map<number, SchoolHoliday[]>>();
      for (const { scope, startYear, holidays } of rows)
        years.set(scope, (years.get(scope) ?? new Map()).set(startYear, readHolidays(holidays)));
      const authorities = new Map<string, SchoolCalendar>();
      const schools = new Map<string, SchoolCalendar>();
      for (const [scope, known] of years) if (scope.startsWith('la:')) authorities.set(scope, calendarOf(known));
      const urns = [...years.keys()].flatMap((scope) => urnIn(scope) ?? []);
      for (const { urn, localAuthority } of await tx.school.findMany({ where: { urn: { in: urns } } }))
        schools.set(`urn:${urn}`, calendarOf(years.get(`urn:${urn}`) ?? new Map(), authorities.get(`la:${localAuthority}`)));
      return {
        of: ({ urn, localAuthority }) => schools.get(`urn:${urn}`) ?? authorities.get(`la:${localAuthority}`) ?? NATIONAL,
        all: [NATIONAL, ...authorities.values(), ...schools.values()],
      };
    },
  };
}

async function scopeOf(tx: Tx, { urn, localAuthority }: TermsGiven): Promise<{ scope: string; whose: string }> {
  if (urn !== undefined && localAuthority !== undefined)
    throw new InvalidInput({ authority: 'Please give either a school or a local authority, not both.' });
  if (urn !== undefined) {
    const school = await tx.school.findUnique({ where: { urn }, select: { name: true } });
    if (!school) throw new UserError('That school is not in the register.');
    return { scope: `urn:${urn}`, whose: school.name };
  }
  if (localAuthority === undefined)
    throw new InvalidInput({ authority: 'Please say whose dates they are: a school, or a local authority.' });
  const found = await tx.school.findMany({
    where: { localAuthority: { contains: localAuthority.trim(), mode: 'insensitive' } },
    distinct: ['localAuthority'],
    select: { localAuthority: true },
    orderBy: { localAuthority: 'asc' },
    take: 6,
  });
  const names = found.map((one) => one.localAuthority);
  const exact = names.find((name) => name.toLowerCase() === localAuthority.trim().toLowerCase());
  const name = exact ?? (names.length === 1 ? names[0] : undefined);
  if (name !== undefined) return { scope: `la:${name}`, whose: name };
  throw new InvalidInput({
    authority:
      names.length === 0
        ? `No local authority in the register is called "${localAuthority}".`
        : `Which one? ${names.slice(0, 5).join(', ')}${names.length > 5 ? ' …' : ''}`,
  });
}

function urnIn(scope: string): number | undefined {
  return scope.startsWith('urn:') ? Number(scope.slice('urn:'.length)) : undefined;
}

/** Written by save() above, in this shape. */
function readHolidays(json: Prisma.JsonValue): SchoolHoliday[] {
  return json as unknown[] as SchoolHoliday[];
}
