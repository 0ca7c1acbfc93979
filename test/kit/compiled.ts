import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { projectFile } from '../../src/database/project-files.ts';

/** A module of ours as `npm run build` compiled it, which the tests' set-up does: it starts in a third of the time. */
export function compiled(...path: readonly string[]): string {
  return projectFile('dist', ...path).replace(/\.ts$/, '.js');
}

/** The same for an import in a script. */
export function compiledUrl(...path: readonly string[]): string {
  return pathToFileURL(compiled(...path)).href;
}

/** How a program ended and what it said. */
export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** Runs one of our programs as a person does, its output not a terminal. `env`: all it knows of the environment. */
export function runCompiled(program: string, words: readonly string[], env: Record<string, string>): Promise<Ended> {
  return run([program, ...words], env);
}

/** Runs a module written here, in a process of its own. */
export function runProgram(words: string): Promise<Ended> {
  return run(['--input-type=module', '-e', words], {});
}

function run(words: readonly string[], env: Record<string, string>): Promise<Ended> {
  const child = spawn(process.execPath, words, {
    // A folder without an .env file of somebody's.
    cwd: tmpdir(),
    env: { PATH: process.env.PATH, ...env },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}
