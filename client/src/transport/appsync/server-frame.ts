import { errorsIn, record } from '../../untyped.ts';
import type { BadFrame } from '../realtime-transport.ts';

/** What AppSync sends, as far as it can be used. */
export type ServerFrame =
  | { readonly type: 'connection_ack' | 'ka' }
  | { readonly type: 'connection_error'; readonly errors: readonly unknown[] }
  | { readonly type: 'start_ack' | 'complete'; readonly id: string }
  /** `hasErrors`: a field of the event could not be delivered. */
  | { readonly type: 'data'; readonly id: string; readonly data: Record<string, unknown>; readonly hasErrors: boolean }
  /** Null for the id = AppSync does not say whom it concerns. */
  | { readonly type: 'error'; readonly id: string | null; readonly errors: readonly unknown[] }
  /** Null for the id = it can not be told. */
  | { readonly type: 'bad'; readonly why: BadFrame; readonly id: string | null };

/** AppSync's largest event has 240 KB. What is far beyond is not worth the time that parsing it takes. */
const longestFrame = 1_000_000;

export function readServerFrame(text: unknown): ServerFrame {
  if (typeof text !== 'string') return bad('malformed');
  if (text.length > longestFrame) return bad('oversized');
  let frame: Record<string, unknown>;
  try {
    frame = record(JSON.parse(text));
  } catch {
    return bad('malformed');
  }
  const id = typeof frame['id'] === 'string' && frame['id'] !== '' ? frame['id'] : null;
  const payload = record(frame['payload']);
  const { type } = frame;
  switch (type) {
    case 'connection_ack':
    case 'ka':
      return { type };
    case 'start_ack':
    case 'complete':
      return id === null ? bad('malformed') : { type, id };
    case 'connection_error':
      return { type, errors: errorsIn(payload) };
    case 'error':
      return { type, id, errors: errorsIn(payload) };
    case 'data': {
      const { data } = payload;
      const hasErrors = errorsIn(payload).length > 0;
      if (id === null || typeof data !== 'object' || data === null) return bad('no-data', id);
      return { type, id, data: record(data), hasErrors };
    }
    default:
      return bad('unknown-type', id);
  }
}

function bad(why: BadFrame, id: string | null = null): ServerFrame {
  return { type: 'bad', why, id };
}
