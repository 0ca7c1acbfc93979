/** What the groups of a round are called: "pairs", or "groups" in a round of threes. */
export function groupsOf({ groupSize }: { groupSize: number }): 'pairs' | 'groups' {
  return groupSize === 3 ? 'groups' : 'pairs';
}

/** One of them. */
export function groupOf({ groupSize }: { groupSize: number }): 'pair' | 'group' {
  return groupSize === 3 ? 'group' : 'pair';
}

/** "21 pairs and 1 trio"; of a round of threes "12 groups of three and 1 pair". What there is none of is not said. */
export function groupsCounted(
  { groupSize }: { groupSize: number },
  { pairs, threes }: { pairs: number; threes: number },
  between = ' and ',
): string {
  const ofPairs = counted(pairs, 'pair', 'pairs');
  const ofThrees = groupSize === 3 ? counted(threes, 'group of three', 'groups of three') : counted(threes, 'trio', 'trios');
  const [usual, other] = groupSize === 3 ? [ofThrees, ofPairs] : [ofPairs, ofThrees];
  if ((groupSize === 3 ? pairs : threes) === 0) return usual;
  return (groupSize === 3 ? threes : pairs) === 0 ? other : `${usual}${between}${other}`;
}

function counted(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;
}

/** Said of a round of threes wherever it is announced. */
export const IN_THREES = 'Schools meet in threes.';

/** That sentence behind another, or nothing of a round of pairs. */
export function threesSaid({ groupSize }: { groupSize: number }): string {
  return groupSize === 3 ? ` ${IN_THREES}` : '';
}
