import { execFileSync } from 'node:child_process';
import { projectFile } from '../../src/database/project-files.ts';
import { prepareDumps } from './database.ts';

/** Once before all tests: what they run as programs is compiled, and the databases they copy are made. */
export default async function setUp(): Promise<void> {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: projectFile(), stdio: 'inherit' });
  if (!process.env.TEST_DATABASE_URL) await prepareDumps();
}
