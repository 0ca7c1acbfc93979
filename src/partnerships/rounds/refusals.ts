import { UserError } from '../../errors.ts';
import { barsBetween } from '../../matching/bars.ts';
import type { MatchRules, MatchSchool } from '../../matching/types.ts';
import type { SchoolName } from '../types.ts';
import type { Named } from './named.ts';
import type { Change } from './types.ts';

/** Refuses in words what stands above a coordinator's wish (trust and governance), or against another wish that must go first. */
export function refuseByRules(change: Change, named: Named, facts: ReadonlyMap<number, MatchSchool>, rules: MatchRules): void {
  const [a, b] = named.schools;
  switch (change.kind) {
    case 'fix':
      if (!a || !b) return;
      if (holds(rules.fixed, a, b)) throw new UserError(`${a.name} and ${b.name} are fixed together already.`);
      refuseForced(a, b, facts, rules);
      return;
    case 'bar':
    case 'never':
      if (!a || !b) return;
      if (holds(rules.barred, a, b)) throw new UserError(`${a.name} and ${b.name} are kept apart already. See /round rules.`);
      if (holds(rules.fixed, a, b))
        throw new UserError(`${a.name} and ${b.name} are fixed together. Take that back first: /round rules`);
      return;
    case 'swap':
      refuseSwap(named, facts, rules);
      return;
    case 'remove':
      if (a && rules.fixed.some((pair) => pair.includes(a.urn)))
        throw new UserError(`${a.name} is in a fixed pair. Take that back first: /round rules`);
      return;
    case 'add':
      if (a && !facts.has(a.urn))
        throw new UserError(`${a.name} does not take part in this network. A colleague there can type /partner join.`);
      return;
    default:
      change satisfies never;
  }
}

function refuseSwap({ schools, groups, partners }: Named, facts: ReadonlyMap<number, MatchSchool>, rules: MatchRules): void {
  const [a, b] = schools;
  if (!a || !b) return;
  if (groups[0] !== undefined && groups[0] === groups[1])
    throw new UserError(`${a.name} and ${b.name} are in one group, so there is nothing to swap.`);
  const [x, y] = partners.map((list) => (list.length === 1 ? list[0] : undefined));
  if ((!x || !y) && rules.groupSize === 3)
    throw new UserError('In a round of threes put two schools together, or keep two apart: the groups around them follow.');
  if (!x || !y)
    throw new UserError('Only schools of two pairs can be swapped. Is one in a trio, or left out? Fix a pair instead.');
  refuseForced(a, y, facts, rules);
  refuseForced(b, x, facts, rules);
}

function refuseForced(a: SchoolName, b: SchoolName, facts: ReadonlyMap<number, MatchSchool>, rules: MatchRules): void {
  const [first, second] = [facts.get(a.urn), facts.get(b.urn)];
  const bars = first && second ? barsBetween(first, second, rules) : [];
  if (bars.includes('sameTrust'))
    throw new UserError(`${a.name} and ${b.name} belong to one trust, ${first?.trust}. Schools of one trust are never paired.`);
  if (bars.includes('sameGroup'))
    throw new UserError(`${a.name} and ${b.name} belong to one group. Schools of one group are never paired.`);
  for (const one of [a, b]) {
    if (rules.fixed.some((pair) => pair.includes(one.urn)))
      throw new UserError(`${one.name} is in a fixed pair already. Take that back first: /round rules`);
  }
  if (holds(rules.barred, a, b))
    throw new UserError(`${a.name} and ${b.name} are kept apart by a rule. Take that back first: /round rules`);
}

function holds(pairs: readonly [number, number][], a: SchoolName, b: SchoolName): boolean {
  return pairs.some((pair) => pair.includes(a.urn) && pair.includes(b.urn));
}
