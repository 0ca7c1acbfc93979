import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Where a file of the project lies, whether this code runs from src/ or compiled from dist/src/.
 * The project's folder is the nearest one upwards that holds prisma/schema.prisma.
 */
export function projectFile(...path: readonly string[]): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'prisma', 'schema.prisma'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('The folder with prisma/schema.prisma is missing: run Staffroom from its own folder.');
    folder = parent;
  }
  return join(folder, ...path);
}
