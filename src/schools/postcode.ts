const OUTWARD = /^[A-Z]{1,2}\d[A-Z\d]?$/;
const INWARD = /^\d[A-Z]{0,2}$/;

/**
 * How the postcodes begin that a typed text may mean, as they are stored, the likeliest first; [] when it looks like none.
 * @example postcodeBeginnings('e11') // ['E11', 'E1 1']
 */
export function postcodeBeginnings(text: string): string[] {
  const [outward = '', inward, ...more] = text.trim().toUpperCase().split(/\s+/);
  if (more.length > 0) return [];
  if (inward !== undefined) return OUTWARD.test(outward) && INWARD.test(inward) ? [`${outward} ${inward}`] : [];
  const found = OUTWARD.test(outward) ? [outward] : [];
  for (let cut = outward.length - 1; cut >= outward.length - 3 && cut > 1; cut -= 1) {
    const halves = [outward.slice(0, cut), outward.slice(cut)] as const;
    if (OUTWARD.test(halves[0]) && INWARD.test(halves[1])) found.push(halves.join(' '));
  }
  return found;
}
