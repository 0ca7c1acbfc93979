import { at, type Scoring } from '../score.ts';
import { topicsOf } from './shelf.ts';

/** A kind of pair: what its large terms look like, and what they are worth together. */
export interface Kind {
  /** topics in common; 3 stands for three or more */
  shared: number;
  /** directions in which offer meets need */
  directions: number;
  /** 2: the same phase, 1: a near one */
  fit: number;
  worth: number;
}

/** The kinds of pairs a school can be in, the most worth first; schools alike in this share one list. */
export function makeKinds(scoring: Scoring): (seat: number) => Kind[] {
  const { roll } = scoring;
  const lists = new Map<number, Kind[]>();
  return (seat) => {
    const topics = Math.min(3, topicsOf(roll.focus, seat).length);
    const ways = Math.min(1, topicsOf(roll.offers, seat).length) + Math.min(1, topicsOf(roll.seeks, seat).length);
    const phase = at(roll.phase, seat);
    const key = (phase * 4 + topics) * 3 + ways;
    const known = lists.get(key) ?? kindsOf(scoring, topics, ways, phase);
    lists.set(key, known);
    return known;
  };
}

function kindsOf(scoring: Scoring, topics: number, ways: number, phase: number): Kind[] {
  const phaseWorth = [0, scoring.nearPhase, at(scoring.phase, phase * scoring.phases + phase)];
  const kinds: Kind[] = [];
  for (let shared = 0; shared <= topics; shared++) {
    for (let directions = 0; directions <= ways; directions++) {
      const worth = at(scoring.focus, shared) + at(scoring.exchange, directions);
      phaseWorth.forEach((more, fit) => {
        kinds.push({ shared, directions, fit, worth: worth + more });
      });
    }
  }
  return kinds.sort((a, b) => b.worth - a.worth);
}

/** The most that the terms without bits can add for this school, in units. */
export function unseenBy(scoring: Scoring, seat: number): number {
  const { roll } = scoring;
  const row = at(roll.intake, seat) * scoring.intakes;
  const mood = scoring.mood.subarray(row, row + scoring.intakes).reduce((most, worth) => Math.max(most, worth), 0);
  const balance = Math.abs(roll.balance[seat] ?? 0);
  const debt = balance === 0 ? 0 : Math.ceil((scoring.debt * (1 + balance)) / 2);
  return mood + debt + scoring.distance;
}
