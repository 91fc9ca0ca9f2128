import type { ChannelRow } from '#generated/models';
import { fail, failUnavailable } from './errors.ts';

/** Ends the resolver where nobody may write to the channel any more. */
export function requireOpen(channel: ChannelRow | null): void {
  if (channel?.archivedAt) {
    fail({
      type: 'Forbidden',
      code: 'CHANNEL_ARCHIVED',
      message: 'This channel is archived: it can be read, not written.',
    });
  }
}

/**
 * Ends the resolver where somebody lost the channel between the look at the caller's rights and now: it may be the caller. Trying
 * again looks at the rights again.
 */
export function requireSameAudience(authorized: ChannelRow, now: ChannelRow): void {
  if (authorized.audienceEpoch !== now.audienceEpoch) failUnavailable();
}
