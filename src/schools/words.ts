/** Words that people and the register write differently; the left side is what is typed, the right what is compared. */
const SAME: readonly (readonly [RegExp, string])[] = [
  [/\bsaint\b/g, 'st'],
  [/\bchurch of england\b|\bc of e\b|\bce\b/g, 'cofe'],
  [/\broman catholic\b|\brc\b/g, 'catholic'],
];

/**
 * Words as they are compared: lower case, no accents, apostrophes or punctuation, "Saint" as "st", one space between words.
 * @example searchWords("St. Joseph’s R.C.") // 'st josephs r c'
 */
export function searchWords(text: string): string {
  const bare = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’‘`´]/g, '')
    .replace(/&/g, ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  return SAME.reduce((words, [pattern, word]) => words.replace(pattern, word), bare);
}

/** What a school's searchText is made of. */
export interface SearchedFields {
  name: string;
  town: string | null;
  postcode: string | null;
  localAuthority: string;
}

/**
 * What a typed query is compared with: every word has a space before it, so that "% cram%" means "a word begins with cram"; a
 * bar stands after the words of the name; the postcode is there with and without its space.
 */
export function searchTextOf(school: SearchedFields): string {
  const postcode = school.postcode?.toLowerCase() ?? '';
  const place = [school.town ?? '', school.localAuthority].map(searchWords);
  const rest = [...place, postcode, postcode.replace(/ /g, '')].filter(Boolean).join(' ');
  return ` ${searchWords(school.name)} | ${rest} `;
}
