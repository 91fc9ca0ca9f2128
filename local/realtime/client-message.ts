/** What a client sent, read into exact shapes. */
export type ClientMessage =
  | { readonly type: 'connection_init' }
  | { readonly type: 'start'; readonly id: string; readonly start: StartMessage }
  | { readonly type: 'stop'; readonly id: string }
  /** Anything else. `kind` names it in the answer; `id` null = it had none. */
  | { readonly type: 'unsupported'; readonly id: string | null; readonly kind: string };

export interface StartMessage {
  /** `{query, variables}` as JSON text: what an IAM signature covers. */
  readonly data: string;
  /** `extensions.authorization`, names in lower case; null = the message has none. */
  readonly authorization: Readonly<Record<string, string>> | null;
}

export function readClientMessage(text: string): ClientMessage {
  const message = parseRecord(text);
  if (message === null) return { type: 'unsupported', id: null, kind: 'unknown' };
  const id = typeof message['id'] === 'string' && message['id'] !== '' ? message['id'] : null;
  const type = message['type'];
  if (type === 'connection_init') return { type };
  if (type === 'stop' && id !== null) return { type, id };
  if (type === 'start' && id !== null) {
    const start = readStart(message['payload']);
    if (start) return { type, id, start };
  }
  return { type: 'unsupported', id, kind: 'unknown' };
}

/** null = not the text of a JSON object. */
export function parseRecord(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

/** The string members of an object, names in lower case. */
export function readHeaders(value: unknown): Record<string, string> | null {
  if (!isRecord(value)) return null;
  const headers: Record<string, string> = {};
  for (const [name, content] of Object.entries(value)) {
    if (typeof content === 'string') headers[name.toLowerCase()] = content;
  }
  return headers;
}

function readStart(payload: unknown): StartMessage | null {
  if (!isRecord(payload) || typeof payload['data'] !== 'string') return null;
  const extensions = payload['extensions'];
  return {
    data: payload['data'],
    authorization: isRecord(extensions) ? readHeaders(extensions['authorization']) : null,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
