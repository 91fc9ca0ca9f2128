import type { OperationDefinitionNode } from 'graphql';
import type { PreparedDocument } from '../graphql/documents.ts';
import type { GraphQLRequest } from '../graphql/request-state.ts';
import type { EventFilter } from './event-filter.ts';

/** One accepted `start`. */
export interface Subscription {
  /** Chosen by the client, unique on its connection. */
  readonly id: string;
  /** As in `onNote`. */
  readonly fieldName: string;
  readonly prepared: PreparedDocument;
  readonly operation: OperationDefinitionNode;
  readonly request: GraphQLRequest;
  /** Subscriptions with the same key are sent the same text for the same event. */
  readonly deliveryKey: string;
  readonly filter: EventFilter;
  /** null = no invalidation reaches it. */
  readonly invalidationFilter: EventFilter | null;
  /** Sends a `data` frame; the payload is JSON text. */
  deliver(payload: string): void;
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
  return JSON.stringify([prepared.text, operation.name?.value ?? null, conditions, rights]);
}
