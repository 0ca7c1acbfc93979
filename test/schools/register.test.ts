import { existsSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { projectFile } from '../../src/database/project-files.ts';
import { UserError } from '../../src/errors.ts';
import { readRegister } from '../../src/schools/register.ts';
import { COLUMNS, csv, type MadeRow, madeFiles, row, windows1252 } from './register-files.ts';

const files = madeFiles();
afterAll(files.remove);

const read = (rows: readonly MadeRow[], columns?: readonly string[]) => readRegister(files.download(rows, columns));
const only = async (changes: MadeRow) => (await read([row(100001, changes)])).schools[0];

describe('a row of the register', () => {
  it('becomes a school', async () => {
    expect(await only({ 'Trusts (name)': 'LIFT SCHOOLS' })).toEqual({
      urn: 100001,
      name: 'School 100001',
      phase: 'Primary',
      type: 'Community school',
      open: true,
      localAuthority: 'Leeds',
      region: 'Yorkshire and the Humber',
      trust: 'LIFT SCHOOLS',
      urbanRural: '(England/Wales) Urban major conurbation',
      percentFsm: 23.3,
      pupils: 210,
      easting: 430000,
      northing: 433000,
      postcode: 'LS1 1AA',
      town: 'Leeds',
      closedOn: null,
      number: null,
      uprn: null,
    });
  });

  it.each([
    ['1', 'Open', true],
    ['2', 'Closed', false],
    ['3', 'Open, but proposed to close', true],
    ['01', 'Open', true],
    ['', 'Open, but proposed to close', true],
    ['', 'Closed', false],
  ])('with status %s "%s" is open: %s', async (code, name, open) => {
    const school = await only({ 'EstablishmentStatus (code)': code, 'EstablishmentStatus (name)': name });

    expect(school?.open).toBe(open);
  });

  it('of a school that is only proposed is left out', async () => {
    const register = await read([row(100001, { 'EstablishmentStatus (code)': '4' }), row(100002)]);

    expect(register.schools.map(({ urn }) => urn)).toEqual([100002]);
    expect(register.skipped).toEqual({ proposed: 1, notInEngland: 0 });
  });

  it.each<[string, MadeRow]>([
    ['offshore', { 'TypeOfEstablishment (code)': '25' }],
    ['Welsh', { 'TypeOfEstablishment (code)': '30' }],
    ['overseas', { 'TypeOfEstablishment (code)': '37' }],
    ['Welsh by its type', { 'TypeOfEstablishment (name)': 'Welsh establishment' }],
    ['in Wales', { 'GOR (name)': 'Wales (pseudo)' }],
    ['in no region', { 'GOR (name)': 'Not Applicable' }],
  ])('of a school that is %s is left out', async (_, changes) => {
    const register = await read([row(100001, changes), row(100002)]);

    expect(register.schools).toHaveLength(1);
    expect(register.skipped.notInEngland).toBe(1);
    expect(register.refused).toEqual([]);
  });

  it.each(['', 'Not applicable', 'Does not apply', 'Not recorded', 'Unknown', 'NOT APPLICABLE', '\xa0'])(
    'that says "%s" says nothing',
    async (nothing) => {
      const school = await only({ 'Trusts (name)': nothing, Town: nothing, 'UrbanRural (name)': nothing, Postcode: nothing });

      expect(school).toMatchObject({ trust: null, town: null, urbanRural: null, postcode: null });
    },
  );

  it.each(['SUPP', 'z', 'c', 'x', 'u', '', 'NULL', '-1', '1e3'])('counts "%s" as no figure', async (figure) => {
    expect(await only({ NumberOfPupils: figure, PercentageFSM: figure })).toMatchObject({ pupils: null, percentFsm: null });
  });

  it('keeps a share of nought', async () => {
    expect(await only({ PercentageFSM: '0' })).toMatchObject({ percentFsm: 0 });
  });

  it.each(['', '0', 'SUPP'])('counts "%s" as no place on the map', async (metres) => {
    expect(await only({ Easting: metres, Northing: metres })).toMatchObject({ easting: null, northing: null });
  });

  it('keeps both sets of urban and rural names', async () => {
    const older = await only({ 'UrbanRural (name)': '(England/Wales) Rural village in a sparse setting' });
    const newer = await only({ 'UrbanRural (name)': 'Larger rural: Nearer to a major town or city' });

    expect(older?.urbanRural).toBe('(England/Wales) Rural village in a sparse setting');
    expect(newer?.urbanRural).toBe('Larger rural: Nearer to a major town or city');
  });

  it('knows a region in either spelling', async () => {
    expect((await only({ 'GOR (name)': 'Yorkshire and The Humber' }))?.region).toBe('Yorkshire and the Humber');
  });

  it('keeps "Not applicable" as a phase, which is what special schools have', async () => {
    expect((await only({ 'PhaseOfEducation (name)': 'Not applicable' }))?.phase).toBe('Not applicable');
  });

  it('takes the federation where there is no trust', async () => {
    const school = await only({ 'Trusts (name)': 'Not applicable', 'Federations (name)': 'The Dales Federation' });

    expect(school?.trust).toBe('The Dales Federation');
  });

  it('reads the letters of Windows', async () => {
    const school = await only({ EstablishmentName: 'St Mary\x92s \xc9cole  Primary\xa0' });

    expect(school?.name).toBe("St Mary's École Primary");
  });

  it('reads a name with a comma, a quote and a place with a comma', async () => {
    const school = await only({ EstablishmentName: 'The "Old" School, Clifton', 'LA (name)': 'Bristol, City of' });

    expect(school).toMatchObject({ name: 'The "Old" School, Clifton', localAuthority: 'Bristol, City of' });
  });

  it('keeps the zeros a number begins with', async () => {
    expect(await only({ EstablishmentNumber: '0701', UPRN: '010014524' })).toMatchObject({ number: '0701', uprn: '010014524' });
  });

  it.each([
    ['ls11aa', 'LS1 1AA'],
    [' LS1  1AA ', 'LS1 1AA'],
    ['EC3A5DE', 'EC3A 5DE'],
    ['none', null],
  ])('has "%s" as postcode %s', async (written, postcode) => {
    expect((await only({ Postcode: written }))?.postcode).toBe(postcode);
  });

  it('says when a closed school closed', async () => {
    const school = await only({ 'EstablishmentStatus (code)': '2', CloseDate: '31-08-2025' });

    expect(school?.closedOn).toBe('2025-08-31');
  });

  it.each<[string, MadeRow, string]>([
    ['no URN', { URN: 'abc' }, '"abc" is not a URN'],
    ['no name', { EstablishmentName: ' ' }, 'it has no name'],
    ['an unknown status', { 'EstablishmentStatus (code)': '9' }, 'unknown status "9"'],
    ['an unknown region', { 'GOR (name)': 'Atlantis' }, 'unknown region "Atlantis"'],
    ['no local authority', { 'LA (name)': '' }, 'it has no local authority'],
  ])('with %s is refused with its line and the reason', async (_, changes, reason) => {
    const register = await read([row(100001), row(100002, changes), row(100003)]);

    expect(register.schools.map(({ urn }) => urn)).toEqual([100001, 100003]);
    expect(register.refused).toMatchObject([{ line: 3, reason }]);
  });

  it('is refused when its URN was there before', async () => {
    const register = await read([row(100001), row(100001, { EstablishmentName: 'Another' })]);

    expect(register.schools.map(({ name }) => name)).toEqual(['School 100001']);
    expect(register.refused).toEqual([{ line: 3, urn: 100001, reason: 'its URN is in the file twice' }]);
  });

  it('is refused when its cells do not fit the header', async () => {
    const [header, first, ...rest] = csv([row(100001), row(100002)]).split('\r\n');
    const register = await readRegister(files.write([header, first?.slice(0, -3), ...rest].join('\r\n')));

    expect(register.schools.map(({ urn }) => urn)).toEqual([100002]);
    expect(register.refused).toEqual([{ line: 2, urn: 100001, reason: 'it has the wrong number of columns' }]);
  });
});

describe('a register file', () => {
  it('may have its columns in any order, with new ones between', async () => {
    const columns = ['NewColumn', ...[...COLUMNS].reverse()];

    const register = await read([row(100001)], columns);

    expect(register.schools).toMatchObject([{ urn: 100001, town: 'Leeds' }]);
  });

  it('is refused with the names of the columns it needs and lacks', async () => {
    const columns = COLUMNS.filter((column) => column !== 'GOR (name)' && column !== 'Town');

    await expect(read([row(100001)], columns)).rejects.toThrow(
      /these columns are missing: GOR \(name\), Town \(the file has 138\)/,
    );
  });

  it('may lack figures, and says so', async () => {
    const register = await read(
      [row(100001)],
      COLUMNS.filter((column) => column !== 'PercentageFSM'),
    );

    expect(register.has.has('percentFsm')).toBe(false);
    expect(register.has.has('pupils')).toBe(true);
  });

  it('may be gzipped, and may be UTF-8 with a byte order mark', async () => {
    const rows = [row(100001, { EstablishmentName: 'Écoles' })];

    const gzipped = await readRegister(files.gzipped([row(100001, { EstablishmentName: '\xc9coles' })]));
    const utf8 = await readRegister(files.write(`\ufeff${csv(rows)}`));

    expect(gzipped.schools[0]?.name).toBe('Écoles');
    expect(utf8.schools[0]?.name).toBe('Écoles');
  });

  it('never gives away who leads a school or its telephone number', async () => {
    const secrets = {
      HeadFirstName: 'Zebedee',
      HeadLastName: 'Quillfeather',
      TelephoneNum: '01134960000',
      'HeadTitle (name)': 'Lady',
    };

    const register = await read([row(100001, secrets)]);

    expect(JSON.stringify([...register.schools, ...register.refused])).not.toMatch(/Zebedee|Quillfeather|01134960000|Lady/);
  });

  const refused: [string, () => Buffer | string, RegExp][] = [
    [
      'a web page',
      () => '<!DOCTYPE html><html><title>Sorry</title><p>Service unavailable</p></html>',
      /a web page.*"Sorry Service unavailable"/,
    ],
    [
      'JSON',
      () => '{"error":{"code":"BlobNotFound","message":"The specified blob does not exist."}}',
      /is JSON, not the register/,
    ],
    ['empty', () => '', /is empty/],
    ['a zip file', () => Buffer.from('PK\x03\x04rest'), /zip file: unpack it/],
    ['only a header', () => csv([]), /has no rows/],
    ['another table', () => 'name,age\r\nx,1\r\n', /missing: URN, EstablishmentName,/],
    [
      'cut in the middle of a row',
      () => csv([row(100001), row(100002)]).slice(0, -60),
      /ends in the middle of a row: it was not downloaded whole/,
    ],
    ['cut in the middle of a text', () => windows1252(csv([row(100001)])).subarray(0, -170), /ends in the middle of a row/],
    ['cut gzip', () => gzipSync(csv([row(100001), row(100002)])).subarray(0, -40), /ends in the middle of a row/],
    ['damaged gzip', () => Buffer.concat([gzipSync('x').subarray(0, 10), Buffer.alloc(40, 0xff)]), /is damaged/],
    [
      'the file of links',
      () => 'URN,LinkURN,LinkName,LinkType\r\n1,2,x,Successor\r\n',
      /give the register itself, and this one with --links/,
    ],
  ];

  it.each(refused)('that is %s is refused in words', async (_, bytes, words) => {
    const reading = readRegister(files.write(bytes()));

    await expect(reading).rejects.toThrow(UserError);
    await expect(reading).rejects.toThrow(words);
  });

  it('that is not there is refused in words', async () => {
    await expect(readRegister('nowhere.csv')).rejects.toThrow('There is no file nowhere.csv.');
  });
});

const DOWNLOAD = projectFile('..', 'shared', 'data', 'edubasealldata20260130.csv.gz');

describe('the real register', () => {
  it('is shipped whole', async () => {
    const register = await readRegister(projectFile('prisma', 'data', 'schools.csv.gz'));

    expect(register.schools).toHaveLength(24_701);
    expect(register.refused).toEqual([]);
    expect(register.schools.every(({ open }) => open)).toBe(true);
  });

  it.skipIf(!existsSync(DOWNLOAD))('says the same as the download it was made from', async () => {
    const shipped = await readRegister(projectFile('prisma', 'data', 'schools.csv.gz'));
    const download = await readRegister(DOWNLOAD);

    expect(download.schools).toEqual(shipped.schools);
  });
});
