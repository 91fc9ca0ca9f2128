/** The messages of AppSync's dialect of the `graphql-ws` subprotocol, as JSON text. */
export const keepAlive = JSON.stringify({ type: 'ka' });

export interface FrameError {
  readonly errorType?: string | null;
  readonly errorCode?: number;
  readonly message: string;
  /** What a resolver gave `util.error` beside the message. */
  readonly data?: unknown;
  readonly errorInfo?: unknown;
}

export function connectionAck(connectionTimeoutMs: number): string {
  return JSON.stringify({ type: 'connection_ack', payload: { connectionTimeoutMs } });
}

export function startAck(id: string): string {
  return JSON.stringify({ type: 'start_ack', id });
}

export function complete(id: string): string {
  return JSON.stringify({ type: 'complete', id });
}

/** What stands before the payload of an event: all that differs between those who are sent the same one is their id. */
export function dataHead(id: string): string {
  return `{"id":${JSON.stringify(id)},"type":"data","payload":`;
}

/** What stands after it. */
export const dataTail = '}';

/** `id: null` = the message that was answered had none. */
export function error(id: string | null, errors: readonly FrameError[]): string {
  return JSON.stringify({ type: 'error', ...(id !== null && { id }), payload: { errors } });
}

/** A limit of the connection is told by an object where all else is told by a list (github.com/aws-amplify/amplify-cli/issues/3547). */
export function limitError(id: string | null, limit: FrameError): string {
  return JSON.stringify({ type: 'error', ...(id !== null && { id }), payload: { errors: limit } });
}

export function connectionError(errors: readonly FrameError[]): string {
  return JSON.stringify({ type: 'connection_error', payload: { errors } });
}
