import type { Database } from '../database/open.ts';
import { projectFile } from '../database/project-files.ts';
import { importRegister } from './import.ts';

/** Imports the register that ships with the project, if no register was ever imported. Says so in plain words. */
export async function ensureRegister(database: Database, say: (line: string) => void): Promise<void> {
  const imports = await database.prisma.registerImport.count();
  if (imports > 0) return;
  say('Reading the register of schools for the first time …');
  const summary = await importRegister(database.pool, { file: projectFile('prisma', 'data', 'schools.csv.gz'), now: new Date() });
  say(`${summary.added.toLocaleString('en-GB')} schools of England are known now.`);
}
