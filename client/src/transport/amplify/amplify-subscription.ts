import { CONNECTION_STATE_CHANGE, type ConnectionState } from 'aws-amplify/api';
import { Hub } from 'aws-amplify/utils';
import { classifyFailure } from '../../classify-failure.ts';
import type { MessagingError } from '../../errors.ts';
import type { AmplifyClient } from '../amplify-client.ts';
import type { SubscriptionRequest } from '../realtime-transport.ts';

export interface AmplifySubscriptionListener {
  /** The service has acknowledged it, first or again. */
  onAcknowledged(): void;
  onData(data: Readonly<Record<string, unknown>>, hasErrors: boolean): void;
  /** The service refused it, or the connection. Amplify does not try again. */
  onRefused(error: MessagingError): void;
  /** Its socket is gone, or Amplify has given up. */
  onSocketGone(): void;
}

export interface AmplifySubscription {
  stop(): void;
  /** Ends the socket itself, with all that Amplify would still do about it. */
  closeSocket(): void;
}

/** The parts of Amplify's own object that are used here: @aws-amplify/api-graphql, AWSWebSocketProvider. */
interface Provider {
  subscriptionObserverMap?: Map<string, { variables?: unknown }>;
  close?: () => Promise<void>;
}

/**
 * One Amplify subscription with the news of its socket. What happens to sockets is told by Amplify's Hub, to everyone: an
 * acknowledgement is ours when it carries our `variables` object, and a socket is ours when it holds that object.
 */
export function subscribeWithAmplify(
  client: AmplifyClient,
  request: SubscriptionRequest,
  listener: AmplifySubscriptionListener,
): AmplifySubscription {
  const variables = { ...request.variables };
  let ours: Provider | undefined;

  const stopListening = Hub.listen('api', ({ payload }) => {
    if (payload.event === 'Subscription ack') {
      const { variables: theirs } = payload.data as { variables: unknown };
      if (theirs === variables) listener.onAcknowledged();
      return;
    }
    if (payload.event !== CONNECTION_STATE_CHANGE) return;
    const { provider, connectionState } = payload.data as {
      provider: Provider;
      connectionState: `${ConnectionState}`;
    };
    const held = [...(provider.subscriptionObserverMap?.values() ?? [])];
    if (held.some((one) => one.variables === variables)) ours = provider;
    if (provider === ours && isGone(connectionState)) listener.onSocketGone();
  });

  // A document that is only text has no type to tell that it is a subscription.
  const events = client.graphql({ query: request.query, variables }) as unknown as Events;
  const subscription = events.subscribe({
    next: ({ data, errors = [] }) => listener.onData(data ?? {}, errors.length > 0 || !data),
    error: (failure: unknown) => listener.onRefused(classifyFailure(failure)),
  });

  return {
    stop() {
      stopListening();
      subscription.unsubscribe();
    },
    closeSocket() {
      // It rejects where the socket is in no state to be closed. There is nothing more to do then.
      ours?.close?.().catch(() => {});
    },
  };
}

interface Events {
  subscribe(observer: {
    next(event: { data?: Record<string, unknown> | null; errors?: unknown[] }): void;
    error(failure: unknown): void;
  }): { unsubscribe(): void };
}

function isGone(state: `${ConnectionState}`): boolean {
  switch (state) {
    case 'ConnectionDisrupted':
    case 'ConnectionDisruptedPendingNetwork':
    case 'Disconnected':
    case 'ConnectedPendingDisconnect':
      return true;
    case 'Connected':
    case 'Connecting':
    case 'ConnectedPendingKeepAlive':
    case 'ConnectedPendingNetwork':
      return false;
    default:
      return state satisfies never;
  }
}
