import type { Hub } from '../hub.ts';
import type { Upload } from '../messages/files.ts';

/** One request of the bot, read. */
export interface Call {
  hub: Hub;
  params: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  uploads: Upload[];
}

/** What it is answered with. */
export interface Reply {
  status: number;
  body?: unknown;
  /** A message was stored: the answer can be lost by fault. */
  stored?: boolean;
}

/** How often a route may be called, per bucket. */
export interface Limit {
  count: number;
  /** ms */
  per: number;
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** ":name" stands for one segment. */
  path: string;
  /** Open routes need no bot token: the interaction token in the path is the key. They are outside the global limit. */
  open?: boolean;
  /** Default: 50 per second. 'none' is no limit at all. */
  limit?: Limit | 'none';
  /** The parameters that make a bucket of its own, besides the route. */
  major?: string[];
  run(call: Call): Reply;
}

/** A route that was found for a request. */
export interface Found {
  route: Route;
  params: Record<string, string>;
}

type Segments = string[];

/** Finds routes by method and path; 'method' when only the path is known. */
export function createRouter(routes: Route[]): (method: string, path: string) => Found | 'method' | undefined {
  const table = routes.map((route) => ({ route, segments: split(route.path) }));
  return (method, path) => {
    const asked = split(path);
    let pathKnown = false;
    for (const { route, segments } of table) {
      const params = match(segments, asked);
      if (!params) continue;
      if (route.method === method) return { route, params };
      pathKnown = true;
    }
    return pathKnown ? 'method' : undefined;
  };
}

function split(path: string): Segments {
  return path.split('/').filter((segment) => segment !== '');
}

function match(pattern: Segments, asked: Segments): Record<string, string> | undefined {
  if (pattern.length !== asked.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of pattern.entries()) {
    const value = asked[index] ?? '';
    if (segment.startsWith(':')) params[segment.slice(1)] = safeDecode(value);
    else if (segment !== safeDecode(value)) return undefined;
  }
  return params;
}

function safeDecode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** One parameter of the path, which the router has filled. */
export function param(call: Call, name: string): string {
  return call.params[name] ?? '';
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const nothing: Reply = { status: 204 };
