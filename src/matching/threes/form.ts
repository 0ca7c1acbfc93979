import type { Scoring } from '../score.ts';
import { bestTeamFor, firstTeamFor, type Near, type Team } from './teams.ts';

/**
 * Makes threes of pairs: whoever is alone joins a pair, then pairs are taken apart, the first ones first, as long as both
 * schools find another pair to join. So nobody who had a partner is left without. Looked at are first the pairs of those who
 * are promising (`near`), then any. Changes the teams; returns those that remain, and who is still alone.
 */
export function formThrees(
  scoring: Scoring,
  given: Team[],
  alone: number[],
  near: Near,
  late: () => boolean,
): { teams: Team[]; alone: number[] } {
  const open = new Set(given.filter(({ rows }) => rows.length === 2));
  const teams = new Set(given);
  const teamOf = new Map(given.flatMap((team) => team.rows.map((row) => [row, team] as const)));
  const teamFor = (row: number) => {
    const promising = new Set<Team>();
    for (const other of Array.from(near(row))) {
      const team = teamOf.get(other);
      if (team && open.has(team)) promising.add(team);
    }
    return bestTeamFor(scoring, promising, row) ?? firstTeamFor(scoring, open, row);
  };
  const join = (row: number, team: Team) => {
    team.rows.push(row);
    open.delete(team);
  };
  const left = alone.filter((row) => {
    const team = teamFor(row);
    if (team) join(row, team);
    return !team;
  });
  for (const pair of [...open]) {
    if (late()) break;
    if (pair.fixed || !open.has(pair) || open.size < 3) continue;
    open.delete(pair);
    const [a, b] = pair.rows as [number, number];
    const first = teamFor(a);
    if (first) open.delete(first);
    const second = first && teamFor(b);
    if (first && second) {
      join(a, first);
      join(b, second);
      teams.delete(pair);
    } else {
      if (first) open.add(first);
      open.add(pair);
    }
  }
  return { teams: [...teams], alone: left };
}
