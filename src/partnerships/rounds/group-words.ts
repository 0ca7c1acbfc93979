/** What the groups of a round are called: "pairs", or "groups" in a round of threes. */
export function groupsOf({ groupSize }: { groupSize: number }): 'pairs' | 'groups' {
  return groupSize === 3 ? 'groups' : 'pairs';
}

/** One of them. */
export function groupOf({ groupSize }: { groupSize: number }): 'pair' | 'group' {
  return groupSize === 3 ? 'group' : 'pair';
}

/** Said of a round of threes wherever it is announced. */
export const IN_THREES = 'Schools meet in threes.';

/** That sentence behind another, or nothing of a round of pairs. */
export function threesSaid({ groupSize }: { groupSize: number }): string {
  return groupSize === 3 ? ` ${IN_THREES}` : '';
}
