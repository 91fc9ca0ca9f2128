import type { AccessLine, FrameLine } from '../history.ts';
import type { Found } from '../history-files.ts';
import { accessKey, listIn, type Op } from './facts.ts';
import type { Judged } from './judged.ts';
import type { Message } from './messages.ts';

/** A device shows what it was answered within so long. */
const shownWithinMs = 2_000;

/**
 * R1, R2, R3 over the log, and R17: what became of each send, and of what was kept to be done.
 *
 * Taken from the outbox's promise: what it kept ends stored, or refused and shown so, or discarded by the person. A message that was
 * discarded while a lost try could still land may be in the log, deleted; to discard one that is stored by then does nothing. A refusal for
 * want of a right holds while the right is missing: a copy of the request that the network delivers later may find it given back.
 */
export function checkSends(judged: Judged): void {
  const { messages, logs, report } = judged;
  const ends = endsOfQueued(judged);
  for (const message of messages.values()) {
    const { id, channel, sends, stored, births } = message;
    const log = logs.get(channel);
    if (!log) continue;
    const final = log.byId.get(id);
    const first = sends[0];
    const discarded = ends.discarded.get(id);
    if (stored && !final && discarded && stored.found.line.kind === 'frame' && births.size === 0) {
      report('R17', channel, `${id} was discarded, and is shown as sent.`, [discarded.invoke, stored.found]);
    } else if (stored && !final) {
      report('R1', channel, `${id} was stored, and is not in the final log.`, [first?.invoke, stored.found, log.found]);
    }
    if ((stored || final) && !first) {
      report('R2', channel, `${id} is there, and nobody sent it.`, [stored?.found ?? log.found]);
    }
    if (final && first && sends.every(({ outcome }) => outcome === 'fail')) {
      report('R2', channel, `${id} is in the log, though its send was refused.`, [
        first.invoke,
        first.answer,
        log.found,
      ]);
    }
    const kept = sends.find(({ outcome, asked }) => outcome === 'kept' && asked.do === 'post');
    const queued = kept?.answer ?? ends.shown.get(id);
    if (!queued) continue;
    const refused = ends.refused.get(id);
    if (!final && !refused && !discarded && !stored) {
      const words = `${id} was queued, and is neither stored, refused nor discarded.`;
      report('R17', channel, words, [kept?.invoke, queued, ends.last.get(id), log.found]);
    }
    if (final && refused && !isGivenBack(judged, message, refused)) {
      report('R17', channel, `${id} is shown as refused, and is stored.`, [kept?.invoke, refused, log.found]);
    }
    const isLater = (stored?.at ?? Infinity) > (discarded?.until ?? Infinity) + shownWithinMs;
    if (final && !final[4] && discarded?.outcome === 'ok' && isLater && !refused) {
      report('R17', channel, `${id} was discarded, and stored later.`, [discarded.invoke, discarded.answer, log.found]);
    }
  }
  checkDeletions(judged);
  checkDoubles(judged);
}

/** True = it was refused since its sender had lost the channel, and they had it again when it was stored. */
function isGivenBack({ facts }: Judged, { id, channel, sends, stored }: Message, refused: Found<FrameLine>): boolean {
  const reason = refused.line.pending?.find(([pending]) => pending === id)?.[2] ?? '';
  const rights = facts.access.get(accessKey(sends[0]?.person ?? '', channel)) ?? [];
  const storedAt = stored?.at ?? -Infinity;
  return reason.includes('CHANNEL_NOT_FOUND') && rights.some(isGivenIn(refused.line.at, storedAt));
}

function isGivenIn(from: number, until: number): (line: AccessLine) => boolean {
  return ({ mayRead, by }) => mayRead && by !== null && from < by && by < until;
}

/** R17: a deletion that was kept is done, unless it was refused, which the person then gives up or tries again. */
function checkDeletions({ facts, logs, report }: Judged): void {
  const wishes = new Set<string>();
  for (const { asked } of facts.ops) {
    // `M1/delete` is the deletion of M1.
    if (asked.do === 'discard' || asked.do === 'retry') wishes.add(asked.id.split('/')[0] ?? '');
  }
  for (const { asked, outcome, invoke, answer } of facts.ops) {
    if (asked.do !== 'delete' || outcome === 'fail' || outcome === 'unknown' || wishes.has(asked.id)) continue;
    const log = logs.get(asked.channel);
    const final = log?.byId.get(asked.id);
    if (!final || final[4] !== 0 || !log) continue;
    report('R17', asked.channel, `The deletion of ${asked.id} was granted, and it is there.`, [
      invoke,
      answer,
      log.found,
    ]);
  }
}

/** R3: one id, one row, in every reading of the log. */
function checkDoubles({ logs, facts, report }: Judged): void {
  for (const { channel, readings } of logs.values()) {
    for (const found of readings) {
      const ids = new Set<string>();
      for (const [id] of found.line.rows) {
        if (ids.has(id)) report('R3', channel, `${id} is twice in what was read at the end.`, [found]);
        ids.add(id);
      }
    }
  }
  for (const { channel, frames } of facts.views) {
    for (const found of frames) {
      for (const id of found.line.doubled ?? []) report('R3', channel, `${id} is shown twice at one time.`, [found]);
    }
  }
}

interface Ends {
  /** Where it was last shown among what waits. */
  readonly last: ReadonlyMap<string, Found<FrameLine>>;
  readonly shown: ReadonlyMap<string, Found<FrameLine>>;
  /** Refused for good: the last that the device showed of it. */
  readonly refused: ReadonlyMap<string, Found<FrameLine>>;
  readonly discarded: ReadonlyMap<string, Op>;
}

function endsOfQueued({ facts }: Judged): Ends {
  const last = new Map<string, Found<FrameLine>>();
  const shown = new Map<string, Found<FrameLine>>();
  const states = new Map<string, string>();
  for (const { frames } of facts.views) {
    for (const found of frames) {
      for (const [id, state] of found.line.pending ?? []) {
        if (!shown.has(id)) shown.set(id, found);
        if ((last.get(id)?.line.at ?? 0) > found.line.at) continue;
        last.set(id, found);
        states.set(id, state);
      }
    }
  }
  const discarded = new Map<string, Op>();
  const wishes = new Map<string, Op[]>();
  for (const op of facts.ops) {
    if (op.asked.do === 'discard' || op.asked.do === 'retry') listIn(wishes, op.asked.id).push(op);
    if (op.asked.do === 'discard' && op.outcome !== 'fail') discarded.set(op.asked.id, op);
  }
  const refused = new Map<string, Found<FrameLine>>();
  for (const [id, state] of states) {
    const found = last.get(id);
    if (state !== 'refused' || !found) continue;
    const isTriedAgain = wishes.get(id)?.some((op) => op.asked.do === 'retry' && op.until > found.line.at);
    if (!isTriedAgain) refused.set(id, found);
  }
  return { last, shown, refused, discarded };
}
