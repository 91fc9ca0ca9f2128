import type { OperationDefinitionNode } from 'graphql';
import type { PreparedDocument } from '../graphql/documents.ts';
import type { EventFilter } from './event-filter.ts';
import * as frames from './frames.ts';
import type { Outbound } from './outbound.ts';
import type { StartedParts } from './start.ts';
import type { Subscription } from './subscription.ts';

/** Whoever ends with a subscription that is invalidated. */
export interface Invalidated {
  invalidate(id: string): void;
}

/** A subscription of a connection. A class, as there may be thousands and functions of their own are dear. */
export class LiveSubscription implements Subscription {
  readonly id: string;
  readonly fieldName: string;
  prepared: PreparedDocument;
  operation: OperationDefinitionNode;
  readonly request: StartedParts['request'];
  deliveryKey: string;
  readonly filter: EventFilter;
  readonly invalidationFilter: EventFilter | null;
  private readonly outbound: Pick<Outbound, 'sendAround'>;
  private readonly owner: Invalidated;
  private readonly head: string;

  constructor(id: string, parts: StartedParts, outbound: Pick<Outbound, 'sendAround'>, owner: Invalidated) {
    this.id = id;
    this.fieldName = parts.fieldName;
    this.prepared = parts.prepared;
    this.operation = parts.operation;
    this.request = parts.request;
    this.deliveryKey = parts.deliveryKey;
    this.filter = parts.filter;
    this.invalidationFilter = parts.invalidationFilter;
    this.outbound = outbound;
    this.owner = owner;
    this.head = frames.dataHead(id);
  }

  deliver(payload: Uint8Array): void {
    this.outbound.sendAround(this.head, payload, frames.dataTail);
  }

  invalidate(): void {
    this.owner.invalidate(this.id);
  }

  /** Goes on under another version of the API. */
  fit({ prepared, operation, deliveryKey }: Pick<StartedParts, 'prepared' | 'operation' | 'deliveryKey'>): void {
    this.prepared = prepared;
    this.operation = operation;
    this.deliveryKey = deliveryKey;
  }
}
