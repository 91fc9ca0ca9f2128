import { MessagingError } from '../../errors.ts';

/** AppSync's lowest known limit. Its quota page says 200 today, messages of the service 100. */
export const mostSubscriptions = 100;

/** The service said that a subscription is over, and nothing else. */
export function revoked(): MessagingError {
  const message = 'The service ended the subscription.';
  return new MessagingError({ code: 'UNKNOWN', type: 'Forbidden', message });
}

export function tooMany(): MessagingError {
  return new MessagingError({
    code: 'SERVICE_UNAVAILABLE',
    type: 'RateLimited',
    message: `One connection holds at most ${mostSubscriptions} subscriptions. Close some first.`,
    limit: mostSubscriptions,
  });
}
