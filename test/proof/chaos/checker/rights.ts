import type { AccessLine } from '../history.ts';
import type { Facts } from './facts.ts';
import { accessKey } from './facts.ts';
import type { Judged } from './judged.ts';
import { rowOfEvent } from './messages.ts';

/**
 * Whether a person certainly had no right to a channel at any moment from `from` through `until`: it was taken, or never given, before,
 * and no grant can have taken place since.
 */
function isShutOut(facts: Facts, person: string, channel: string, from: number, until: number): boolean {
  return isSettled(facts.access.get(accessKey(person, channel)) ?? [], false, from, until);
}

/** Whether a person certainly had the right to a channel at that moment. Where nobody wrote down who may read, everybody may. */
export function isLetIn({ access }: Facts, person: string, channel: string, at: number): boolean {
  return access.size === 0 || isSettled(access.get(accessKey(person, channel)) ?? [], true, at, at);
}

/** At the beginning nobody has a right. */
function isSettled(lines: readonly AccessLine[], mayRead: boolean, from: number, until: number): boolean {
  let since = mayRead ? Infinity : -Infinity;
  for (const line of lines) {
    if (line.mayRead === mayRead && line.by !== null && line.by <= from) since = line.from;
  }
  if (since === Infinity) return false;
  return !lines.some((line) => line.mayRead !== mayRead && line.from <= until && (line.by ?? Infinity) >= since);
}

/**
 * R14: nobody reads or hears what they have no right to.
 *
 * Where nobody wrote down who may read, nothing is judged. An event counts by when it was made, since a network may deliver it late: not
 * before its message was sent, and not before its own time. Taken from how audiences end: the one that says so, without content, goes to
 * those who lost the right. Who is still listening when their stay in the workspace ends may hear what was authorized before: a second.
 */
export function checkRights({ facts, messages, limits, report }: Judged): void {
  if (facts.access.size === 0) return;
  const { run } = facts;
  for (const op of facts.ops) {
    if (op.asked.do !== 'read' || op.answer?.line.kind !== 'ok') continue;
    if (!isShutOut(facts, op.person, op.asked.channel, op.from, op.until)) continue;
    const words = `${op.person} read ${op.asked.channel} without a right to it.`;
    report('R14', op.asked.channel, words, [op.invoke, op.answer]);
  }
  for (const { line, file, number } of facts.finals) {
    if (!isShutOut(facts, line.person, line.channel, line.at, line.at)) continue;
    report('R14', line.channel, `${line.person} read ${line.channel} at the end without a right to it.`, [
      { line, file, number },
    ]);
  }
  for (const { found, heard } of facts.payloads.values()) {
    const { event } = found.line;
    const channel = event['channelId'];
    if (typeof channel !== 'string' || event['kind'] === 'AUDIENCE_ENDED' || !('audience' in event)) continue;
    const row = rowOfEvent(event);
    const isBirth = event['kind'] === 'MESSAGE_SENT' && row !== null && event['seq'] === row[1];
    const sentAt = (isBirth && messages.get(row[0])?.sends[0]?.from) || -Infinity;
    const toldAt =
      run && typeof event['at'] === 'string' ? Date.parse(event['at']) - run.line.wall + run.line.at : -Infinity;
    const madeAt = Math.max(sentAt, toldAt);
    if (madeAt === -Infinity) continue;
    for (const one of heard) {
      if (!isShutOut(facts, one.line.person, channel, madeAt - limits.revokedMs, madeAt)) continue;
      const words = `${one.line.person} heard position ${String(event['seq'])}, made ${limits.revokedMs} ms or more after they lost the right to it.`;
      report('R14', channel, words, [found, one]);
    }
  }
  for (const { frames, channel, person, by } of facts.views) {
    for (const found of frames) {
      for (const [id] of found.line.rows ?? []) {
        const sentAt = messages.get(id)?.sends[0]?.from;
        if (sentAt === undefined) continue;
        const { at } = found.line;
        if (messages.get(id)?.sends[0]?.person === person) continue;
        if (!isShutOut(facts, person, channel, sentAt - limits.revokedMs, at)) continue;
        report('R14', channel, `${by} shows ${id}, sent when ${person} had no right to it.`, [
          messages.get(id)?.sends[0]?.invoke,
          found,
        ]);
      }
    }
  }
}
