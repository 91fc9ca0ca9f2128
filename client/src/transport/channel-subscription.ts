import { CONNECTION_STATE_CHANGE, type ConnectionState } from 'aws-amplify/api';
import { Hub } from 'aws-amplify/utils';
import { onChannelEvent } from '../../../generated/operations.ts';
import type { MessagingError } from '../errors.ts';
import type { ChannelEvent } from '../model.ts';
import type { AmplifyClient } from './api.ts';
import { classifyFailure } from './classify-failure.ts';

export interface SubscriptionListener {
  /** The service has acknowledged the subscription, first or again: what happens from now on arrives. */
  onAcknowledged(): void;
  /** The socket's state, in Amplify's words. */
  onState(state: `${ConnectionState}`): void;
  onEvent(event: ChannelEvent): void;
  /** The service refused the subscription. Amplify does not try again. */
  onRefused(error: MessagingError): void;
}

/**
 * One Amplify subscription to one channel, with the news of its socket. Answers with the function that ends it.
 *
 * Amplify holds one socket per endpoint string and process, opened with the token of whoever subscribed first; each subscription
 * on it carries its own. What happens to the socket is told by Amplify's Hub, to everyone: an acknowledgement is ours when it
 * carries our `variables` object, a state when its provider holds the id that was acknowledged.
 */
export function subscribeToChannel(
  client: AmplifyClient,
  channelId: string,
  listener: SubscriptionListener,
): () => void {
  const variables = { channelId };
  let acknowledgedId: string | undefined;

  const stopListening = Hub.listen('api', ({ payload }) => {
    // The shapes of these two events: @aws-amplify/api-graphql, AWSWebSocketProvider.
    if (payload.event === 'Subscription ack') {
      const { id, variables: theirs } = payload.data as { id: string; variables: unknown };
      if (theirs !== variables) return;
      acknowledgedId = id;
      listener.onAcknowledged();
    } else if (payload.event === CONNECTION_STATE_CHANGE) {
      const { provider, connectionState } = payload.data as {
        provider: { subscriptionObserverMap?: Map<string, unknown> };
        connectionState: `${ConnectionState}`;
      };
      const isOurs = acknowledgedId === undefined || provider.subscriptionObserverMap?.has(acknowledgedId) !== false;
      if (isOurs) listener.onState(connectionState);
    }
  });

  const subscription = client.graphql({ query: onChannelEvent, variables }).subscribe({
    next: ({ data }) => {
      if (data.onChannelEvent) listener.onEvent(data.onChannelEvent);
    },
    error: (failure: unknown) => listener.onRefused(classifyFailure(failure)),
  });

  return () => {
    stopListening();
    subscription.unsubscribe();
  };
}
