import type { Clock } from './clock.ts';
import type { Environment } from './connection/environment.ts';
import type { Feeds } from './following/feeds.ts';
import type { Watched } from './following/overall-status.ts';
import type { Meter } from './metric.ts';
import type { Parley } from './parley.ts';
import type { createReading, Reading } from './reading.ts';
import type { Api } from './transport/api.ts';
import type { RealtimeTransport } from './transport/realtime-transport.ts';

/** What one `Parley` is made of, for what is built on it: a page loads only what it uses. */
export interface ParleyParts {
  readonly endpoint: string;
  readonly api: Api;
  readonly transport: RealtimeTransport;
  readonly feeds: Feeds;
  readonly meter: Meter;
  readonly surroundings: { readonly clock?: Clock; readonly environment?: Environment };
  /** The person's id. Rejects with `CLOSED` where the Parley is closed. */
  userId(): Promise<string>;
  /** Asks for what is done in the person's name. Rejects with `PERSON_CHANGED`, and nothing is asked, where the session is another's. */
  readonly write: Api['ask'];
  /** The one of this Parley, which `create` makes where there is none yet: its code is the caller's to bring. */
  reading(create: CreateReading): Reading;
  /** Lets the overall status count it, until the function that it answers with is called. */
  watch(store: Watched): () => void;
  /** `end` is called when the Parley is closed. The function that it answers with takes that back. Null = it is closed already. */
  onClose(end: () => void): (() => void) | null;
}

export type CreateReading = typeof createReading;

const partsByParley = new WeakMap<Parley, ParleyParts>();

export function withParts(parley: Parley, parts: ParleyParts): Parley {
  partsByParley.set(parley, parts);
  return parley;
}

/** Throws for anything that `createParley` did not make. */
export function partsOf(parley: Parley): ParleyParts {
  const parts = partsByParley.get(parley);
  if (!parts) throw new TypeError('This is not a Parley that `createParley` made.');
  return parts;
}
