import { describe, expect, it } from 'vitest';
import type { Fields } from '../../src/chat/field.ts';
import { readFiles, withoutFiles, wordsIn } from '../../src/chat/files.ts';
import type { GivenFile, Request } from '../../src/chat/request.ts';
import { InvalidInput } from '../../src/errors.ts';

const FIELDS: Fields = {
  words: { kind: 'text', about: 'x' },
  sheet: { kind: 'file', about: 'x', endings: ['csv', 'ics'], max: 50_000 },
};
const log = { info() {}, warn() {}, error() {}, debug() {} };
const file = (more: Partial<GivenFile> = {}): GivenFile => ({
  name: 'dates.csv',
  bytes: 2,
  read: async () => Buffer.from('A1'),
  ...more,
});
const read = (given: GivenFile, field = 'sheet') => {
  const did: Request['did'] = { kind: 'submit', id: 'x', values: {}, files: { [field]: given } };
  return readFiles(FIELDS, did, log);
};
const problem = (given: GivenFile) =>
  read(given).then(
    () => 'none',
    (error) => (error instanceof InvalidInput ? error.problems.sheet : String(error)),
  );

describe('a file somebody chose', () => {
  it('is its words', async () => {
    expect(await read(file())).toEqual({ sheet: 'A1' });
  });

  it.each([
    ['of another kind', file({ name: 'dates.docx' }), /"dates.docx" is not a kind of file .+ ends in \.csv or \.ics\.$/],
    ['with no name', file({ name: '' }), /not a kind of file/],
    ['that says it is too large', file({ bytes: 50_001 }), /too large: at most 50 kB/],
    ['that is larger than it says', file({ read: async () => undefined }), /too large/],
    ['that is empty', file({ read: async () => Buffer.from('\r\n') }), /is empty/],
    ['that is a picture by another name', file({ read: async () => Buffer.from([0x89, 0x50, 0, 0]) }), /not a text file/],
    ['that is not handed over', file({ read: () => Promise.reject(new Error('403')) }), /could not be fetched/],
  ])('%s is refused in words', async (_, given, words) => {
    expect(await problem(given)).toMatch(words);
  });

  it('in a field that takes none is not even fetched', async () => {
    const fetched = file({ read: () => Promise.reject(new Error('fetched')) });

    expect(await read(fetched, 'words')).toEqual({});
    expect(await read(fetched, 'nowhere')).toEqual({});
  });

  it('is not among what is kept', () => {
    expect(withoutFiles(FIELDS, { words: 'a', sheet: 'b' })).toEqual({ words: 'a' });
  });
});

describe('what programs save', () => {
  it.each([
    ['UTF-8', Buffer.from('Café, £5')],
    ['UTF-8 with its mark', Buffer.from('\ufeffCafé, £5')],
    ['UTF-16', Buffer.from('\ufeffCafé, £5', 'utf16le')],
    ['an old Excel', Buffer.from('Café, £5', 'latin1')],
  ])('%s is read', (_, bytes) => {
    expect(wordsIn(bytes)).toBe('Café, £5');
  });
});
