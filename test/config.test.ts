import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Config, readConfig } from '../src/config.ts';
import { compiled, runCompiled } from './kit/compiled.ts';

const SLACK = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
const DISCORD = { DISCORD_TOKEN: 'a-discord-token' };

function config(env: Record<string, string | undefined>): Config {
  const read = readConfig(env);
  if ('problems' in read) throw new Error(read.problems.join('\n'));
  return read;
}
function problems(env: Record<string, string>): string[] {
  const read = readConfig(env);
  return 'problems' in read ? read.problems : [];
}

describe('an environment', () => {
  it('without anything is the sandbox on port 3000 with the embedded database', () => {
    expect(config({})).toMatchObject({ port: 3000, dataDir: './data', sandbox: true });
    expect(config({}).databaseUrl).toBeUndefined();
  });

  it('with empty variables, as .env files have them, is the same', () => {
    const names = Object.keys(SLACK).concat(
      Object.keys(DISCORD),
      'PORT',
      'HOST',
      'DATA_DIR',
      'DATABASE_URL',
      'LOG_LEVEL',
      'SANDBOX',
      'SLACK_API_URL',
    );

    expect(config(Object.fromEntries(names.map((name) => [name, ''])))).toEqual(config({}));
  });

  it.each([
    ['Slack over Socket Mode', SLACK, { slack: { botToken: 'xoxb-1', appToken: 'xapp-1' }, sandbox: false }],
    [
      'Slack over signed HTTP',
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'a-secret', SLACK_HTTP_PORT: '8080' },
      { slack: { signingSecret: 'a-secret', httpPort: 8080 }, sandbox: false },
    ],
    ['Discord alone', DISCORD, { discord: { token: 'a-discord-token' }, sandbox: false }],
    ['both', { ...SLACK, ...DISCORD, SANDBOX: 'off' }, { slack: {}, discord: {}, sandbox: false }],
    ['other addresses', { ...DISCORD, DISCORD_API_URL: 'http://127.0.0.1:9' }, { discord: { apiUrl: 'http://127.0.0.1:9' } }],
    ['a server', { DATABASE_URL: 'postgres://u@h/d' }, { databaseUrl: 'postgres://u@h/d' }],
  ])('of %s', (_what, env, expected) => {
    expect(config(env)).toMatchObject(expected);
  });

  it('one platform alone leaves the other out', () => {
    expect(config(DISCORD).slack).toBeUndefined();
    expect(config(SLACK).discord).toBeUndefined();
  });

  it.each([
    ['PORT', { PORT: 'three' }],
    ['PORT', { PORT: '70000' }],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://x' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['SLACK_BOT_TOKEN', { ...SLACK, SLACK_BOT_TOKEN: 'xoxp-1' }],
    ['SLACK_APP_TOKEN', { ...SLACK, SLACK_APP_TOKEN: 'xoxb-1' }],
    ['SLACK_APP_TOKEN', { SLACK_BOT_TOKEN: 'xoxb-1' }],
    ['SLACK_BOT_TOKEN', { SLACK_APP_TOKEN: 'xapp-1' }],
    ['SLACK_BOT_TOKEN', { SLACK_SIGNING_SECRET: 'a-secret' }],
    ['SLACK_BOT_TOKEN', { SLACK_API_URL: 'http://127.0.0.1:9' }],
    ['DISCORD_TOKEN', { DISCORD_API_URL: 'http://127.0.0.1:9' }],
    [
      'SLACK_HTTP_PORT and PORT',
      { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'a-secret', SLACK_HTTP_PORT: '80', PORT: '80' },
    ],
    ['SLACK_SIGNING_SECRET', { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_HTTP_PORT: '8080' }],
    ['SLACK_API_URL', { ...SLACK, SLACK_API_URL: 'slack.com' }],
    ['DISCORD_API_URL', { ...DISCORD, DISCORD_API_URL: 'ftp://x' }],
    ['SANDBOX', { SANDBOX: 'off' }],
    ['SANDBOX', { SANDBOX: 'maybe' }],
  ])('says in words what is wrong with %s: %j', (name, env) => {
    expect(problems(env)).toEqual([expect.stringMatching(new RegExp(`^${name} [a-z]`))]);
  });

  it('says everything wrong at once, and gives no secret away', () => {
    const wrong = problems({ PORT: 'x', LOG_LEVEL: 'x', SLACK_BOT_TOKEN: 'hunter2', DISCORD_TOKEN: 'tiny' });

    expect(wrong.map((one) => one.split(' ')[0])).toEqual([
      'PORT',
      'LOG_LEVEL',
      'SLACK_BOT_TOKEN',
      'DISCORD_TOKEN',
      'SLACK_APP_TOKEN',
    ]);
    expect(wrong.join()).not.toMatch(/hunter2|tiny/);
  });

  it('.env.example names every variable there is, and none else', () => {
    const source = readFileSync('src/config.ts', 'utf8');
    const known = new Set(source.match(/^\s+[A-Z][A-Z_]+(?=: z|: port|: address)/gm)?.map((name) => name.trim()));
    const named = new Set(
      readFileSync('.env.example', 'utf8')
        .match(/^#?\s?[A-Z_]+(?==)/gm)
        ?.map((name) => name.replace(/^#?\s?/, '')),
    );

    expect(known.size).toBeGreaterThan(8);
    expect(named).toEqual(known);
  });
});

it('a wrong one ends the process with 1', async () => {
  const { code, out, err } = await runCompiled(compiled('src', 'main.ts'), [], {
    PORT: 'x',
    SLACK_APP_TOKEN: 'nonsense',
    SANDBOX: 'off',
  });

  expect([code, out]).toEqual([1, '']);
  expect(err).toContain('Staffroom cannot start');
  expect(err).toMatch(/PORT[\s\S]*SLACK_APP_TOKEN/);
});

it('a database that is not there is said in words, without its password, and ends the process with 1', async () => {
  const { code, out, err } = await runCompiled(compiled('src', 'main.ts'), [], {
    PORT: '0',
    DATABASE_URL: 'postgres://staffroom:hunter2@127.0.0.1:1/staffroom',
  });

  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^The database of DATABASE_URL cannot be opened: /);
  expect(err).not.toContain('hunter2');
});
