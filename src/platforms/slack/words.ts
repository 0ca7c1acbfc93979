import { cut } from '../../chat/text.ts';

/** Plain words on their way to Slack. */

/** Marks of text direction that reach beyond a person's own words, and control characters no client shows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const UNSHOWN = /[\u202a-\u202e\u2066-\u2069]|[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** What nearly all words are made of: none of those marks, and no half of a pair. Nothing in it needs another look. */
const PLAIN = /^[\t\n -~\u0080-\u2029\u202f-\u2065\u206a-\ud7ff\ue000-\uffff]*$/;

/** Words as Slack can take them: whole characters only, and nothing that turns the words after it around. */
export function clean(words: string): string {
  if (PLAIN.test(words)) return words;
  return words.replaceAll('\r\n', '\n').toWellFormed().replace(UNSHOWN, '');
}

/** Is there nothing a person could see? Slack refuses blocks of white space. */
export function isBlank(words: string): boolean {
  return !/[^\s\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/u.test(words);
}

/** Disarms Slack's markup: with these three signs gone there are no mentions, links or channels left to write (docs.slack.dev, formatting). */
export function escaped(words: string): string {
  if (!/[&<>]/.test(words)) return words;
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** The three signs as they were typed. */
export function unescaped(words: string): string {
  return words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Cuts plain words so that they still fit when escaped. */
export function cutEscaped(words: string, max: number): string {
  let length = Math.min(words.length, max);
  while (length > 0) {
    const fitted = escaped(cut(words, length));
    if (fitted.length <= max) return fitted;
    length = Math.min(length - 1, Math.floor((length * max) / fitted.length));
  }
  return '';
}
