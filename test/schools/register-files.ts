import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** The columns of the register's download of 2026, in their order, one name per bar. */
export const COLUMNS = `
  URN|LA (code)|LA (name)|EstablishmentNumber|EstablishmentName|TypeOfEstablishment (code)|TypeOfEstablishment (name)
  EstablishmentTypeGroup (code)|EstablishmentTypeGroup (name)|EstablishmentStatus (code)|EstablishmentStatus (name)
  ReasonEstablishmentOpened (code)|ReasonEstablishmentOpened (name)|OpenDate|ReasonEstablishmentClosed (code)
  ReasonEstablishmentClosed (name)|CloseDate|PhaseOfEducation (code)|PhaseOfEducation (name)|StatutoryLowAge
  StatutoryHighAge|Boarders (code)|Boarders (name)|NurseryProvision (name)|OfficialSixthForm (code)
  OfficialSixthForm (name)|Gender (code)|Gender (name)|ReligiousCharacter (code)|ReligiousCharacter (name)
  ReligiousEthos (name)|Diocese (code)|Diocese (name)|AdmissionsPolicy (code)|AdmissionsPolicy (name)|SchoolCapacity
  SpecialClasses (code)|SpecialClasses (name)|CensusDate|NumberOfPupils|NumberOfBoys|NumberOfGirls|PercentageFSM
  TrustSchoolFlag (code)|TrustSchoolFlag (name)|Trusts (code)|Trusts (name)|SchoolSponsorFlag (name)
  SchoolSponsors (name)|FederationFlag (name)|Federations (code)|Federations (name)|UKPRN|FEHEIdentifier
  FurtherEducationType (name)|OfstedLastInsp|OfstedSpecialMeasures (code)|OfstedSpecialMeasures (name)|LastChangedDate
  Street|Locality|Address3|Town|County (name)|Postcode|SchoolWebsite|TelephoneNum|HeadTitle (name)|HeadFirstName
  HeadLastName|HeadPreferredJobTitle|BSOInspectorateName (name)|InspectorateReport|DateOfLastInspectionVisit
  NextInspectionVisit|TeenMoth (name)|TeenMothPlaces|CCF (name)|SENPRU (name)|EBD (name)|PlacesPRU|FTProv (name)
  EdByOther (name)|Section41Approved (name)|SEN1 (name)|SEN2 (name)|SEN3 (name)|SEN4 (name)|SEN5 (name)|SEN6 (name)
  SEN7 (name)|SEN8 (name)|SEN9 (name)|SEN10 (name)|SEN11 (name)|SEN12 (name)|SEN13 (name)
  TypeOfResourcedProvision (name)|ResourcedProvisionOnRoll|ResourcedProvisionCapacity|SenUnitOnRoll|SenUnitCapacity
  GOR (code)|GOR (name)|DistrictAdministrative (code)|DistrictAdministrative (name)|AdministrativeWard (code)
  AdministrativeWard (name)|ParliamentaryConstituency (code)|ParliamentaryConstituency (name)|UrbanRural (code)
  UrbanRural (name)|GSSLACode (name)|Easting|Northing|MSOA (name)|LSOA (name)|InspectorateName (name)|SENStat|SENNoStat
  BoardingEstablishment (name)|PropsName|PreviousLA (code)|PreviousLA (name)|PreviousEstablishmentNumber
  OfstedRating (name)|RSCRegion (name)|Country (name)|UPRN|SiteName|QABName (code)|QABName (name)
  EstablishmentAccredited (code)|EstablishmentAccredited (name)|QABReport|CHNumber|MSOA (code)|LSOA (code)|FSM
  AccreditationExpiryDate
`
  .trim()
  .split(/\n\s*|\|/);

/** The cells of one row that are not blank, by the register's names. */
export type MadeRow = Record<string, string>;

/** An open school as the download writes it; change what the test is about. */
export function row(urn: number, changes: MadeRow = {}): MadeRow {
  return {
    URN: String(urn),
    EstablishmentName: `School ${urn}`,
    'EstablishmentStatus (code)': '1',
    'EstablishmentStatus (name)': 'Open',
    'LA (name)': 'Leeds',
    'TypeOfEstablishment (name)': 'Community school',
    'PhaseOfEducation (name)': 'Primary',
    'GOR (name)': 'Yorkshire and the Humber',
    Town: 'Leeds',
    Postcode: 'LS1 1AA',
    Easting: '430000',
    Northing: '433000',
    NumberOfPupils: '210',
    PercentageFSM: '23.3',
    'UrbanRural (name)': '(England/Wales) Urban major conurbation',
    'Trusts (name)': '',
    'Federations (name)': 'Not under a federation',
    ...changes,
  };
}

/** The text of a download: text quoted, blanks empty, lines ended as on Windows. */
export function csv(rows: readonly MadeRow[], columns: readonly string[] = COLUMNS): string {
  const lines = rows.map((cells) => columns.map((column) => (cells[column] ? quoted(cells[column]) : '')).join(','));
  return `${[columns.map(quoted).join(','), ...lines].join('\r\n')}\r\n`;
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

/** The bytes of a text whose letters are given as Windows-1252 codes ("\x92" is an apostrophe there). */
export function windows1252(text: string): Buffer {
  return Buffer.from(text, 'latin1');
}

/** A temporary folder for made files; remove() takes all of them away. */
export function madeFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'staffroom-register-'));
  let made = 0;
  const write = (bytes: Buffer | string) => {
    made += 1;
    const file = join(folder, `made-${made}.csv`);
    writeFileSync(file, bytes);
    return file;
  };
  return {
    write,
    /** A download with these rows, in Windows-1252. */
    download: (rows: readonly MadeRow[], columns?: readonly string[]) => write(windows1252(csv(rows, columns))),
    /** The same, gzipped. */
    gzipped: (rows: readonly MadeRow[]) => write(gzipSync(windows1252(csv(rows)))),
    /** The register's file of links. */
    links: (rows: readonly (readonly [from: number, to: number, type: string, since?: string])[]) =>
      write(
        csv(
          rows.map(([from, to, type, since = '']) => ({
            URN: String(from),
            LinkURN: String(to),
            LinkName: 'x',
            LinkType: type,
            LinkEstablishedDate: since,
          })),
          LINK_COLUMNS,
        ),
      ),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const LINK_COLUMNS = ['URN', 'LinkURN', 'LinkName', 'LinkType', 'LinkEstablishedDate'];
