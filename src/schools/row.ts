import { gridMetres, isoDate, percentage, postcodeOf, regionOf, textOrNull, tidy, wholeNumber } from './cells.ts';
import type { Cells } from './layout.ts';

/** A school as one row of a register file says it. */
export interface RegisterSchool {
  urn: number;
  name: string;
  phase: string;
  type: string;
  open: boolean;
  localAuthority: string;
  region: string;
  trust: string | null;
  urbanRural: string | null;
  percentFsm: number | null;
  pupils: number | null;
  easting: number | null;
  northing: number | null;
  postcode: string | null;
  town: string | null;
  /** Year-month-day. */
  closedOn: string | null;
  /** The local authority's number for it, which an academy usually inherits. */
  number: string | null;
  /** The property it stands on. */
  uprn: string | null;
}

/** What becomes of one row. */
export type Row =
  | { kind: 'school'; school: RegisterSchool }
  | { kind: 'skipped'; why: 'proposed' | 'not in England' }
  | { kind: 'refused'; urn: number | null; reason: string };

/** Offshore, Welsh and British schools overseas. */
const NOT_ENGLAND_CODES = new Set([25, 30, 37]);
const NOT_ENGLAND_NAMES = new Set(['offshore schools', 'welsh establishment', 'british schools overseas']);
const NOT_ENGLAND_REGIONS = new Set(['wales (pseudo)', 'not applicable']);

/** Reads one row by the register's own codes and names. */
export function readRow(cells: Cells): Row {
  const urn = urnOf(cells.urn);
  if (urn === null) return { kind: 'refused', urn, reason: `"${tidy(cells.urn)}" is not a URN` };
  const status = statusOf(cells);
  if (status === null)
    return { kind: 'refused', urn, reason: `unknown status "${tidy(cells.statusCode) || tidy(cells.status)}"` };
  if (status === 'proposed') return { kind: 'skipped', why: 'proposed' };
  if (outsideEngland(cells)) return { kind: 'skipped', why: 'not in England' };
  const name = tidy(cells.name);
  if (name === '') return { kind: 'refused', urn, reason: 'it has no name' };
  const region = regionOf(cells.region);
  if (region === null) return { kind: 'refused', urn, reason: `unknown region "${tidy(cells.region)}"` };
  const localAuthority = tidy(cells.localAuthority);
  if (localAuthority === '') return { kind: 'refused', urn, reason: 'it has no local authority' };
  return {
    kind: 'school',
    school: {
      urn,
      name,
      region,
      localAuthority,
      // For a phase "Not applicable" is a value: special schools, pupil referral units and independents have it.
      phase: tidy(cells.phase) || 'Not applicable',
      type: textOrNull(cells.type) ?? '',
      open: status === 'open',
      trust: textOrNull(cells.trust) ?? textOrNull(cells.federation),
      urbanRural: textOrNull(cells.urbanRural),
      percentFsm: percentage(cells.percentFsm),
      pupils: wholeNumber(cells.pupils),
      easting: gridMetres(cells.easting),
      northing: gridMetres(cells.northing),
      postcode: postcodeOf(cells.postcode),
      town: textOrNull(cells.town),
      closedOn: isoDate(cells.closedOn),
      number: textOrNull(cells.number),
      uprn: textOrNull(cells.uprn),
    },
  };
}

/** A URN as typed or written, else null. */
export function urnOf(text: string | undefined): number | null {
  const digits = tidy(text).replace(/^urn:?\s*/i, '');
  return /^0*[1-9]\d{4,6}$/.test(digits) ? Number(digits) : null;
}

function statusOf(cells: Cells): 'open' | 'closed' | 'proposed' | null {
  const code = tidy(cells.statusCode);
  if (code !== '') {
    const status = STATUS_CODES[Number(code)];
    return status ?? null;
  }
  const name = tidy(cells.status).toLowerCase();
  if (name === 'open' || name.startsWith('open, but')) return 'open';
  if (name === 'closed') return 'closed';
  return name.startsWith('proposed') ? 'proposed' : null;
}

/** Open, Closed, "Open, but proposed to close", "Proposed to open". */
const STATUS_CODES: Readonly<Record<number, 'open' | 'closed' | 'proposed'>> = {
  1: 'open',
  2: 'closed',
  3: 'open',
  4: 'proposed',
};

function outsideEngland(cells: Cells): boolean {
  return (
    NOT_ENGLAND_CODES.has(Number(tidy(cells.typeCode))) ||
    NOT_ENGLAND_NAMES.has(tidy(cells.type).toLowerCase()) ||
    NOT_ENGLAND_REGIONS.has(tidy(cells.region).toLowerCase())
  );
}
