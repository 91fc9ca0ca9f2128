import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Service } from './http/listener.ts';
import { refuseUpgrade } from './http/listener.ts';
import { answerJson } from './http/reply.ts';
import type { Route } from './http/route.ts';
import type { ServedApi } from './serve-api.ts';

/** Hands each request to whom it is for. `apis` is asked at each one: which they are changes with a reload. */
export function createService(apis: () => ReadonlyMap<string, ServedApi>, routes: readonly Route[]): Service {
  return {
    async request(request, response) {
      for (const route of routes) {
        const answers = route(request, response);
        // Most say at once that it is none of theirs, and need not be waited for.
        if (typeof answers === 'boolean' ? answers : await answers) return;
      }
      const api = apis().get(pathOf(request));
      if (api) return api.handle(request, response);
      request.resume();
      const errors = [{ errorType: 'NotFoundException', message: 'There is nothing at this address.' }];
      answerJson(response, 404, { errors }, { 'x-amzn-requestid': randomUUID() }, 'NotFoundException');
    },
    upgrade(request, socket, head) {
      const [, path = ''] = /^(.*)\/realtime$/.exec(pathOf(request)) ?? [];
      const realtime = apis().get(path)?.realtime;
      if (realtime) realtime.upgrade(request, socket, head);
      else refuseUpgrade(socket, '404 Not Found', 'There is no WebSocket at this address.');
    },
  };
}

/**
 * Whether a client means this server. Through a proxy, such as a development server of a web client, it names the proxy,
 * which then is also what its request names as host.
 */
export function ownHosts(host: string, port: number): (named: string, asked: string | undefined) => boolean {
  const own = new Set([host, 'localhost', '127.0.0.1', '[::1]'].map((name) => `${name}:${port}`));
  return (named, asked) => {
    const wanted = named.toLowerCase();
    return own.has(wanted) || (wanted !== '' && wanted === asked?.toLowerCase());
  };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?')[0] ?? '/';
}
