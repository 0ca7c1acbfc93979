import { at, type Scoring } from '../score.ts';
import { topicsOf } from './shelf.ts';

/** A kind of pair: what its large terms look like, and what they are worth together. */
export interface Kind {
  /** topics in common; 3 stands for three or more */
  shared: number;
  /** 2: the same phase, 1: a near one */
  fit: number;
  worth: number;
  /** the least shared topics of this kind and all of its tier that are worth more */
  leastShared: number;
}

/** The kinds with as many directions in which offer meets need, the most worth first. */
export interface Tier {
  directions: number;
  kinds: Kind[];
}

/** The kinds of pairs a school can be in, the scarcest tier first; schools alike in this share one list. */
export function makeTiers(scoring: Scoring): (seat: number) => Tier[] {
  const { roll } = scoring;
  const lists = new Map<number, Tier[]>();
  return (seat) => {
    const topics = Math.min(3, topicsOf(roll.focus, seat).length);
    const ways = Math.min(1, topicsOf(roll.offers, seat).length) + Math.min(1, topicsOf(roll.seeks, seat).length);
    const phase = at(roll.phase, seat);
    const key = (phase * 4 + topics) * 3 + ways;
    const known =
      lists.get(key) ?? [2, 1, 0].filter((each) => each <= ways).map((each) => makeTier(scoring, topics, each, phase));
    lists.set(key, known);
    return known;
  };
}

function makeTier(scoring: Scoring, topics: number, directions: number, phase: number): Tier {
  const phaseWorth = [0, scoring.nearPhase, at(scoring.phase, phase * scoring.phases + phase)];
  const kinds: Kind[] = [];
  for (let shared = 0; shared <= topics; shared++) {
    const worth = at(scoring.focus, shared) + at(scoring.exchange, directions);
    phaseWorth.forEach((more, fit) => {
      kinds.push({ shared, fit, worth: worth + more, leastShared: shared });
    });
  }
  kinds.sort((a, b) => b.worth - a.worth);
  kinds.forEach((kind, place) => {
    kind.leastShared = Math.min(kind.shared, kinds[place - 1]?.leastShared ?? topics);
  });
  return { directions, kinds };
}

/** The most that the terms without bits can add for a school, in units, by seat. */
export function unseenOf(scoring: Scoring): Int32Array {
  const { roll, mood, intakes } = scoring;
  const bestMood = Array.from({ length: intakes }, (_, intake) =>
    Math.max(...mood.subarray(intake * intakes, (intake + 1) * intakes)),
  );
  return roll.intake.map((intake, seat) => {
    const balance = Math.abs(roll.balance[seat] ?? 0);
    const debt = balance === 0 ? 0 : Math.ceil((scoring.debt * (1 + balance)) / 2);
    return (bestMood[intake] ?? 0) + debt + scoring.distance;
  });
}
