import type { IncomingMessage, ServerResponse } from 'node:http';
import { fieldsOf, readBody, sendJson } from '../body.ts';
import { isRefusal } from '../content.ts';
import { takeCall } from '../limits.ts';
import type { Fields } from '../types.ts';
import { textOf } from '../types.ts';
import type { Team, World } from '../world.ts';
import { readArguments } from './arguments.ts';
import type { Answer, Method } from './method.ts';
import { remember } from './record.ts';
import { METHODS } from './registry.ts';

/** Only messages get lost on their way back (Faults.loseAnswers). */
const LOSABLE = new Set(['chat.postMessage', 'chat.postEphemeral', 'files.completeUploadExternal']);

interface Reply {
  status: number;
  body: Fields;
  headers?: Record<string, string>;
}

/** Answers one Web API request. */
export async function answerCall(world: World, name: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readBody(request);
  const given = body && fieldsOf(request.headers['content-type'] ?? '', body);
  const record = (status: number, error?: unknown) =>
    remember(world, {
      method: name,
      path: `/api/${name}`,
      body: given ?? {},
      status,
      ...(typeof error === 'string' ? { error } : {}),
    });
  if (!given) {
    record(200, 'invalid_form_data');
    sendJson(response, 200, { ok: false, error: 'invalid_form_data' });
    return;
  }
  if (world.faults.hang > 0) {
    world.faults.hang -= 1;
    record(0);
    return;
  }
  if (world.faults.fail > 0) {
    world.faults.fail -= 1;
    record(500);
    response.writeHead(500, { 'content-type': 'text/plain' });
    response.end('sandbox fault');
    return;
  }
  const reply = await run(world, name, given, request.headers.authorization);
  const lost = world.faults.loseAnswers > 0 && LOSABLE.has(name) && reply.body.ok === true;
  record(lost ? 0 : reply.status, reply.body.error);
  if (lost) {
    world.faults.loseAnswers -= 1;
    request.socket.destroy();
    return;
  }
  sendJson(response, reply.status, reply.body, reply.headers);
}

async function run(world: World, name: string, given: Fields, authorization: string | undefined): Promise<Reply> {
  const method = METHODS.get(name);
  if (!method) return refused('unknown_method', { req_method: name });
  const team = authorize(world, method, authorization?.replace(/^Bearer /i, '') ?? textOf(given.token));
  if ('error' in team) return refused(team.error);
  const wait = takeCall(world, team.id, name, method.tier);
  if (wait > 0) return limited(wait);
  const { args, problems } = readArguments(method, given);
  if (problems.length > 0) return refused('invalid_arguments', { response_metadata: { messages: problems } });

  const { token: _token, team_id: _team, ...own } = args;
  const call = { world, team, args: own };
  const scope = typeof method.scope === 'function' ? method.scope(call) : method.scope;
  if (world.manifest && scope !== undefined && !world.manifest.scopes.has(scope)) {
    return refused('missing_scope', { needed: scope, provided: [...world.manifest.scopes].join(',') });
  }
  return replyOf(await method.run(call));
}

function replyOf(answer: Answer): Reply {
  if (isWait(answer)) return limited(answer.retryAfter);
  if (!isRefusal(answer)) return { status: 200, body: { ok: true, ...answer } };
  const messages = answer.messages;
  if (!messages) return refused(answer.error);
  const errors = messages.map((message) => message.replace(/^\[ERROR\] /, ''));
  return refused(answer.error, { ...(answer.error === 'invalid_blocks' ? { errors } : {}), response_metadata: { messages } });
}

function isWait(answer: Answer): answer is { retryAfter: number } {
  return typeof (answer as Fields).retryAfter === 'number';
}

function refused(error: string, more: Fields = {}): Reply {
  return { status: 200, body: { ok: false, error, ...more } };
}

function limited(seconds: number): Reply {
  return { status: 429, body: { ok: false, error: 'ratelimited' }, headers: { 'retry-after': String(seconds) } };
}

/** The workspace of a token. The app token stands for the first one. */
function authorize(world: World, method: Method, token: string): Team | { error: string } {
  const [first] = world.teams.values();
  if (!first) return { error: 'invalid_auth' };
  if (method.token === 'none') return first;
  if (token === '') return { error: 'not_authed' };
  if (method.token === 'app')
    return token === world.appToken ? first : { error: token.startsWith('xapp-') ? 'invalid_auth' : 'not_allowed_token_type' };
  if (token === world.appToken) return { error: 'not_allowed_token_type' };
  const team = [...world.teams.values()].find(({ bot }) => bot.token === token);
  if (!team) return { error: 'invalid_auth' };
  return world.uninstalled.has(team.id) ? { error: 'account_inactive' } : team;
}
