import { markRead, sendTyping } from '../../generated/operations.ts';
import { pageEnvironment } from './connection/environment.ts';
import { browserNotes, lateNotes, type Notes } from './connection/notes.ts';
import type { Parley } from './parley.ts';
import type { ParleyParts } from './parts.ts';
import { createReadMarkers, type MarkerNote, type ReadMarkers } from './roster/read-markers.ts';
import { createTypingSignal } from './typing-signal.ts';

export interface ReadingOptions {
  /** The other tabs of this person, which are told how far is read. Default: this browser's. Null = there are none. */
  readNotes?: Notes<MarkerNote> | null;
}

/** What a person tells by reading and by writing. The markers begin when they are first needed. */
export function createReading(
  { endpoint, api, transport, userId, surroundings }: Omit<ParleyParts, 'markers' | 'watch' | 'onClose'>,
  options: ReadingOptions,
): Pick<Parley, 'markRead' | 'typing'> & { readonly markers: () => ReadMarkers; close(): void } {
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
        const { markRead: member } = await api.ask((client) => client.graphql({ query: markRead, variables }));
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
      send: (channelId) => api.ask((client) => client.graphql({ query: sendTyping, variables: { channelId } })),
    }),
    close() {
      isClosed = true;
      markers?.close();
    },
  };
}
