import { spawnSync } from 'node:child_process';
import { projectFile } from '../../../src/database/project-files.ts';
import type { MatchResult } from '../../../src/matching/types.ts';
import { pairsThatMatter } from './rivals.ts';
import { withFiles } from './with-files.ts';

/** It is stopped after so long. */
export const NPM_LIMIT_SECONDS = 30;
const CHILD = projectFile('test', 'bench', 'matching', 'npm-child.mjs');

/** edmonds-blossom-fixed on the pairs that matter: how long it takes, and whether it agrees; null when it does not finish in time. */
export function runNpm(result: MatchResult): { seconds: number; same: boolean } | null {
  const { seats, pairs } = pairsThatMatter(result);
  const answer = withFiles<{ seconds: number; mates: number[] }>(pairs, (files) => {
    const { status } = spawnSync(process.execPath, [CHILD, ...files], { timeout: NPM_LIMIT_SECONDS * 1000, stdio: 'inherit' });
    return status === 0;
  });
  if (!answer) return null;
  // the empty chair, the last seat of an odd round, counts nothing
  const chair = result.inputs.schools.length % 2 === 1 ? seats - 1 : -1;
  let total = 0;
  for (const [a, b, score] of pairs) if (answer.mates[a] === b && a !== chair && b !== chair) total += score;
  return { seconds: answer.seconds, same: total === result.total };
}
