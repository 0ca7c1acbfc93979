import { UserError } from '../errors.ts';

/** What we read of a row. Head teachers, telephone numbers and every other column are not read at all. */
export const FIELDS = {
  urn: ['URN', 'urn'],
  name: ['EstablishmentName', 'name'],
  statusCode: ['EstablishmentStatus (code)', ''],
  status: ['EstablishmentStatus (name)', 'status'],
  phase: ['PhaseOfEducation (name)', 'phase'],
  typeCode: ['TypeOfEstablishment (code)', ''],
  type: ['TypeOfEstablishment (name)', 'type'],
  localAuthority: ['LA (name)', 'local_authority'],
  region: ['GOR (name)', 'region'],
  postcode: ['Postcode', 'postcode'],
  town: ['Town', 'town'],
  trust: ['Trusts (name)', 'trust'],
  federation: ['Federations (name)', ''],
  urbanRural: ['UrbanRural (name)', 'urban_rural'],
  percentFsm: ['PercentageFSM', 'percent_fsm'],
  pupils: ['NumberOfPupils', 'pupils'],
  easting: ['Easting', 'easting'],
  northing: ['Northing', 'northing'],
  closedOn: ['CloseDate', ''],
  number: ['EstablishmentNumber', ''],
  uprn: ['UPRN', ''],
} as const satisfies Record<string, readonly [download: string, shipped: string]>;

/** A column by our name for it. */
export type Field = keyof typeof FIELDS;
/** The cells of one row, by our names. */
export type Cells = Partial<Record<Field, string>>;

/** Without these a school cannot be named, found or placed. Of the two status columns one is enough. */
const NEEDED: readonly Field[] = ['urn', 'name', 'phase', 'type', 'localAuthority', 'region', 'postcode', 'town'];

/** How the columns of one file lie. */
export interface Layout {
  /** Our name for each column of the file, in its order; false: not read. */
  columns: (Field | false)[];
  has: ReadonlySet<Field>;
}

/**
 * Finds the columns by their names, in either layout: the register's own download or the file shipped with Staffroom.
 * Throws a UserError that names what is missing.
 */
export function layoutOf(header: readonly string[]): Layout {
  const names = header.map((name) => name.trim().toLowerCase());
  if (names.includes('linkurn')) {
    throw new UserError('This is the file of links between schools: give the register itself, and this one with --links.');
  }
  const which = names.includes('local_authority') ? 1 : 0;
  const byName = new Map<string, Field>();
  for (const [field, layouts] of Object.entries(FIELDS) as [Field, readonly [string, string]][]) {
    if (layouts[which]) byName.set(layouts[which].toLowerCase(), field);
  }
  const columns = names.map((name) => byName.get(name) ?? false);
  const has = new Set(columns.filter((field) => field !== false));
  const missing = NEEDED.filter((field) => !has.has(field)).map((field) => FIELDS[field][which]);
  if (!has.has('status') && !has.has('statusCode')) missing.push(FIELDS.status[which]);
  if (missing.length > 0) throw new UserError(refusal(missing, header.length));
  return { columns, has };
}

function refusal(missing: readonly string[], columns: number): string {
  const what = missing.length === 1 ? 'this column is' : 'these columns are';
  return (
    `This is not the register of schools: ${what} missing: ${missing.join(', ')} (the file has ${columns}). ` +
    'Download "Establishment fields" as CSV from https://get-information-schools.service.gov.uk/Downloads.'
  );
}
