import { InvalidInput } from '../errors.ts';
import { FILE_MAX, type Field, type Fields, type FileField, type RawValues } from './field.ts';
import type { Log } from './platform.ts';
import type { GivenFile, Request } from './request.ts';
import { cut, listed } from './text.ts';

/** Files people choose in a form, as words. */

const BYTES_PER_KB = 1000;

/** Is it a file that this field asks for? */
export function isFile(field: Field | undefined): field is FileField {
  return field?.kind === 'file';
}

/** The same values without those of file fields. */
export function withoutFiles(fields: Fields, values: RawValues): RawValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !isFile(fields[name])));
}

/** What the chosen files say, by field; throws an InvalidInput in the person's own terms where one cannot be used. */
export async function readFiles(fields: Fields, did: Request['did'], log: Log): Promise<Record<string, string>> {
  const words: Record<string, string> = {};
  const problems: Record<string, string> = {};
  for (const [name, file] of Object.entries((did.kind === 'submit' && did.files) || {})) {
    const field = fields[name];
    if (!isFile(field)) continue;
    const read = await readFile(field, file, log);
    if ('problem' in read) problems[name] = read.problem;
    else words[name] = field.keeps?.(read.words) ?? read.words;
  }
  if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
  return words;
}

async function readFile(field: FileField, file: GivenFile, log: Log): Promise<{ words: string } | { problem: string }> {
  const called = `"${cut(file.name, 60)}"`;
  const endings = listed(
    field.endings.map((ending) => `.${ending}`),
    ' or ',
  );
  const max = field.max ?? FILE_MAX;
  const tooLarge = { problem: `${called} is too large: at most ${Math.floor(max / BYTES_PER_KB)} kB can be read.` };
  if (!field.endings.some((ending) => file.name.toLowerCase().endsWith(`.${ending}`)))
    return { problem: `${called} is not a kind of file that can be read here. Please choose one that ends in ${endings}.` };
  if (file.bytes > max) return tooLarge;
  let bytes: Uint8Array | undefined;
  try {
    bytes = await file.read(max);
  } catch (error) {
    log.warn({ name: (error as Error).name }, 'a file could not be fetched');
    return { problem: `${called} could not be fetched. Please send the form again in a moment.` };
  }
  if (!bytes) return tooLarge;
  const words = wordsIn(bytes);
  if (words === undefined)
    return { problem: `${called} is not a text file, whatever its name says. Please save it as ${endings} again.` };
  return words.trim() === '' ? { problem: `${called} is empty.` } : { words };
}

/** Text as people's programs save it: UTF-8; UTF-16 where its mark says so; what old Excels call ANSI. Undefined: no text. */
export function wordsIn(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  const wide = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
  const words = wide ? new TextDecoder(wide).decode(bytes) : (utf8(bytes) ?? new TextDecoder('windows-1252').decode(bytes));
  // No text has this sign, and nearly everything else does.
  return words.includes('\0') ? undefined : words;
}

function utf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
