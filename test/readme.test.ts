import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands } from '../commands/index.ts';
import { readConfig } from '../src/config.ts';

/** The README says only what is true, and forgets nothing that a list can hold it to. */
const readme = readFileSync('README.md', 'utf8');
const manifest: Record<'scripts' | 'dependencies' | 'devDependencies', Record<string, string>> = JSON.parse(
  readFileSync('package.json', 'utf8'),
);

/** What stands under a heading of any depth, up to the next one of the same depth or above. */
function section(heading: string): string {
  const [, marks = ''] = new RegExp(`^(#+) ${heading}$`, 'm').exec(readme) ?? [];
  const after = readme.split(`\n${marks} ${heading}\n`)[1] ?? '';
  return after.split(new RegExp(`^#{1,${marks.length}} `, 'm'))[0] ?? '';
}

/** The cells of the tables in a part of the README, without their heads. */
function rows(part: string): string[][] {
  const lines = part.split('\n').filter((line) => line.startsWith('|'));
  return lines.flatMap((line, index) => {
    const head = /^\|[-|]+$/.test(line) || /^\|[-|]+$/.test(lines[index + 1] ?? '');
    return head
      ? []
      : [
          line
            .slice(1, -1)
            .split('|')
            .map((cell) => cell.trim()),
        ];
  });
}

const unquoted = (words: string) => [...words.matchAll(/`([^`]+)`/g)].map((found) => found[1] ?? '');
const firstColumn = (heading: string) => rows(section(heading)).flatMap(([first = '']) => unquoted(first));

/** The names of the variables that src/config.ts declares. */
function variables(): string[] {
  const declared = readFileSync('src/config.ts', 'utf8').matchAll(/^\s+([A-Z][A-Z_]+): /gm);
  return [...declared].map((found) => found[1] ?? '').sort();
}

describe('the README', () => {
  it('lists every variable of the environment and no other', () => {
    expect(variables().length).toBeGreaterThan(10);
    expect(firstColumn('Settings').toSorted()).toEqual(variables());
  });

  it('has an .env.example with every variable and no other', () => {
    const example = readFileSync('.env.example', 'utf8').matchAll(/^([A-Z_]+)=/gm);
    expect([...example].map((found) => found[1]).toSorted()).toEqual(variables());
  });

  it('gives the defaults that are used', () => {
    const config = readConfig({});
    const said = new Map(rows(section('Settings')).map(([name = '', value = '']) => [unquoted(name)[0], unquoted(value)]));
    expect(config).toMatchObject({
      port: Number(said.get('PORT')?.[0]),
      host: said.get('HOST')?.[0],
      dataDir: said.get('DATA_DIR')?.[0],
      sandbox: said.get('SANDBOX')?.[0] === 'auto',
    });
    expect(said.get('LOG_LEVEL')).toEqual([
      ...[readConfig({ DISCORD_TOKEN: 'x'.repeat(20) }), config].map((one) => ('logLevel' in one ? one.logLevel : '')),
    ]);
  });

  it('lists every command in the order of help, with who may use it', () => {
    const words = { anyone: 'anyone', administrator: 'administrator', member: 'member', coordinator: 'coordinator' };
    const there = commands.flatMap(({ name, subcommands }) =>
      Object.entries(subcommands).map(([sub, { allow }]) => [`/${name} ${sub}`, words[allow ?? 'member']]),
    );
    const listed = rows(section('Commands')).map(([command = '', , who]) => [unquoted(command)[0], who]);
    expect(listed).toEqual(there);
  });

  it('names no command that is not there, and the fields it names', () => {
    const there = commands.flatMap(({ name, subcommands }) => Object.keys(subcommands).map((sub) => `/${name} ${sub}`));
    const typed = [...readme.matchAll(/`\/([a-z]+) ([a-z]+)([^`]*)`/g)].filter((found) => found[1] !== 'invite');
    expect(typed.length).toBeGreaterThan(there.length);
    expect(typed.map((found) => `/${found[1]} ${found[2]}`).filter((one) => !there.includes(one))).toEqual([]);
    const unknown = typed.flatMap(([whole, name, sub = '', rest = '']) => {
      const fields = commands.find((one) => one.name === name)?.subcommands[sub]?.fields ?? {};
      return [...rest.matchAll(/ ([a-z]+):/g)].flatMap((found) => (found[1] && found[1] in fields ? [] : [whole]));
    });
    expect(unknown).toEqual([]);
  });

  it('names only scripts that exist, and every one a person would run', () => {
    const named = new Set([...readme.matchAll(/npm run (?:--silent )?([a-z:]+)/g)].map((found) => found[1]));
    const short = ['start', 'test'].filter((name) => readme.includes(`npm ${name}`));
    const bySomebodyElse = ['prepare', 'build'];
    const scripts = Object.keys(manifest.scripts).filter((name) => !bySomebodyElse.includes(name));
    expect([...named, ...short].toSorted()).toEqual(scripts.toSorted());
  });

  it('names only files that exist', () => {
    const linked = [...readme.matchAll(/\]\(([^)#:]+)\)/g)].map((found) => found[1] ?? '');
    const mentioned = unquoted(readme).filter((words) =>
      /^(?:\.?\/)?(?:src|commands|prisma|test|\.env|\.ci)[\w./-]*$/.test(words),
    );
    const missing = [...linked, ...mentioned.filter((path) => path !== '.env')].filter((path) => !existsSync(path));
    expect(linked.length).toBeGreaterThan(30);
    expect([...new Set(missing)]).toEqual([]);
  });

  it('draws a house that stands', () => {
    const drawn = (section('The house').split('```')[1] ?? '').split('\n');
    let folder = '';
    const missing = drawn.flatMap((line) => {
      const inner = line.startsWith('  ');
      const [names = ''] = line.trim().split(/\s{2,}/);
      // A line that only goes on explaining the one above.
      if (/^\s{3,}/.test(line) || names === '') return [];
      const parts = names.split(/,? /);
      if (!inner) folder = names;
      return parts.map((part) => (inner ? `${folder}${part}` : part)).filter((path) => !existsSync(path));
    });
    expect(drawn.length).toBeGreaterThan(20);
    expect(missing).toEqual([]);
  });

  it('leads its links to headings that are there', () => {
    const slug = (heading: string) =>
      heading
        .toLowerCase()
        .replace(/[^\w\- ]/g, '')
        .replaceAll(' ', '-');
    const headings = [...readme.matchAll(/^#+ (.+)$/gm)].map((found) => slug(found[1] ?? ''));
    const wanted = [...readme.matchAll(/\]\(#([^)]+)\)/g)].map((found) => found[1] ?? '');
    expect(wanted.length).toBeGreaterThan(10);
    expect(wanted.filter((one) => !headings.includes(one))).toEqual([]);
  });

  it('says of every dependency why it is there', () => {
    const there = [...Object.keys(manifest.dependencies), ...Object.keys(manifest.devDependencies)];
    expect(firstColumn('Why each dependency is there').toSorted()).toEqual(there.toSorted());
  });
});
