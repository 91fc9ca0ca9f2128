import type { Look } from '../following/channel-listener.ts';
import type { ChannelSync, MessagePage } from '../model.ts';
import { type PageRequest, type Timeline, withDelta, withNewestPage } from './timeline.ts';

/** What a timeline asks of the service. */
export interface Reader {
  /** The caller's id. */
  userId(): Promise<string>;
  /** The same, as far as it is known already. */
  person(): string | null;
  /** The newest page, or the one that is asked for. Oldest first; its cursor leads on, in the page's own direction. */
  page(channelId: string, request?: PageRequest): Promise<MessagePage>;
  sync(channelId: string, afterSeq: number, cursor: string | null): Promise<ChannelSync>;
}

/** What is read into. */
export interface Target {
  timeline(): Timeline;
  set(timeline: Timeline): void;
  /** True = another look has begun since. */
  isStale(): boolean;
}

/** Where more was missed, the newest page shows it sooner, and most of the rest nobody will scroll to. */
const mostDeltaPages = 3;

/**
 * Reads what changed since the position that is complete, or the newest page where there is none or too much changed since. At the
 * head this is one read. `isPatient`: whatever changed, it is read.
 */
export async function look(reader: Reader, channelId: string, target: Target, isPatient: boolean): Promise<Look> {
  const { through: afterSeq } = target.timeline().position;
  let cursor: string | null = null;
  let first: ChannelSync | null = null;
  for (let pages = 0; afterSeq !== undefined && (isPatient || pages < mostDeltaPages); pages += 1) {
    const delta: ChannelSync = await reader.sync(channelId, afterSeq, cursor);
    target.set(withDelta(target.timeline(), afterSeq, delta, target.isStale()));
    // What was taken meanwhile is told by no later page.
    first ??= delta;
    cursor = delta.nextToken;
    if (!cursor) return lookOf(target.timeline(), first.channel.headSeq, first.audience);
  }
  const page = await reader.page(channelId);
  // A page that came too late for its look says nothing about now.
  if (!target.isStale()) target.set(withNewestPage(target.timeline(), page));
  return lookOf(target.timeline(), Math.max(0, ...page.messages.map(({ rev }) => rev)), first?.audience ?? null);
}

function lookOf({ position }: Timeline, head: number, audience: string | null): Look {
  return { completeThrough: position.through ?? 0, head, audience };
}
