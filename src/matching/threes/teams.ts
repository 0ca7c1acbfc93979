import { mayMeet, type Scoring, scoreOf } from '../score.ts';

/** A group while threes are formed: rows of the roll, up to three. */
export interface Team {
  rows: number[];
  /** the first two are fixed by the coordinator and stay together */
  fixed: boolean;
}

/** Units of all links between the rows of a group: a pair has one, three schools have three. */
export function linksWorth(scoring: Scoring, rows: number[]): number {
  let worth = 0;
  for (let one = 0; one < rows.length; one++) {
    for (let other = one + 1; other < rows.length; other++) {
      worth += scoreOf(scoring, rows[one] as number, rows[other] as number);
    }
  }
  return worth;
}

/** What a row would add to these others, or null when it may not meet all of them. */
export function worthWith(scoring: Scoring, row: number, others: number[]): number | null {
  let worth = 0;
  for (const other of others) {
    if (!mayMeet(scoring, row, other)) return null;
    worth += scoreOf(scoring, row, other);
  }
  return worth;
}

/** Whether a row may leave its group: of a fixed pair only the third may. */
export function canLeave({ rows, fixed }: Team, row: number): boolean {
  return !fixed || row === rows[2];
}

/** Says with which rows a row might be together. */
export type Near = (row: number) => ArrayLike<number>;

/** Of pairs the one that a row suits best as the third, or undefined when it may join none. */
export function bestTeamFor(scoring: Scoring, pairs: Iterable<Team>, row: number): Team | undefined {
  let best: { team: Team; worth: number } | undefined;
  for (const team of pairs) {
    const worth = worthWith(scoring, row, team.rows);
    if (worth !== null && (!best || worth > best.worth)) best = { team, worth };
  }
  return best?.team;
}

/** The first of these pairs that a row may join. */
export function firstTeamFor(scoring: Scoring, pairs: Iterable<Team>, row: number): Team | undefined {
  for (const team of pairs) if (worthWith(scoring, row, team.rows) !== null) return team;
  return undefined;
}
