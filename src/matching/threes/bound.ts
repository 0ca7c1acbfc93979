import { bestAbove } from '../pricing/best.ts';
import { arrange, type Pricer } from '../pricing/pricer.ts';
import { mayMeet, type Scoring, scoreOf } from '../score.ts';

/**
 * What no grouping into threes can exceed, in units: every school with its two best partners at once. A link counts half for
 * each of its two schools, and no school has more than two.
 */
export function threesBound(scoring: Scoring, pricer: Pricer, fixed: [number, number][]): number {
  const { free, schools } = scoring.roll;
  arrange(pricer, new Float64Array(pricer.instance.seats));
  const everybody = [...schools.keys()];
  const apart = everybody.slice(free);
  const mates = new Map(fixed.flatMap(([a, b]) => [[a, b] as const, [b, a] as const]));
  let twice = 0;
  for (const row of everybody) {
    const among = row < free ? apart : everybody;
    const mate = mates.get(row);
    const legal = among.filter((other) => other !== mate && mayMeet(scoring, row, other));
    const scores = legal.map((other) => scoreOf(scoring, row, other));
    if (row < free) scores.push(...bestAbove(pricer, row, 0, 2).found.map(({ score }) => score));
    twice += twoBest(scores, mate === undefined ? undefined : scoreOf(scoring, row, mate));
  }
  return Math.floor(twice / 2);
}

/** Of a fixed pair the link between the two counts in any case, be it little or against a rule. */
function twoBest(scores: number[], certain: number | undefined): number {
  const [first = 0, second = 0] = scores.filter((score) => score > 0).sort((a, b) => b - a);
  return certain === undefined ? first + second : certain + first;
}
