import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { dirname, extname, join } from 'node:path';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Nothing from elsewhere, no inline script: a message that slipped through as markup could still do nothing. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The compiler copies no static files, so they are found from the package's root, for the sources and dist alike. */
function staticFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('The sandbox page is not there: no package.json above it.');
    folder = parent;
  }
  return join(folder, 'src/sandbox/page/static');
}

const FOLDER = staticFolder();

/** The file a path of the page means, or undefined. The narrow pattern leaves no way out of the folder. */
export function staticFileFor(path: string): string | undefined {
  if (path === '/') return 'index.html';
  return /^\/assets\/([a-z0-9-]+\.(?:js|css|svg))$/.exec(path)?.[1];
}

/** Answer with one file of the page, 404 when there is none of that name. */
export async function sendStaticFile(response: ServerResponse, name: string): Promise<void> {
  try {
    const content = await readFile(join(FOLDER, name));
    response.writeHead(200, {
      'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
      'content-length': content.length,
      'cache-control': 'no-cache',
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    response.end(content);
  } catch {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There is no such file on this page.\n');
  }
}
