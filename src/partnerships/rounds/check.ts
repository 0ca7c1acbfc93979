import { matchSchools } from '../../matching/match.ts';
import { verify } from '../../matching/verify.ts';
import { VERSION } from '../../matching/weights.ts';
import { points } from './points.ts';
import { gapOf, shareOfBound } from './summary.ts';
import type { StoredResult } from './types.ts';

/** A stored round: what the engine gave, and the groups as they stand in the tables, by position. */
export interface StoredRound {
  name: string;
  state: string;
  result: StoredResult;
  rows: { position: number; urns: number[]; ended: boolean }[];
}

/** What a check found, in lines for a person; `sound`: all of it holds. */
export interface Checked {
  sound: boolean;
  lines: string[];
}

/** Problems told one by one. */
const SHOWN = 10;

/**
 * Checks a round after the fact: a verifier that shares nothing with the engine looks at every pair, the engine runs again on the same
 * inputs, weights and seed, and the tables are compared with what it gave. A national round takes half a minute, one of threes far longer: every
 * pair is scored.
 */
export function checkRound({ name, state, result, rows }: StoredRound): Checked {
  const { inputs } = result;
  const { schools, rules, weights, seed } = inputs;
  const opening = `"${name}" (${state}): ${count(schools.length, 'school')}, ${count(result.groups.length, 'group')}, seed ${seed}, engine version ${result.version}`;
  if (result.version !== VERSION) {
    const other = `It was made by version ${result.version} of the engine, and this program has version ${VERSION}: please check it with the program that made it.`;
    return { sound: false, lines: [opening, bad(other)] };
  }
  const problems = verify(schools, rules, weights, seed, result);
  const again = matchSchools({ schools, rules, weights, seed });
  const findings = [verified(result, problems), compared(result, again), ...rowFindings(state, result, rows)];
  return {
    sound: findings.every((one) => one.sound),
    lines: [opening, ...findings.flatMap((one) => one.lines)],
  };
}

function verified(result: StoredResult, problems: readonly string[]): Checked {
  const pairs = result.pairsChecked.toLocaleString('en-GB');
  const proof = result.proven
    ? `${pairs} possible pairs, none can raise the total of ${points(result.total)} points`
    : inThrees(result)
      ? `the total of ${points(result.total)} points is at least ${shareOfBound(result)} of what any threes could have`
      : `the total of ${points(result.total)} points is within ${gapOf(result)} of the best possible`;
  if (problems.length === 0)
    return {
      sound: true,
      lines: [good(`The independent check agrees: every school once, no rule broken, every score right; ${proof}.`)],
    };
  const more = problems.length - SHOWN;
  const lines = problems.slice(0, SHOWN).map((one) => `    ${one}`);
  return { sound: false, lines: [bad('The independent check found:'), ...lines, ...(more > 0 ? [`    and ${more} more`] : [])] };
}

function compared(result: StoredResult, again: StoredResult): Checked {
  const same = again.total === result.total && keys(again).join() === keys(result).join();
  if (same)
    return { sound: true, lines: [good(`Run again on the same inputs, weights and seed: the same groups, the same total.`)] };
  if (result.stopped) {
    const more = `It had stopped at its time limit. Run again without one: ${points(again.total)} points instead of ${points(result.total)}.`;
    return { sound: true, lines: [good(more)] };
  }
  const changed = keys(again).filter((one) => !keys(result).includes(one)).length;
  const words = `Run again on the same inputs: ${count(changed, 'group')} differ, ${points(again.total)} points instead of ${points(result.total)}.`;
  return { sound: false, lines: [bad(words)] };
}

/** The tables hold what the engine gave; after publishing, groups may have ended and pairs may have got a third. */
function rowFindings(state: string, result: StoredResult, rows: StoredRound['rows']): Checked[] {
  const published = state === 'published';
  const byPosition = new Map(rows.map((row) => [row.position, row]));
  const wrong = result.groups.filter(({ urns }, position) => {
    const row = byPosition.get(position);
    if (!row || !urns.every((urn) => row.urns.includes(urn))) return true;
    return !published && row.urns.length !== urns.length;
  });
  const later = rows.filter((row) => row.position >= result.groups.length);
  const grown = rows.filter((row) => row.urns.length > (result.groups[row.position]?.urns.length ?? 3));
  if (wrong.length > 0 || (!published && later.length > 0)) {
    const words = `${count(wrong.length + (published ? 0 : later.length), 'group')} in the tables are not what the engine gave.`;
    return [{ sound: false, lines: [bad(words)] }];
  }
  const ended = rows.filter((row) => row.ended).length;
  const changes = [`${ended} taken apart`, `${later.length} new`, `${grown.length} with a third`].join(', ');
  const since = ended + later.length + grown.length > 0 ? ` Changed by coordinators since publishing: ${changes}.` : '';
  return [{ sound: true, lines: [good(`The tables hold what the engine gave.${since}`)] }];
}

function inThrees({ inputs }: StoredResult): boolean {
  return inputs.rules.groupSize === 3;
}

function keys({ groups }: StoredResult): string[] {
  return groups.map(({ urns }) => [...urns].sort((a, b) => a - b).join(' ')).sort();
}

function count(number: number, word: string): string {
  return `${number.toLocaleString('en-GB')} ${word}${number === 1 ? '' : 's'}`;
}

function good(words: string): string {
  return `  yes  ${words}`;
}

function bad(words: string): string {
  return `  NO   ${words}`;
}
