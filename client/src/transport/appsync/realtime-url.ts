/**
 * Where AppSync's WebSocket is, by the GraphQL URL. AppSync's own hosts have another for real time; a custom domain, and whatever
 * else speaks the protocol, has it under `/realtime`. Source: AppSync Developer Guide, Building a real-time WebSocket client.
 */
export function realtimeUrl(endpoint: string): string {
  const url = new URL(endpoint);
  const scheme = url.protocol === 'http:' ? 'ws:' : 'wss:';
  const isAppSync = /^[^.]+\.appsync-api\.[^.]+\.amazonaws\.com(\.cn)?$/.test(url.host);
  const host = isAppSync ? url.host.replace('.appsync-api.', '.appsync-realtime-api.') : url.host;
  const path = isAppSync ? url.pathname : `${url.pathname.replace(/\/$/, '')}/realtime`;
  return `${scheme}//${host}${path}${url.search}`;
}

/** What says who is asking: for the handshake, and for each start. `host` is that of the GraphQL URL, whatever the socket's is. */
export interface Authorization {
  readonly Authorization: string;
  readonly host: string;
}

export function authorization(endpoint: string, token: string): Authorization {
  return { Authorization: token, host: new URL(endpoint).host };
}

/**
 * The subprotocols of the handshake. Here the token stands in a header: in the URL it would be written to every access log on
 * the way.
 */
export function subprotocols(authorized: Authorization): string[] {
  const bytes = new TextEncoder().encode(JSON.stringify(authorized));
  const base64 = btoa(String.fromCharCode(...bytes));
  return ['graphql-ws', `header-${base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`];
}
