import { existsSync } from 'node:fs';
import { z } from 'zod';

/** An empty variable counts as not set, as in most .env files. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());
const port = (fallback: number) =>
  z.preprocess(
    (value) => (value === '' ? undefined : value),
    z.coerce.number('must be a number').int().min(0).max(65_535).default(fallback),
  );
const address = optional(z.url({ protocol: /^https?$/, error: 'must be an address like https://…' }));

const schema = z
  .object({
    PORT: port(3000),
    HOST: z.string().default('127.0.0.1'),
    DATA_DIR: z.string().default('./data'),
    DATABASE_URL: optional(z.string().regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')),
    LOG_LEVEL: optional(z.enum(['error', 'warn', 'info'], 'must be error, warn or info')),
    SLACK_BOT_TOKEN: optional(z.string().startsWith('xoxb-', 'must begin with xoxb-')),
    SLACK_APP_TOKEN: optional(z.string().startsWith('xapp-', 'must begin with xapp-')),
    SLACK_SIGNING_SECRET: optional(z.string().min(8, 'is too short')),
    SLACK_HTTP_PORT: optional(z.coerce.number('must be a number').int().min(1).max(65_535)),
    SLACK_API_URL: address,
    DISCORD_TOKEN: optional(z.string().min(10, 'is too short')),
    DISCORD_API_URL: address,
    SANDBOX: z.enum(['auto', 'off'], 'must be auto or off').default('auto'),
  })
  .superRefine((env, context) => {
    const missing = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (env.SLACK_BOT_TOKEN && env.SLACK_HTTP_PORT && !env.SLACK_SIGNING_SECRET)
      missing('SLACK_SIGNING_SECRET', 'is needed when Slack sends signed HTTP requests (SLACK_HTTP_PORT is set)');
    if (env.SLACK_BOT_TOKEN && !env.SLACK_HTTP_PORT && !env.SLACK_APP_TOKEN)
      missing('SLACK_APP_TOKEN', 'is needed for Socket Mode; or set SLACK_HTTP_PORT and SLACK_SIGNING_SECRET for signed HTTP');
    if (!env.SLACK_BOT_TOKEN && (env.SLACK_APP_TOKEN || env.SLACK_HTTP_PORT))
      missing('SLACK_BOT_TOKEN', 'is missing, but other Slack variables are set');
    if (env.SANDBOX === 'off' && !env.SLACK_BOT_TOKEN && !env.DISCORD_TOKEN)
      missing('SANDBOX', 'is off, so SLACK_BOT_TOKEN or DISCORD_TOKEN must be set: there is nothing to connect to');
  });

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
export function readConfig(env: Record<string, string | undefined>): Config | { problems: string[] } {
  const read = schema.safeParse(env);
  if (!read.success) return { problems: read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) };
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
