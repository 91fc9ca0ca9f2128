import type { Parley } from '../parley.ts';
import { partsOf } from '../parts.ts';
import { createReading } from '../reading.ts';
import { createRoster } from './create-roster.ts';
import type { Roster } from './roster.ts';

/**
 * The channels and direct messages of one workspace that the person is in, kept fresh, with what is unread.
 *
 * @example
 * const roster = openRoster(parley, 'harbor');
 * roster.onChange(() => {
 *   for (const { channel, unreadCount } of roster.state().channels) console.log(channel.name, unreadCount);
 * });
 */
export function openRoster(parley: Parley, workspaceId: string): Roster {
  const { transport, feeds, meter, reading, userId, surroundings, watch, onClose } = partsOf(parley);
  const markers = reading(createReading).markers();
  const source = { transport, feeds, meter, markers, userId, myChannels: parley.myChannels };
  const roster = createRoster(source, workspaceId, surroundings);
  const stopWatching = watch(roster);
  const close = () => {
    stopWatching();
    stayOpen?.();
    roster.close();
  };
  const stayOpen = onClose(close);
  return { ...roster, close };
}
