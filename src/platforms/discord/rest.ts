import { DefaultRestOptions, REST, type RESTOptions } from 'discord.js';
import { CALL_TIMEOUT_MS, CALLS_PER_SECOND, ROUTES_KEPT_MS } from './limits.ts';

/** Where Discord's API is, and who is asking. */
export interface ApiOptions {
  token: string;
  /** Like http://127.0.0.1:4000/api; Discord's own when absent. */
  apiUrl?: string | undefined;
}

/** What every client of the API has in common. */
export function restOptions({ apiUrl }: ApiOptions): Partial<RESTOptions> {
  return {
    version: '10',
    timeout: CALL_TIMEOUT_MS,
    globalRequestsPerSecond: CALLS_PER_SECOND,
    makeRequest,
    ...(apiUrl !== undefined && { api: apiUrl.replace(/\/+$/, '') }),
  };
}

/**
 * Files go out as bytes. discord.js sends through whichever undici the process loaded first, and when that is the newer one of Slack's
 * SDK, it knows nothing of the older one's forms: every answer with a file failed ("action is not a function").
 */
const makeRequest: RESTOptions['makeRequest'] = async (url, init) => {
  if (!(init.body instanceof FormData)) return DefaultRestOptions.makeRequest(url, init);
  const form = new Response(init.body);
  const type = form.headers.get('content-type') ?? '';
  return DefaultRestOptions.makeRequest(url, {
    ...init,
    headers: { ...init.headers, 'content-type': type },
    body: new Uint8Array(await form.arrayBuffer()),
  });
};

/** A way to call the API that ends with the platform. */
export interface Api {
  /** The client, its token in place: discord.js throws it away at the first 401, for good (platforms.md 0.9). */
  rest(): REST;
  close(): void;
}

/** Calls that may be repeated: discord.js sends them again after a 5xx or a timeout. */
export function repeating(options: ApiOptions, extra: Partial<RESTOptions> = {}): Api {
  return api(options, extra);
}

/**
 * For answers to interactions: Discord counts none of them towards the calls a bot may make in a second (docs.discord.com, rate
 * limits), while discord.js counts all but the first; and it remembers each interaction as a route of its own.
 */
export const FOR_ANSWERS: Partial<RESTOptions> = {
  globalRequestsPerSecond: Number.POSITIVE_INFINITY,
  handlerSweepInterval: ROUTES_KEPT_MS,
};

/** Calls that must not happen twice: an unknown outcome is told, not repeated. */
export function once(options: ApiOptions, extra: Partial<RESTOptions> = {}): Api {
  return api(options, { retries: 0, ...extra });
}

function api(options: ApiOptions, extra: Partial<RESTOptions>): Api {
  const rest = new REST({ ...restOptions(options), ...extra });
  return {
    rest: () => rest.setToken(options.token),
    close() {
      rest.clearHashSweeper();
      rest.clearHandlerSweeper();
    },
  };
}
