import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { type PageEndpoints, securityHeaders } from '../web/security-headers.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/**
 * Serves the built web client: its files by name, and its page for every other address that a browser opens, since the page
 * routes by itself. Files of `assets/` carry their hash in their name and are kept for ever. `endpoints` are asked for with each
 * answer, and may be known only once the server listens. Default: the page talks to the server that it came from.
 */
export function createWebRoute(directory: string, endpoints: () => PageEndpoints = () => ({})) {
  return (request: IncomingMessage, response: ServerResponse): boolean | Promise<boolean> =>
    request.method === 'GET' || request.method === 'HEAD' ? answer(request, response) : false;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const path = decodePath(request.url ?? '/');
    if (path === null) return false;
    const named = normalize(join(directory, path));
    const isNamed = named.startsWith(directory + sep) && (await isFile(named));
    if (!isNamed && !request.headers.accept?.includes('text/html')) return false;
    const file = isNamed ? named : join(directory, 'index.html');
    // Read before the first word of the answer: a file that went away is then an error of this request alone.
    const contents = await readFile(file);
    response.writeHead(200, headersOf(file, path.startsWith('/assets/') && isNamed, endpoints()));
    response.end(request.method === 'HEAD' ? undefined : contents);
    return true;
  }
}

function headersOf(file: string, isHashed: boolean, endpoints: PageEndpoints): OutgoingHttpHeaders {
  const type = types[extname(file)] ?? 'application/octet-stream';
  return {
    'content-type': type,
    'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    // On every file: a picture of the page that is opened by itself is a page too.
    ...securityHeaders(endpoints),
  };
}

/** Null = not an address. */
function decodePath(url: string): string | null {
  try {
    return decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
