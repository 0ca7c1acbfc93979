import { POINT } from '../../matching/weights.ts';

/** From so many points on a fit is called so: what two schools share (3), their phase (1), and an offer that meets a wish (4). */
const STRONG = 8;
const GOOD = 4;
const FAIR = 1.5;

/** A score in points, as people read it: "1.3". */
export function points(units: number): string {
  return (units / POINT).toLocaleString('en-GB', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}

/** A pair's score in a word and in points: "good (6.1)". */
export function fitWords(units: number): string {
  const score = units / POINT;
  const word = score >= STRONG ? 'strong' : score >= GOOD ? 'good' : score >= FAIR ? 'fair' : 'slight';
  return `${word} (${points(units)})`;
}
