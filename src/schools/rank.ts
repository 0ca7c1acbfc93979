/** A whole word of the name beats its beginning; both beat the place; the order of these is all that matters. */
const POINTS = { nameWord: 6, nameBeginning: 5, placeWord: 3, placeBeginning: 2 } as const;
/** The typed words stand at the start of the name, or are all of it. */
const STARTS = 4;
const WHOLE = 8;

/**
 * How well the typed words fit a school's searchText (words.ts says how that is made).
 * @example scoreOf('cramlington', ' cramlington learning village | cramlington … ') // 10
 */
export function scoreOf(typed: string, searchText: string): number {
  const bar = searchText.indexOf(' | ');
  const name = `${searchText.slice(0, bar)} `;
  const place = `${searchText.slice(bar + 2)}`;
  let score = 0;
  for (const word of typed.split(' ')) {
    if (name.includes(` ${word} `)) score += POINTS.nameWord;
    else if (name.includes(` ${word}`)) score += POINTS.nameBeginning;
    else if (place.includes(` ${word} `)) score += POINTS.placeWord;
    else if (place.includes(` ${word}`)) score += POINTS.placeBeginning;
  }
  if (name.startsWith(` ${typed}`)) score += STARTS;
  if (name === ` ${typed} `) score += WHOLE;
  return score;
}
