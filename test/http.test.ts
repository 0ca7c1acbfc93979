import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { UserError } from '../src/errors.ts';
import { type Behind, startHttp } from '../src/http.ts';

async function serve(behind: Behind, port = 0) {
  const server = await startHttp('127.0.0.1', port, behind);
  onTestFinished(() => void server.close());
  const address = server.address() as AddressInfo;
  const get = async (path: string) => {
    const answer = await fetch(`http://127.0.0.1:${address.port}${path}`, { headers: { connection: 'close' } });
    return { status: answer.status, words: await answer.text() };
  };
  return { port: address.port, get };
}

it('says that it is starting, to people and to whatever watches its health', async () => {
  const behind: Behind = {};
  const { get } = await serve(behind);

  expect(await get('/')).toEqual({ status: 503, words: 'Staffroom is starting. Try again in a moment.\n' });
  expect(await get('/healthz')).toEqual({ status: 503, words: '{"ok":false,"platforms":{}}' });

  behind.serving = () => ({ slack: true });
  expect((await get('/')).status).toBe(404);
  expect((await get('/healthz')).status).toBe(200);
});

it('is healthy while one platform serves, and says which', async () => {
  const { get } = await serve({ serving: () => ({ slack: false, discord: true }) });

  expect(await get('/healthz')).toEqual({ status: 200, words: '{"ok":true,"platforms":{"slack":false,"discord":true}}' });
});

it('shows the page where there is one, and only what the page knows', async () => {
  const page = {
    handle: (request: { url?: string }, response: { end(words: string): void }) => {
      if (request.url === '/') response.end('the page');
      return request.url === '/';
    },
    upgrade: () => false,
  };
  const { get } = await serve({ serving: () => ({}), page });

  expect((await get('/')).words).toBe('the page');
  expect((await get('/other')).status).toBe(404);
});

it.each([
  ['a port that is taken', '127.0.0.1', undefined, 'is taken by another program. Set PORT to a free one.'],
  // TEST-NET-1 (RFC 5737): no machine has it.
  ['an address of another machine', '192.0.2.1', 0, 'This machine has no address 192.0.2.1.'],
])('says in words what is wrong with %s', async (_what, host, port, words) => {
  const taken = await serve({});

  const refusal = await startHttp(host, port ?? taken.port, {}).catch((error) => error);

  expect(refusal).toBeInstanceOf(UserError);
  expect(refusal.message).toContain(words);
});
