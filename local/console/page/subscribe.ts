import type { FetcherParams } from '@graphiql/toolkit';

interface ServerMessage {
  type: string;
  payload?: Record<string, unknown>;
}

/**
 * One subscription on a socket of its own: every payload as it comes, until the reader stops. An error of the connection or the
 * subscription comes as a last payload with `errors`.
 */
export async function* subscribe(
  endpoint: string,
  headers: Record<string, unknown>,
  { query, variables }: FetcherParams,
): AsyncGenerator<Record<string, unknown>> {
  const authorization = { ...headers, host: location.host };
  const socket = new WebSocket(new URL(`${endpoint}/realtime`, location.href.replace(/^http/, 'ws')), [
    'graphql-ws',
    `header-${base64Url(JSON.stringify(authorization))}`,
  ]);
  const arrived: ServerMessage[] = [];
  let wake: () => void = () => undefined;
  const arrive = (message: ServerMessage) => {
    arrived.push(message);
    wake();
  };
  socket.onmessage = (event) => arrive(JSON.parse(String(event.data)) as ServerMessage);
  socket.onopen = () => socket.send(JSON.stringify({ type: 'connection_init' }));
  socket.onclose = (event) =>
    arrive({ type: 'closed', payload: { errors: [{ message: `The connection closed (${event.code}).` }] } });

  try {
    for (;;) {
      const message = arrived.shift();
      if (!message) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      switch (message.type) {
        case 'connection_ack':
          socket.send(
            JSON.stringify({
              id: 'console',
              type: 'start',
              payload: { data: JSON.stringify({ query, variables }), extensions: { authorization } },
            }),
          );
          break;
        case 'data':
          if (message.payload) yield message.payload;
          break;
        case 'error':
        case 'connection_error':
        case 'closed':
          if (message.payload) yield message.payload;
          return;
        case 'complete':
          return;
      }
    }
  } finally {
    socket.onclose = null;
    socket.close();
  }
}

/** UTF-8, without padding, as a subprotocol's name may hold it. */
function base64Url(text: string): string {
  const bytes = String.fromCharCode(...new TextEncoder().encode(text));
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
