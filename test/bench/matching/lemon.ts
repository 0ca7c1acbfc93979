import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFile } from '../../../src/database/project-files.ts';

/** Compiles our small program against LEMON (Debian's liblemon-dev). Null where g++ or LEMON is missing. */
export function compileLemon(): string | null {
  const program = join(mkdtempSync(join(tmpdir(), 'lemon-')), 'lemon');
  const source = projectFile('test', 'bench', 'matching', 'lemon.cpp');
  const compiled = spawnSync('g++', [
    '-O3',
    '-march=native',
    '-std=c++14',
    '-DNDEBUG',
    '-w',
    source,
    '-o',
    program,
    '-l:liblemon.a',
  ]);
  return compiled.status === 0 ? program : null;
}

/** Solves on exactly these pairs from cold. */
export function runLemon(
  program: string,
  seats: number,
  pairs: [number, number, number][],
): { found: boolean; total: number; seconds: number } {
  const input = `${seats} ${pairs.length}\n${pairs.map((pair) => pair.join(' ')).join('\n')}\n`;
  return JSON.parse(execFileSync(program, { input, encoding: 'utf8' }));
}
