import type { Scoring } from '../score.ts';
import { canLeave, type Near, type Team, worthWith } from './teams.ts';

/** A step that raises the total: a row takes another's place, which gets the row's; or, with nobody, joins a pair. */
interface Step {
  gain: number;
  to: Team;
  instead: number | null;
}

/**
 * Exchanges schools between groups, or lets one go from a three to a pair, as long as that raises the total: in the end no
 * such step does that was looked at, which are those with a group of somebody promising (`near`). Changes the teams.
 */
export function improve(scoring: Scoring, teams: Team[], near: Near, late: () => boolean): void {
  const teamOf = new Map<number, Team>();
  for (const team of teams) for (const row of team.rows) teamOf.set(row, team);
  const rows = [...teamOf.keys()].sort((a, b) => a - b);
  for (let improved = true; improved; ) {
    improved = false;
    for (const row of rows) {
      if (late()) return;
      const from = teamOf.get(row);
      if (!from || !canLeave(from, row)) continue;
      const step = bestStep(scoring, row, from, new Set(Array.from(near(row), (other) => teamOf.get(other) ?? from)));
      if (!step) continue;
      take(from, row, step, teamOf);
      improved = true;
    }
  }
}

function bestStep(scoring: Scoring, row: number, from: Team, targets: Iterable<Team>): Step | null {
  const others = without(from.rows, row);
  const now = worthWith(scoring, row, others) ?? 0;
  let best: Step | null = null;
  for (const to of targets) {
    if (to === from) continue;
    if (from.rows.length === 3 && to.rows.length === 2) {
      const then = worthWith(scoring, row, to.rows);
      if (then !== null && then - now > (best?.gain ?? 0)) best = { gain: then - now, to, instead: null };
    }
    for (const instead of to.rows) {
      if (!canLeave(to, instead)) continue;
      const rest = without(to.rows, instead);
      const mine = worthWith(scoring, row, rest);
      if (mine === null) continue;
      const theirs = worthWith(scoring, instead, others);
      if (theirs === null) continue;
      const gain = mine + theirs - now - (worthWith(scoring, instead, rest) ?? 0);
      if (gain > (best?.gain ?? 0)) best = { gain, to, instead };
    }
  }
  return best;
}

function take(from: Team, row: number, { to, instead }: Step, teamOf: Map<number, Team>): void {
  // in its place, so that a fixed pair keeps its first two
  if (instead === null) {
    from.rows = without(from.rows, row);
    to.rows.push(row);
  } else {
    from.rows[from.rows.indexOf(row)] = instead;
    to.rows[to.rows.indexOf(instead)] = row;
    teamOf.set(instead, from);
  }
  teamOf.set(row, to);
}

function without(rows: number[], row: number): number[] {
  return rows.filter((each) => each !== row);
}
