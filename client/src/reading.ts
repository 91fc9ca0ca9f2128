import { markRead, sendTyping } from '../../generated/operations.ts';
import type { Clock } from './clock.ts';
import { type Environment, pageEnvironment } from './connection/environment.ts';
import { browserNotes, lateNotes, type Notes } from './notes.ts';
import type { Parley } from './parley.ts';
import { createReadMarkers, type MarkerNote, type ReadMarkers } from './roster/read-markers.ts';
import type { Api } from './transport/api.ts';
import type { RealtimeTransport } from './transport/realtime-transport.ts';
import { createTypingSignal } from './typing-signal.ts';

export interface ReadingOptions {
  /** The other tabs of this person, which are told how far is read. Default: this browser's. Null = there are none. */
  readNotes?: Notes<MarkerNote> | null;
}

/** What a person tells by reading and by writing. */
export interface Reading extends Pick<Parley, 'markRead' | 'typing'> {
  /** They begin when they are first needed. */
  readonly markers: () => ReadMarkers;
  close(): void;
}

/** What it needs of a `Parley`. */
export interface ReadingSource {
  readonly endpoint: string;
  /** As that of `ParleyParts`. */
  readonly write: Api['ask'];
  readonly transport: Pick<RealtimeTransport, 'status'>;
  readonly surroundings: { readonly clock?: Clock; readonly environment?: Environment };
  userId(): Promise<string>;
}

export function createReading(
  { endpoint, write, transport, userId, surroundings }: ReadingSource,
  options: ReadingOptions,
): Reading {
  let markers: ReadMarkers | undefined;
  let isClosed = false;

  function markersNow(): ReadMarkers {
    if (markers) return markers;
    const { readNotes = lateNotes(userId(), (person) => browserNotes(`parley-read:${endpoint}:${person}`)) } = options;
    markers = createReadMarkers({
      ...surroundings,
      notes: readNotes,
      async send(channelId, seq) {
        const variables = { input: { channelId, seq } };
        const { markRead: member } = await write(markRead, variables);
        return member.lastReadSeq ?? seq;
      },
    });
    if (isClosed) markers.close();
    return markers;
  }

  return {
    markers: markersNow,
    markRead: (channelId, seq) => markersNow().mark(channelId, seq),
    typing: createTypingSignal({
      ...surroundings,
      isOnline: () => transport.status() !== 'offline' && (surroundings.environment ?? pageEnvironment).hasNetwork(),
      send: (channelId) => write(sendTyping, { channelId }),
    }),
    close() {
      isClosed = true;
      markers?.close();
    },
  };
}
