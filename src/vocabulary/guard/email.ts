import type { Objection } from './finding.ts';

/** Longest name before the @ and longest domain looked at; the standard allows 64 and 255. */
const MAX_NAME = 64;
const MAX_DOMAIN = 255;

/** Where an address may have its @: the sign itself, "(at)" in any brackets, or the word. */
const AT = /(?<sign>@)|(?<framed>[([{<] {0,2}at {0,2}[)\]}>])|(?<word>(?<=[ \n])at(?=[ \n]))/g;

/** Endings by which a domain with spaces in it is told from the end of a sentence. */
const ENDING = '(?:uk|com|org|net|edu|gov|sch|ac|co|info|eu|io|me|ie|school|education|academy)';
const LABEL = '[a-z0-9][a-z0-9-]{0,62}';
const FRAMED_DOT = '(?: {0,2}[([{<] {0,2}dot {0,2}[)\\]}>] {0,2})';
const SPELLED_DOT = '(?: {1,2}dot {1,2})';

/** A domain as it is normally written. */
const PLAIN_DOMAIN = new RegExp(`^(?:${LABEL}\\.){1,5}[a-z]{2,24}(?![a-z0-9])`);
/** A domain with its dots spelled, framed or spaced out. */
const SPELLED_DOMAIN = new RegExp(`^(?:${LABEL}(?:${FRAMED_DOT}|${SPELLED_DOT}|\\.)){1,5}[a-z]{2,24}(?![a-z0-9])`);
const SPACED_DOMAIN = new RegExp(`^(?:${LABEL} {0,2}\\. {0,2}){1,5}${ENDING}(?![a-z0-9])`);
/** Providers whose name alone makes "somebody at …" an address. */
const PROVIDER =
  /^(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|live|btinternet|aol|protonmail)\.[a-z]{2,3}(?:\.uk)?(?![a-z0-9])/;

const NAME = /[a-z0-9_](?:[a-z0-9._%+'-]{0,63})$/;
/** The end of a name with its dots spelled: "jo dot bloggs". */
const SPELLED_NAME = new RegExp(`[a-z0-9_-]{1,40}(?:(?:${FRAMED_DOT}|${SPELLED_DOT}| {0,2}\\. {0,2})[a-z0-9_-]{1,40}){0,2}$`);

/** Email addresses, written plainly, spaced out, or with "at" and "dot" in words. */
export function findEmails(plain: string): Objection[] {
  const found: Objection[] = [];
  let after = 0;
  for (const match of plain.matchAll(AT)) {
    if (match.index < after) continue;
    const name = nameBefore(plain, match.index, after, match.groups?.sign !== undefined);
    const to = domainAfter(plain, match.index + match[0].length, match.groups?.word !== undefined);
    if (name === undefined || to === undefined) continue;
    found.push({ from: name, to, kind: 'email', message });
    after = to;
  }
  return found;
}

function message(typed: string): string {
  return `“${typed}” looks like an email address. Take it out; people can reach each other through this bot instead.`;
}

/** Where the name before the @ begins; undefined when there is none (as in "@everyone"). */
function nameBefore(plain: string, at: number, notBefore: number, sign: boolean): number | undefined {
  const space = /[ \n]{0,3}$/.exec(plain.slice(Math.max(notBefore, at - 3), at))?.[0].length ?? 0;
  const end = at - space;
  const window = plain.slice(Math.max(notBefore, end - 2 * MAX_NAME), end);
  const pattern = sign && space === 0 ? NAME : SPELLED_NAME;
  const name = pattern.exec(window)?.[0];
  return name === undefined ? undefined : end - name.length;
}

/** Where the domain after the @ ends; undefined when what follows is no domain. */
function domainAfter(plain: string, after: number, word: boolean): number | undefined {
  const window = plain.slice(after, after + MAX_DOMAIN + 3);
  const space = /^[ \n]{0,3}/.exec(window)?.[0].length ?? 0;
  const rest = window.slice(space);
  const patterns = word ? [PROVIDER, SPELLED_DOMAIN] : [PLAIN_DOMAIN, SPELLED_DOMAIN, SPACED_DOMAIN];
  for (const pattern of patterns) {
    const domain = pattern.exec(rest)?.[0];
    // "we looked at bbc.co.uk" is no address: after the word "at" a dot must be a word too.
    if (domain === undefined || (word && pattern === SPELLED_DOMAIN && !/dot/.test(domain))) continue;
    return after + space + domain.length;
  }
  return undefined;
}
