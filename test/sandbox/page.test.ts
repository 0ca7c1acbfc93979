import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Sandboxes, startSandboxes } from '../../src/sandbox/index.ts';
import { discordCast, slackCast } from '../../src/sandbox/small-cast.ts';

const [imogen, rafiq] = ['910000000000000011', '910000000000000012'];
const [general, practice] = ['910000000000000101', '910000000000000102'];

let sandboxes: Sandboxes;
let server: Server;
let port: number;
let stateDir: string;

async function start(): Promise<void> {
  sandboxes = await startSandboxes({ slackCast, discordCast, stateDir });
  server = createServer((incoming, response) => {
    if (!sandboxes.page.handle(incoming, response)) response.writeHead(404).end('not the page');
  });
  server.on('upgrade', (incoming, socket, head) => {
    if (!sandboxes.page.upgrade(incoming, socket, head)) socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
}

async function stop(): Promise<void> {
  await sandboxes.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

beforeEach(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'page-'));
  await start();
});
afterEach(async () => {
  await stop();
  rmSync(stateDir, { recursive: true });
});

function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  return new Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: string }>((resolve, reject) => {
    const asking = request(
      { port, host: '127.0.0.1', path, method, headers: { host: `localhost:${port}`, ...headers } },
      async (response) => {
        let body = '';
        for await (const chunk of response) body += chunk;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
      },
    );
    asking.on('error', reject).end();
  });
}

/** A window of the page, as its script uses the websocket. */
async function openWindow(headers: Record<string, string> = { origin: `http://localhost:${port}` }) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/live`, { headers: { host: `localhost:${port}`, ...headers } });
  const received: Record<string, unknown>[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data) => {
    received.push(JSON.parse(String(data)));
    for (const look of [...waiting]) look();
  });
  await new Promise<void>((resolve, reject) => socket.once('open', resolve).once('error', reject));

  function until<T>(find: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const look = () => {
        const found = find();
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  }
  let lastId = 0;
  return {
    close: () => socket.close(),
    sendRaw: (data: string) => socket.send(data),
    until,
    /** What the window shows of one part of Discord now. */
    shown: (part: string) =>
      received.findLast((reply) => reply.type === 'view' && part in Object(reply.view))?.view as
        | Record<string, never>
        | undefined,
    ask(what: Record<string, unknown>) {
      const id = ++lastId;
      socket.send(JSON.stringify({ id, side: 'discord', ...what }));
      return until(() => received.find((reply) => reply.type === 'result' && reply.id === id));
    },
    clocks: () => received.filter((reply) => reply.type === 'clock'),
  };
}

describe('what the page serves', () => {
  test('itself, with a policy that lets nothing in from elsewhere', async () => {
    const index = await get('/');
    const script = await get('/assets/main.js');

    expect(index.status).toBe(200);
    expect(index.body).toContain('Staffroom');
    expect(index.headers['content-security-policy']).toContain("default-src 'none'");
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  test('every script and style the page names is there', async () => {
    const seen = new Set<string>();
    const pending = [...(await get('/')).body.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path ?? '');
    for (let path = pending.pop(); path; path = pending.pop()) {
      if (seen.has(path)) continue;
      seen.add(path);
      const file = await get(path);
      expect(file.status, path).toBe(200);
      pending.push(...[...file.body.matchAll(/from '\.\/([^']+)'/g)].map(([, name]) => `/assets/${name}`));
    }
    expect(seen.size).toBeGreaterThan(20);
  });

  test('nothing else: other paths are left to the program, and no path leads out of its folder', async () => {
    expect(await get('/healthz')).toMatchObject({ status: 404, body: 'not the page' });
    expect(await get('/assets/../../index.ts')).toMatchObject({ status: 404, body: 'not the page' });
    expect(await get('/assets/none.js')).toMatchObject({ status: 404 });
    expect(await get('/files/never-offered')).toMatchObject({ status: 404 });
    expect(await get('/', {}, 'POST')).toMatchObject({ status: 405 });
  });

  test('only to this machine: a name that is not local is refused', async () => {
    expect(await get('/', { host: 'staffroom.example' })).toMatchObject({ status: 403 });
    expect(await get('/', { host: '[::1]:3000' })).toMatchObject({ status: 200 });
  });
});

describe('the websocket', () => {
  test('another site cannot open it', async () => {
    await expect(openWindow({ origin: 'https://evil.example' })).rejects.toThrow('403');
    await expect(openWindow({ host: 'evil.example', origin: 'http://evil.example' })).rejects.toThrow('403');
    await expect(openWindow({ origin: 'null' })).rejects.toThrow('403');
  });

  test('what one person says reaches another person’s window, and counts as unread elsewhere', async () => {
    const one = await openWindow();
    const other = await openWindow();
    await one.ask({ do: 'be', personId: imogen, channelId: general });
    await other.ask({ do: 'be', personId: rafiq, channelId: practice });

    expect(await one.ask({ do: 'type', channelId: general, text: 'Good morning' })).toMatchObject({ ok: true });

    await one.until(() => JSON.stringify(one.shown('messages')).includes('Good morning') || undefined);
    await other.until(() => (JSON.stringify(other.shown('channels')).includes('"unread":1') ? true : undefined));
    await other.ask({ do: 'open', channelId: general });
    expect(JSON.stringify(other.shown('messages'))).toContain('Good morning');
    expect(JSON.stringify(other.shown('channels'))).not.toContain('"unread":1');
  });

  test('what is refused comes back in words, and nothing sent wrongly ends the connection', async () => {
    const window = await openWindow();

    expect(await window.ask({ do: 'type', channelId: general, text: 'hello' })).toMatchObject({
      ok: false,
      reason: 'Pick who you are first.',
    });
    await window.ask({ do: 'be', personId: imogen });
    expect(await window.ask({ do: 'type', channelId: general, text: '   ' })).toMatchObject({
      ok: false,
      reason: 'There is nothing to send',
    });
    expect(await window.ask({ do: 'be', personId: 'nobody' })).toMatchObject({ ok: false });
    expect(await window.ask({ do: 'rm' })).toMatchObject({ ok: false });
    window.sendRaw('{');
    window.sendRaw('null');
    expect(await window.ask({ do: 'open', channelId: practice })).toMatchObject({ ok: true });
  });

  test('moving the clock shows in every window, and is still so after a restart, as are the messages', async () => {
    const window = await openWindow();
    const other = await openWindow();
    await window.ask({ do: 'be', personId: imogen });
    await window.ask({ do: 'type', channelId: general, text: 'Before the restart' });

    expect(await window.ask({ do: 'clock', to: 'wednesday' })).toMatchObject({ ok: true });
    expect(await window.ask({ do: 'clock', to: { local: '2020-01-01T00:00' } })).toMatchObject({ ok: false });
    await other.until(() => (other.clocks().length === 2 ? true : undefined));
    const { now } = sandboxes.clock;
    expect(new Date(now()).getUTCDay()).toBe(3);

    const movedTo = now();
    await stop();
    await start();
    expect(sandboxes.clock.now()).toBeGreaterThanOrEqual(movedTo);
    expect(
      sandboxes.discord
        .as(imogen ?? '')
        .messages(general ?? '')
        .map(({ text }) => text),
    ).toEqual(['Before the restart']);
  });
});
