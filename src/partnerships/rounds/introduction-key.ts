/** How the keys of a group's introductions begin; those of a round begin with it without a group. */
export function introductionKey(roundId: string, groupId: string): string {
  return `introduction:${roundId}:${groupId}`;
}
