import type { OperationDefinitionNode } from 'graphql';
import type { BoundedCache } from '../graphql/bounded-cache.ts';
import { createBoundedCache } from '../graphql/bounded-cache.ts';
import type { PreparedDocument } from '../graphql/documents.ts';
import type { GraphQLRequest } from '../graphql/request-state.ts';
import type { EventFilter } from './event-filter.ts';

/** One accepted `start`. */
export interface Subscription {
  /** Chosen by the client, unique on its connection. */
  readonly id: string;
  /** As in `onNote`. */
  readonly fieldName: string;
  /** The document, its operation and the key are replaced when another version of the API is served. */
  prepared: PreparedDocument;
  operation: OperationDefinitionNode;
  readonly request: GraphQLRequest;
  /** Subscriptions with the same key are sent the same text for the same event. */
  deliveryKey: string;
  readonly filter: EventFilter;
  /** null = no invalidation reaches it. */
  readonly invalidationFilter: EventFilter | null;
  /** Sends a `data` frame; the payload is JSON text in UTF-8, written once for all who are sent it. */
  deliver(payload: Uint8Array): void;
  /** Ends the subscription and, as AppSync does, the connection with it. */
  invalidate(): void;
}

/**
 * Arguments do not shape what is delivered, as no resolver runs. The document does, with the variables of its @skip and
 * @include, and so do the rights of the caller.
 */
export function deliveryKey(
  prepared: PreparedDocument,
  operation: OperationDefinitionNode,
  { caller, variables }: GraphQLRequest,
): string {
  const conditions = prepared.conditionVariables.map((name) => variables[name] ?? null);
  const rights = [caller.mode, [...caller.deniedFields].sort(), caller.groups];
  let known = keysOf.get(prepared);
  if (known === undefined) {
    documents += 1;
    keysOf.set(prepared, (known = { number: documents, keys: createBoundedCache(MAX_KEYS) }));
  }
  const key = JSON.stringify([known.number, operation.name?.value ?? null, conditions, rights]);
  const before = known.keys.get(key);
  if (before !== undefined) return before;
  known.keys.set(key, key);
  return key;
}

/** One text for all who have the same key: a thousand of them are then no more to hold, nor to compare, than one. */
const keysOf = new WeakMap<PreparedDocument, { readonly number: number; readonly keys: BoundedCache<string> }>();
let documents = 0;
const MAX_KEYS = 100;
