import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import type { Route } from '../http/route.ts';
import { type ConsoleBundle, bundleConsole } from './bundle.ts';

/**
 * Serves GraphiQL at `/console`, on the API at `/graphql`. The page is bundled at the first start and kept, so later ones serve
 * it at once. Where the server answers `GET /session` with accounts, the console signs in as any of them.
 */
export function createConsoleRoute(): Route {
  let bundle: Promise<ConsoleBundle> | null = null;
  const once = () => (bundle ??= bundleConsole());

  const answer = async (path: string, response: ServerResponse): Promise<boolean> => {
    switch (path) {
      case '/console':
      case '/console/':
        return send(response, 'text/html; charset=utf-8', await readFile(new URL('page.html', import.meta.url)));
      case '/console/main.js':
        return send(response, 'text/javascript; charset=utf-8', (await once()).script);
      case '/console/main.css':
        return send(response, 'text/css; charset=utf-8', (await once()).style);
      default:
        return false;
    }
  };

  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return false;
    return answer(new URL(request.url ?? '/', 'http://localhost').pathname, response);
  };
}

function send(response: ServerResponse, type: string, body: Buffer): true {
  response
    .writeHead(200, { 'content-type': type, 'cache-control': 'no-cache', 'content-length': body.length })
    .end(body);
  return true;
}
