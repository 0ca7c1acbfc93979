import { isAscii } from 'node:buffer';
import { Transform } from 'node:stream';
import { UserError } from '../errors.ts';

/** What the bytes 0x80 to 0x9f mean in Windows-1252; everywhere else it is Latin-1. A space: not assigned. */
const WINDOWS = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

/**
 * Bytes to text. The register is Windows-1252; the shipped file, and one saved again by a spreadsheet, is UTF-8. The first
 * bytes beyond ASCII decide: a word of Windows-1252 is hardly ever valid UTF-8. A web page or JSON saved as .csv is refused.
 */
export function decoder(): Transform {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let encoding: 'unknown' | 'utf-8' | 'windows-1252' = 'unknown';
  let first = true;

  function decode(chunk: Buffer): string {
    if (encoding === 'unknown' && isAscii(chunk)) return chunk.toString('latin1');
    if (encoding !== 'windows-1252') {
      try {
        const text = utf8.decode(chunk, { stream: true });
        encoding = 'utf-8';
        return text;
      } catch {
        encoding = 'windows-1252';
      }
    }
    return chunk.toString('latin1').replace(/[\x80-\x9f]/g, (letter) => WINDOWS[letter.charCodeAt(0) - 0x80] ?? ' ');
  }

  return new Transform({
    // Text goes on as UTF-8 bytes, which is what the parser works on.
    transform(chunk: Buffer, _encoding, done) {
      const text = decode(chunk);
      if (first && /^\s*[<{[]/.test(text)) {
        done(new UserError(`This is ${/^\s*</.test(text) ? 'a web page' : 'JSON'}, not the register. ${whatItSays(text)}`));
        return;
      }
      first = false;
      done(null, text);
    },
  });
}

function whatItSays(text: string): string {
  const words = text
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return `It begins: "${words.slice(0, 120)}". The download probably failed; try it again.`;
}
