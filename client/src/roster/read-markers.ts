import { backOffMs } from '../back-off.ts';
import { classifyFailure } from '../classify-failure.ts';
import { type Clock, steadyClock } from '../clock.ts';
import { type Environment, pageEnvironment } from '../connection/environment.ts';
import { isFinal } from '../errors.ts';
import type { Notes } from '../notes.ts';
import { tellAll } from '../tell-all.ts';

/** How far a channel was read, as one tab tells the others. `isStored`: the service has it, so that nobody else has to tell it. */
export interface MarkerNote {
  readonly channelId: string;
  readonly seq: number;
  readonly isStored: boolean;
}

export interface ReadMarkersOptions {
  /** Tells the service. Answers with how far it has the channel as read. */
  send: (channelId: string, seq: number) => Promise<number>;
  /** The other tabs of this person. Null = there are none. */
  notes?: Notes<MarkerNote> | null;
  clock?: Clock;
  random?: () => number;
  environment?: Environment;
}

/**
 * How far the person has read, channel by channel: at once here, a moment later in the service. The highest position wins, and none goes
 * back, but for one that the service refused. What could not be told is told again; what the page did not get to tell before it went is
 * lost, and was then not read.
 */
export interface ReadMarkers {
  /** How far the channel is read, as far as was told here or heard of. 0 = nothing. */
  of(channelId: string): number;
  /** True = the service has to be told still. */
  isPending(channelId: string): boolean;
  /**
   * The person has read so far. `isIncidental`: by something that all of their devices heard of, one of which is to tell it; so it
   * waits a random moment.
   */
  mark(channelId: string, seq: number, isIncidental?: boolean): void;
  /** The service has it so. */
  stored(channelId: string, seq: number): void;
  /** Calls `listener` after a channel's marker has changed, or was stored, until the function that it answers with is called. */
  onChange(listener: (channelId: string) => void): () => void;
  /** Tells no more. */
  close(): void;
}

/** Reading moves the marker with each row that is scrolled by. */
const firstWaitMs = 300;
const betweenMs = 1_000;
const incidentalMs = { least: 500, spread: 2_500 };
/** So much longer waits what another tab has to tell. */
const foreignMs = 5_000;
/** "All as read" is one call for each channel. */
const callsAtOnce = 4;

interface Marker {
  /** How far it is read, whoever knows of it. */
  wanted: number;
  /** How far the service has it. */
  stored: number;
  isCalling: boolean;
  /** A call for what is wanted begins no earlier. */
  dueAt: number;
  /** Nor does any call: there was one just now, or it failed. */
  restsUntil: number;
  failures: number;
}

export function createReadMarkers(options: ReadMarkersOptions): ReadMarkers {
  const { send, notes, random = Math.random, environment = pageEnvironment } = options;
  const clock = steadyClock(options.clock);
  const markers = new Map<string, Marker>();
  const listeners = new Set<(channelId: string) => void>();
  let calls = 0;
  let isClosed = false;
  let stopTimer = () => {};

  function markerOf(channelId: string): Marker {
    const marker = markers.get(channelId) ?? newMarker();
    markers.set(channelId, marker);
    return marker;
  }

  /** `waitMs`: how long this tab leaves it to others to tell the service; 0 = the service has it. */
  function raise(channelId: string, seq: number, waitMs: number): boolean {
    const marker = markerOf(channelId);
    const isWaiting = isPending(marker);
    if (waitMs === 0) marker.stored = Math.max(marker.stored, seq);
    if (seq <= marker.wanted) {
      if (isWaiting && !isPending(marker)) tellChange(channelId);
      return false;
    }
    const dueAt = clock.now() + waitMs;
    // What comes after something that waits does not make it wait longer.
    marker.dueAt = isWaiting ? Math.min(marker.dueAt, dueAt) : dueAt;
    marker.wanted = seq;
    tellChange(channelId);
    pump();
    return true;
  }

  function tellChange(channelId: string): void {
    tellAll(listeners, channelId);
  }

  /** Begins the calls that are due, and sets the timer for the next one. */
  function pump(): void {
    stopTimer();
    if (isClosed || !environment.hasNetwork()) return;
    let nextAt = Infinity;
    for (const [channelId, marker] of markers) {
      if (!isPending(marker) || marker.isCalling || calls >= callsAtOnce) continue;
      const at = Math.max(marker.dueAt, marker.restsUntil);
      if (at <= clock.now()) void call(channelId, marker);
      else nextAt = Math.min(nextAt, at);
    }
    if (nextAt < Infinity) stopTimer = clock.after(nextAt - clock.now(), pump);
  }

  async function call(channelId: string, marker: Marker): Promise<void> {
    const seq = marker.wanted;
    marker.isCalling = true;
    marker.restsUntil = clock.now() + betweenMs;
    calls += 1;
    try {
      const stored = await send(channelId, seq);
      marker.failures = 0;
      if (!isClosed) notes?.tell({ channelId, seq: stored, isStored: true });
      raise(channelId, stored, 0);
    } catch (failure) {
      const error = classifyFailure(failure);
      marker.failures += 1;
      // A session may come back, and what is no answer of the service refuses nothing.
      if (isFinal(error) && error.type !== 'Unauthenticated') refuse(channelId, marker, seq);
      else marker.restsUntil += error.retryAfterMs ?? backOffMs(marker.failures, random);
    }
    marker.isCalling = false;
    calls -= 1;
    pump();
  }

  /** It is not in the channel any more, or there is no such position. What was wished for since is tried all the same. */
  function refuse(channelId: string, marker: Marker, seq: number): void {
    marker.failures = 0;
    if (marker.wanted > seq) return;
    marker.wanted = marker.stored;
    tellChange(channelId);
  }

  const stopListening = environment.listen((event) => {
    if (event === 'went-offline') return;
    // A page that is left may not come back, and what failed for the network's sake need not wait any more.
    for (const marker of markers.values()) marker.dueAt = marker.restsUntil = 0;
    pump();
  });
  // Who told of it tells the service, and says so then. Where that tab is gone before, this one does.
  notes?.hear(({ channelId, seq, isStored }) => raise(channelId, seq, isStored ? 0 : incidental() + foreignMs));

  function incidental(): number {
    return incidentalMs.least + incidentalMs.spread * random();
  }

  return {
    of: (channelId) => markers.get(channelId)?.wanted ?? 0,
    isPending: (channelId) => isPending(markers.get(channelId) ?? newMarker()),
    mark(channelId, seq, isIncidental = false) {
      if (isClosed || !raise(channelId, seq, isIncidental ? incidental() : firstWaitMs)) return;
      notes?.tell({ channelId, seq, isStored: false });
    },
    stored(channelId, seq) {
      raise(channelId, seq, 0);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      isClosed = true;
      stopTimer();
      stopListening();
      notes?.close();
      listeners.clear();
    },
  };
}

function isPending({ wanted, stored }: Marker): boolean {
  return wanted > stored;
}

function newMarker(): Marker {
  return { wanted: 0, stored: 0, isCalling: false, dueAt: 0, restsUntil: 0, failures: 0 };
}
