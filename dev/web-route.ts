import { readFile, stat } from 'node:fs/promises';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

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

/** What the page may load and talk to: itself. Messages are hostile until proven otherwise, so nothing inline runs. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * Serves the built web client: its files by name, and its page for every other address that a browser opens, since the page
 * routes by itself. Files of `assets/` carry their hash in their name and are kept for ever.
 */
export function createWebRoute(directory: string) {
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
    response.writeHead(200, headersOf(file, path.startsWith('/assets/') && isNamed));
    response.end(request.method === 'HEAD' ? undefined : contents);
    return true;
  }
}

function headersOf(file: string, isHashed: boolean): OutgoingHttpHeaders {
  const type = types[extname(file)] ?? 'application/octet-stream';
  return {
    'content-type': type,
    'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'x-content-type-options': 'nosniff',
    ...(type.startsWith('text/html')
      ? { 'content-security-policy': contentSecurityPolicy, 'referrer-policy': 'no-referrer' }
      : {}),
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
