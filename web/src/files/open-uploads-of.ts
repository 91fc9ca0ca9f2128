import type { Parley } from '@parley/client';
import { openUploads, type Uploads } from '@parley/client/attachments';

/** The files of the messages that are being written, by channel. */
export interface OpenUploads {
  /** Those of the message that is being written in a channel now. Null = it has none. */
  of(channelId: string): Uploads | null;
  /** The same, made where there are none. */
  begin(channelId: string): Uploads;
  /** They go with a message: the next one begins without. */
  take(channelId: string, uploads: Uploads): void;
  /** Their message was not kept: they are there again, before what was given meanwhile. */
  giveBack(channelId: string, uploads: Uploads): void;
  onChange(listener: () => void): () => void;
}

const known = new WeakMap<Parley, OpenUploads>();

/**
 * Of one window and person. They outlast the channel's page: who looks into another channel finds them again, as they find what they wrote. They
 * end with the `Parley`; their bytes are kept nowhere on this device.
 */
export function openUploadsOf(parley: Parley): OpenUploads {
  const made = known.get(parley) ?? createOpenUploads((channelId) => openUploads(parley, channelId));
  known.set(parley, made);
  return made;
}

export function createOpenUploads(open: (channelId: string) => Uploads): OpenUploads {
  /** The first of each is shown. There are more only where some were given back. */
  const byChannel = new Map<string, readonly Uploads[]>();
  const listeners = new Set<() => void>();

  function set(channelId: string, all: readonly Uploads[]): void {
    if (all.length > 0) byChannel.set(channelId, all);
    else byChannel.delete(channelId);
    for (const listener of [...listeners]) listener();
  }

  const all = (channelId: string) => byChannel.get(channelId) ?? [];
  return {
    of: (channelId) => all(channelId)[0] ?? null,
    begin(channelId) {
      const present = all(channelId)[0];
      if (present) return present;
      const made = open(channelId);
      set(channelId, [made]);
      return made;
    },
    take(channelId, uploads) {
      set(
        channelId,
        all(channelId).filter((one) => one !== uploads),
      );
    },
    giveBack(channelId, uploads) {
      set(channelId, [uploads, ...all(channelId)]);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
