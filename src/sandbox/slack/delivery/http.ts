import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isFields } from '../types.ts';
import type { World } from '../world.ts';
import type { BotRequest, Outcome } from './deliver.ts';

interface Answer {
  status: number;
  type: string;
  body: string;
}

/** Posts a request to the app as Slack does: signed, form-encoded (events as JSON), three seconds to answer. */
export async function postSigned(world: World, url: string, request: BotRequest): Promise<Outcome> {
  const json = request.kind === 'events_api';
  const headers: Record<string, string> = {};
  if (request.retry) {
    headers['x-slack-retry-num'] = String(request.retry.number);
    headers['x-slack-retry-reason'] = request.retry.reason;
  }
  const answer = await post(
    world,
    url,
    bodyOf(request),
    json ? 'application/json' : 'application/x-www-form-urlencoded',
    headers,
  );
  if (answer === 'late') return { kind: 'late' };
  if (answer === 'failed' || answer.status < 200 || answer.status > 299) return { kind: 'failed' };
  return { kind: 'answered', payload: contentOf(answer) };
}

/** Slack's check of a new request URL: the app must send the challenge back. */
export async function verifyUrl(world: World, url: string): Promise<boolean> {
  const challenge = 'sandbox-challenge';
  const answer = await post(
    world,
    url,
    JSON.stringify({ type: 'url_verification', token: '', challenge }),
    'application/json',
    {},
  );
  return typeof answer !== 'string' && answer.status === 200 && answer.body.includes(challenge);
}

/** The form, or the JSON of an event. */
function bodyOf(request: BotRequest): string {
  if (request.kind === 'events_api') return JSON.stringify(request.payload);
  if (request.kind === 'interactive') return new URLSearchParams({ payload: JSON.stringify(request.payload) }).toString();
  return new URLSearchParams(
    Object.entries(request.payload).map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
}

/** Empty: a bare acknowledgement. Text that is not JSON is what a person should read. */
function contentOf(answer: Answer): unknown {
  if (answer.body.trim() === '') return undefined;
  try {
    const value: unknown = JSON.parse(answer.body);
    if (isFields(value)) return value;
  } catch {
    // Plain words.
  }
  return { text: answer.body };
}

function post(
  world: World,
  url: string,
  body: string,
  type: string,
  extra: Record<string, string>,
): Promise<Answer | 'late' | 'failed'> {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', world.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const start = url.startsWith('https:') ? httpsRequest : httpRequest;
  return new Promise((resolve) => {
    const sent = start(url, {
      method: 'POST',
      headers: {
        'content-type': type,
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
        'x-slack-request-timestamp': timestamp,
        'x-slack-signature': signature,
        ...extra,
      },
    });
    const timer = setTimeout(() => {
      resolve('late');
      sent.destroy();
    }, world.deadlines.ack);
    sent.on('response', (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', () => resolve('failed'));
      response.on('end', () => {
        clearTimeout(timer);
        resolve({
          status: response.statusCode ?? 0,
          type: response.headers['content-type'] ?? '',
          body: Buffer.concat(chunks).toString('utf8'),
        });
      });
    });
    sent.on('error', () => {
      clearTimeout(timer);
      resolve('failed');
    });
    sent.end(body);
  });
}
