import type { ServerResponse } from 'node:http';
import { sendJson } from './body.ts';
import { secret } from './ids.ts';
import type { World } from './world.ts';

/** The consent page of OAuth. It agrees at once: `team` in the address (or the first workspace) is the one that installs. */
export function answerAuthorize(world: World, url: URL, response: ServerResponse): void {
  const team = world.teams.get(url.searchParams.get('team') ?? '') ?? [...world.teams.values()][0];
  const back = url.searchParams.get('redirect_uri');
  if (!team || url.searchParams.get('client_id') !== world.clientId || !back) {
    sendJson(response, 400, { ok: false, error: 'invalid_client_id' });
    return;
  }
  const code = secret();
  world.codes.set(code, team.id);
  const target = new URL(back);
  target.searchParams.set('code', code);
  target.searchParams.set('state', url.searchParams.get('state') ?? '');
  response.writeHead(302, { location: target.toString() });
  response.end();
}
