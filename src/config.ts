import { existsSync } from 'node:fs';
import { z } from 'zod';

const port = (fallback: number) => z.coerce.number('must be a number').int().min(0).max(65_535).default(fallback);
const address = z.url({ protocol: /^https?$/, error: 'must be an address like https://…' }).optional();

const schema = z.object({
  PORT: port(3000),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional(),
  LOG_LEVEL: z.enum(['error', 'warn', 'info'], 'must be error, warn or info').optional(),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-', 'must begin with xoxb-').optional(),
  SLACK_APP_TOKEN: z.string().startsWith('xapp-', 'must begin with xapp-').optional(),
  SLACK_SIGNING_SECRET: z.string().min(8, 'is too short').optional(),
  SLACK_HTTP_PORT: z.coerce.number('must be a number').int().min(1).max(65_535).optional(),
  SLACK_API_URL: address,
  DISCORD_TOKEN: z.string().min(10, 'is too short').optional(),
  DISCORD_API_URL: address,
  SANDBOX: z.enum(['auto', 'off'], 'must be auto or off').default('auto'),
});

type Environment = Record<string, string | undefined>;

/** What is missing beside what is set: looked at even when single variables are wrong, so that everything is said at once. */
function missingFrom(env: Environment): string[] {
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: secret, SLACK_HTTP_PORT: http } = env;
  const otherSlack = app || secret || http || env.SLACK_API_URL;
  return [
    ...(bot && http && !secret
      ? ['SLACK_SIGNING_SECRET is needed when Slack sends signed HTTP requests (SLACK_HTTP_PORT is set)']
      : []),
    ...(bot && !http && !app
      ? ['SLACK_APP_TOKEN is needed for Socket Mode; or set SLACK_HTTP_PORT and SLACK_SIGNING_SECRET for signed HTTP']
      : []),
    ...(!bot && otherSlack ? ['SLACK_BOT_TOKEN is missing, but other Slack variables are set'] : []),
    ...(!env.DISCORD_TOKEN && env.DISCORD_API_URL ? ['DISCORD_TOKEN is missing, but DISCORD_API_URL is set'] : []),
    ...(http && http === (env.PORT ?? '3000') ? ['SLACK_HTTP_PORT and PORT must be two different ports'] : []),
    ...(env.SANDBOX === 'off' && !bot && !env.DISCORD_TOKEN
      ? ['SANDBOX is off, so SLACK_BOT_TOKEN or DISCORD_TOKEN must be set: there is nothing to connect to']
      : []),
  ];
}

/** What the environment says, checked. */
export interface Config {
  /** The page and /healthz are here. */
  port: number;
  host: string;
  /** The embedded database and the sandbox keep their files here. */
  dataDir: string;
  /** A Postgres server instead of the embedded database. */
  databaseUrl?: string;
  logLevel: 'error' | 'warn' | 'info';
  slack?: { botToken: string; appToken?: string; signingSecret?: string; httpPort?: number; apiUrl?: string };
  discord?: { token: string; apiUrl?: string };
  /** No token of any platform is set: run the local Slack and Discord. */
  sandbox: boolean;
}

/** Reads the environment. Everything wrong with it at once, in words, one line each; nothing is connected before. */
export function readConfig(env: Environment): Config | { problems: string[] } {
  // An empty variable counts as not set, as in most .env files.
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const read = schema.safeParse(filled);
  const wrong = read.success ? [] : read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`);
  const problems = [...wrong, ...missingFrom(filled)];
  if (!read.success || problems.length > 0) return { problems };
  const set = read.data;
  const sandbox = set.SANDBOX === 'auto' && !set.SLACK_BOT_TOKEN && !set.DISCORD_TOKEN;
  return {
    port: set.PORT,
    host: set.HOST,
    dataDir: set.DATA_DIR,
    databaseUrl: set.DATABASE_URL,
    logLevel: set.LOG_LEVEL ?? (sandbox ? 'warn' : 'info'),
    ...(set.SLACK_BOT_TOKEN && {
      slack: {
        botToken: set.SLACK_BOT_TOKEN,
        appToken: set.SLACK_APP_TOKEN,
        signingSecret: set.SLACK_SIGNING_SECRET,
        httpPort: set.SLACK_HTTP_PORT,
        apiUrl: set.SLACK_API_URL,
      },
    }),
    ...(set.DISCORD_TOKEN && { discord: { token: set.DISCORD_TOKEN, apiUrl: set.DISCORD_API_URL } }),
    sandbox,
  };
}

/** Reads a .env file beside package.json, if there is one, then this process's environment (which wins); or prints everything wrong with it and exits 1. */
export function configOrExit(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = readConfig(process.env);
  if (!('problems' in config)) return config;
  console.error(
    `Staffroom cannot start. Please mend these environment variables (see .env.example):\n${config.problems.map((one) => `  ${one}`).join('\n')}`,
  );
  process.exit(1);
}
