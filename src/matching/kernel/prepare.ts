import { type Node, otherEnd } from './node.ts';

/** The lowest price that its known pairs and its floor allow a school. */
function need(school: Node): number {
  let lowest = school.floor;
  for (const edge of school.edges) lowest = Math.max(lowest, edge.score - otherEnd(edge, school).price);
  return lowest;
}

/**
 * Brings the schools into the state `run` starts from: prices feasible for all known pairs and as low as their neighbours
 * allow (never below the limits), tight pairs made greedily, and even prices for the schools that are left.
 */
export function prepare(schools: Node[]): void {
  for (const school of schools) school.price = Math.max(Math.ceil(school.price), school.limit);
  for (const school of schools) school.price = Math.max(school.price, need(school));
  for (const school of schools) school.price = Math.max(school.limit, need(school));
  pairTight(schools);
  // with even scores, outer schools of one parity keep every price whole
  for (const school of schools) if (!school.mate && school.price > school.floor) school.price += Math.abs(school.price % 2);
}

/** Pairs along tight edges, schools with the fewest free choices first. */
function pairTight(schools: Node[]): void {
  const choices = (school: Node): Node[] =>
    school.edges
      .filter((edge) => edge.a.price + edge.b.price === edge.score)
      .map((edge) => otherEnd(edge, school))
      .filter((other) => !other.mate);
  const degree = new Map(schools.map((school) => [school, choices(school).length]));
  const order = [...schools].sort((a, b) => (degree.get(a) ?? 0) - (degree.get(b) ?? 0) || a.id - b.id);
  for (const school of order) {
    if (school.mate) continue;
    const [partner] = choices(school).sort((a, b) => (degree.get(a) ?? 0) - (degree.get(b) ?? 0) || a.id - b.id);
    if (!partner) continue;
    school.mate = partner;
    partner.mate = school;
  }
}
