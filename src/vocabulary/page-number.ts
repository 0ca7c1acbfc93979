/** A page as a button carried it, from 0 on: whatever is no such number is the first page. */
export function pageNumber(page: number): number {
  return Number.isSafeInteger(page) && page >= 0 && page < MOST_PAGES ? page : 0;
}

/** Far more than anybody turns; keeps an offset within what a database takes. */
const MOST_PAGES = 1_000_000;
