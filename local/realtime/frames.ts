/** The messages of AppSync's dialect of the `graphql-ws` subprotocol, as JSON text. */
export const connectionAck = JSON.stringify({ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } });
export const keepAlive = JSON.stringify({ type: 'ka' });

export interface FrameError {
  readonly errorType?: string | null;
  readonly errorCode?: number;
  readonly message: string;
  /** What a resolver gave `util.error` beside the message. */
  readonly data?: unknown;
  readonly errorInfo?: unknown;
}

export function startAck(id: string): string {
  return JSON.stringify({ type: 'start_ack', id });
}

export function complete(id: string): string {
  return JSON.stringify({ type: 'complete', id });
}

/** The payload is JSON text already, shared by all who are sent it. */
export function data(id: string, payload: string): string {
  return `{"id":${JSON.stringify(id)},"type":"data","payload":${payload}}`;
}

/** `id: null` = the message that was answered had none. */
export function error(id: string | null, errors: readonly FrameError[]): string {
  return JSON.stringify({ type: 'error', ...(id !== null && { id }), payload: { errors } });
}

export function connectionError(errors: readonly FrameError[]): string {
  return JSON.stringify({ type: 'connection_error', payload: { errors } });
}
