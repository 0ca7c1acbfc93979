/** What the groups of a round are called: "pairs", or "groups" in a round of threes. */
export function groupsOf({ groupSize }: { groupSize: number }): 'pairs' | 'groups' {
  return groupSize === 3 ? 'groups' : 'pairs';
}

/** One of them. */
export function groupOf({ groupSize }: { groupSize: number }): 'pair' | 'group' {
  return groupSize === 3 ? 'group' : 'pair';
}
