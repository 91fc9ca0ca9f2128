import { useCallback } from 'react';
import type { PostDraft } from '../timeline/channel-timeline.ts';
import { useParley } from './provider.ts';

/**
 * Writes to a channel, whether or not its messages are shown: kept on this device at once, and sent as soon as that is possible. The same
 * function for as long as the channel is the same.
 *
 * @example
 * const send = useSend('harbor_general');
 * await send({ content: 'Hello.' });
 */
export function useSend(channelId: string): (draft: PostDraft) => Promise<string> {
  const parley = useParley();
  return useCallback((draft) => parley.outbox.post(channelId, draft), [parley, channelId]);
}
