import type { Database } from '../database/open.ts';
import { projectFile } from '../database/project-files.ts';
import { importRegister } from './import.ts';
import { type Register, readRegister } from './register.ts';

const shipped = () => projectFile('prisma', 'data', 'schools.csv.gz');

/** Begins to read the register that ships with the project, while there is something else to wait for. */
export function readShippedRegister(): Promise<Register> {
  const register = readRegister(shipped());
  // Whoever waits for it hears of an error; until then nobody may.
  register.catch(() => undefined);
  return register;
}

/** Imports the register that ships with the project, if no register was ever imported. Says so in plain words. `early`: read already. */
export async function ensureRegister(database: Database, say: (line: string) => void, early?: Promise<Register>): Promise<void> {
  const imports = await database.prisma.registerImport.count();
  if (imports > 0) return;
  say('Reading the register of schools for the first time …');
  const summary = await importRegister(database.pool, {
    file: shipped(),
    now: new Date(),
    ...(early && { register: early }),
  });
  say(`${summary.added.toLocaleString('en-GB')} schools of England are known now.`);
}
