import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { projectFile } from '../../src/database/project-files.ts';
import { prepareDumps } from './database.ts';

/** Once before all tests: what they run as programs is compiled, and meanwhile the databases they copy are made. */
export default async function setUp(): Promise<void> {
  await Promise.all([build(), process.env.TEST_DATABASE_URL ? undefined : prepareDumps()]);
}

async function build(): Promise<void> {
  await promisify(execFile)('npm', ['run', '--silent', 'build'], { cwd: projectFile() }).catch((cause) => {
    throw new Error(`the project cannot be compiled:\n${cause.stdout}${cause.stderr}`, { cause });
  });
}
