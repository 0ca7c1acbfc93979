import type { RawFile } from 'discord.js';
import type { ViewFile } from '../../chat/view.ts';
import type { Part } from './blocks.ts';
import { FILE_BYTES, FILES } from './limits.ts';

/** The files of one message: uploaded beside it, named in it. */
export interface Files {
  /** The parts with files that cannot be sent replaced by words that say so. */
  settled(parts: Part[]): Part[];
  /** Adds a file; returns the address a component names it by. */
  add(file: ViewFile): string;
  attachments(): { id: number; filename: string }[];
  uploads(): RawFile[];
}

/** Starts collecting the files of one message. */
export function createFiles(): Files {
  const files: { name: string; file: ViewFile }[] = [];
  return {
    settled(parts) {
      let room = FILES;
      return parts.map((part) => {
        if (part.kind !== 'image' && part.kind !== 'file') return part;
        const tooLarge = Buffer.byteLength(part.file.base64, 'base64') > FILE_BYTES;
        if (!tooLarge && room > 0) {
          room -= 1;
          return part;
        }
        const reason = tooLarge ? 'is too large for Discord.' : 'is one file too many for one message.';
        return { kind: 'words', words: [{ style: 'note', text: [{ kind: 'plain', text: `${part.file.name} ${reason}` }] }] };
      });
    },
    add(file) {
      const name = uniqueName(
        file.name,
        files.map((one) => one.name),
      );
      files.push({ name, file });
      return `attachment://${name}`;
    },
    attachments: () => files.map(({ name }, id) => ({ id, filename: name })),
    uploads: () =>
      files.map(({ name, file }) => ({ name, data: Buffer.from(file.base64, 'base64'), contentType: file.mimeType })),
  };
}

/** Discord changes any other sign in a name, and a component would then name a file that is not there. */
function uniqueName(name: string, taken: readonly string[]): string {
  const safe =
    name
      .normalize('NFKD')
      .replace(/[^A-Za-z0-9._-]+/g, '_')
      .replace(/^[._]+/, '')
      .slice(-60) || 'file';
  const dot = safe.lastIndexOf('.');
  const [stem, ending] = dot > 0 ? [safe.slice(0, dot), safe.slice(dot)] : [safe, ''];
  let unique = safe;
  for (let count = 2; taken.includes(unique); count += 1) unique = `${stem}-${count}${ending}`;
  return unique;
}
