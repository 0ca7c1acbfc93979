import { App, type Installation, LogLevel } from '@slack/bolt';
import { expect, it } from 'vitest';
import { cleanUp, slack } from './bolt.ts';
import { TYNESIDE, WEARSIDE } from './cast.ts';

it('installs an app in two workspaces over OAuth, each with its own token', async () => {
  const sandbox = await slack({ cast: [TYNESIDE, WEARSIDE] });
  const installed = new Map<string, Installation>();
  const app = new App({
    signingSecret: sandbox.environment.SLACK_SIGNING_SECRET ?? '',
    clientId: sandbox.environment.SLACK_CLIENT_ID ?? '',
    clientSecret: sandbox.environment.SLACK_CLIENT_SECRET ?? '',
    stateSecret: 'state',
    scopes: ['commands', 'chat:write'],
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: sandbox.apiUrl },
    installerOptions: {
      redirectUriPath: '/slack/oauth_redirect',
      directInstall: true,
      authorizationUrl: sandbox.authorizeUrl,
      clientOptions: { slackApiUrl: sandbox.apiUrl },
    },
    redirectUri: 'http://localhost/slack/oauth_redirect',
    installationStore: {
      storeInstallation: async (installation) => void installed.set(installation.team?.id ?? '', installation as Installation),
      fetchInstallation: async ({ teamId }) => {
        const found = installed.get(teamId ?? '');
        if (!found) throw new Error('not installed');
        return found as Installation<'v2', false>;
      },
    },
  });
  app.command('/who', async ({ ack, client }) => {
    await ack();
    await client.chat.postMessage({
      channel: (await client.conversations.list()).channels?.[0]?.id ?? '',
      text: (await client.auth.test()).team ?? '',
    });
  });
  const server = await app.start(0);
  cleanUp(() => app.stop());
  const address = server.address();
  const base = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : ''}`;
  expect(await sandbox.verifyHttp(`${base}/slack/events`)).toBe(true);
  sandbox.useHttp(`${base}/slack/events`);

  for (const team of ['T0TYNE', 'T0WEAR']) {
    const start = await fetch(`${base}/slack/install`, { redirect: 'manual' });
    const consent = await fetch(`${start.headers.get('location')}&team=${team}`, { redirect: 'manual' });
    const back = new URL(consent.headers.get('location') ?? '');
    const done = await fetch(`${base}${back.pathname}${back.search}`, {
      headers: { cookie: start.headers.get('set-cookie')?.split(';')[0] ?? '' },
    });
    expect(done.status).toBe(200);
  }
  await sandbox.as('U0ANN').type('C0GENERAL', '/who');
  await sandbox.as('U0DAN').type('C0WEAR', '/who');

  expect([...installed].map(([team, { bot }]) => [team, bot?.token])).toEqual(Object.entries(sandbox.tokens));
  expect(
    sandbox
      .as('U0ANN')
      .messages('C0GENERAL')
      .map(({ text }) => text),
  ).toEqual(['Tyneside Schools']);
  expect(
    sandbox
      .as('U0DAN')
      .messages('C0WEAR')
      .map(({ text }) => text),
  ).toEqual(['Wearside Schools']);
});
