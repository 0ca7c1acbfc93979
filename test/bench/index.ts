/**
 * npm run bench, npm run bench -- NAME: a table for people, then one last line of JSON with the figures.
 * A benchmark is a file here that exports run(); it prints its own table and returns its figures.
 */
const BENCHMARKS = {
  start: () => import('./start.ts'),
  import: () => import('./import.ts'),
  commands: () => import('./commands.ts'),
  matching: () => import('./matching.ts'),
  digest: () => import('./digest.ts'),
  national: () => import('./national.ts'),
} satisfies Record<string, () => Promise<{ run(): Promise<object> }>>;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in BENCHMARKS));
if (unknown.length > 0) {
  console.error(`There is no benchmark called ${unknown.join(', ')}. There are: ${Object.keys(BENCHMARKS).join(', ')}.`);
  process.exit(1);
}

const figures: Record<string, object> = {};
for (const [name, load] of Object.entries(BENCHMARKS)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n== ${name}`);
  figures[name] = await (await load()).run();
}
console.log(JSON.stringify(figures));
process.exit(0);
