import type { WireError } from '../graphql/errors.ts';
import type { Executor } from '../graphql/executor.ts';
import { executeDelivery } from '../graphql/executor.ts';
import type { Registry } from './registry.ts';
import type { Subscription } from './subscription.ts';

export interface Publication {
  /** How many subscriptions were sent something. */
  readonly delivered: number;
  /**
   * Why some were not: a subscriber may lack a field of the payload. It hears nothing of that; AppSync tells the publisher.
   */
  readonly errors: readonly WireError[];
}

/** AppSync endpoints and quotas: subscription payload size. What is larger reaches nobody, and nobody is told. */
export const MAX_EVENT_BYTES = 240 * 1024;

/** Sends an event to everyone who waits for it. The payload is cut and written once for all who ask for the same. */
export function publish(executor: Executor, registry: Registry, fieldName: string, payload: unknown): Publication {
  const subscriptions = registry.match(fieldName, payload);
  if (subscriptions.length === 0) return { delivered: 0, errors: [] };
  const bytes = Buffer.byteLength(JSON.stringify(payload));
  if (bytes > MAX_EVENT_BYTES) {
    executor.log.warn(
      `${fieldName}: an event of ${bytes} bytes was dropped in silence, as AppSync drops all over 240 KB.`,
    );
    return { delivered: 0, errors: [] };
  }
  const root = { [fieldName]: payload };
  const texts = new Map<string, Text>();
  const errors = new Map<string, WireError>();
  let delivered = 0;
  let key: string | null = null;
  let text: Text | undefined;
  for (const subscription of subscriptions) {
    // Mostly all ask for the same.
    if (text === undefined || subscription.deliveryKey !== key) {
      key = subscription.deliveryKey;
      text = texts.get(key);
      if (text === undefined) texts.set(key, (text = cut(executor, subscription, root)));
    }
    if (text.denials.length === 0) {
      subscription.deliver(text.payload);
      delivered += 1;
    }
    for (const denial of text.denials) errors.set(denial.message, denial);
  }
  return { delivered, errors: [...errors.values()] };
}

interface Text {
  readonly payload: Uint8Array;
  readonly denials: readonly WireError[];
}

function cut(executor: Executor, subscription: Subscription, root: Readonly<Record<string, unknown>>): Text {
  const { prepared, operation, request } = subscription;
  const { data, errors } = executeDelivery(executor, prepared, operation, request, root);
  return {
    payload: Buffer.from(JSON.stringify(errors.length === 0 ? { data } : { data, errors })),
    denials: errors.filter(({ errorType }) => errorType === 'Unauthorized'),
  };
}
