import type { StoredRow } from '../history.ts';
import type { Op } from './facts.ts';
import type { Judged } from './judged.ts';
import type { Message } from './messages.ts';

/**
 * R18: a message's id is the key of its send, for ever.
 *
 * Taken from the schema: the same id with another channel, text or author is a conflict. Once a message was edited or deleted, its first
 * text can no longer be compared, and the author's using the id in this channel is enough.
 */
export function checkKeys({ messages, report }: Judged): void {
  for (const message of messages.values()) {
    const { id, channel, births, createdAts, authors } = message;
    for (const [what, told] of [
      ['positions', births],
      ['times', createdAts],
      ['authors', authors],
    ] as const) {
      const [first, second] = [...told];
      if (!first || !second) continue;
      report('R18', channel, `${id} was told with two ${what}: ${first[0]} and ${second[0]}.`, [
        first[1].found,
        second[1].found,
      ]);
    }
    for (const op of message.sends) checkSend(message, op);
  }

  function checkSend({ id, channel, sends, authors }: Message, op: Op): void {
    const { asked, answer, person } = op;
    if (asked.do !== 'send' || answer?.line.kind !== 'ok' || !answer.line.row) return;
    const { row } = answer.line;
    const author = [...authors.keys()][0];
    if (row[0] !== id) report('R18', channel, `${id} was sent, and ${row[0]} was the answer.`, [op.invoke, answer]);
    if (author !== undefined && author !== person) {
      report('R18', channel, `${person} sent ${id}, and was answered with a message of ${author}.`, [
        op.invoke,
        answer,
      ]);
    }
    if (asked.channel !== channel) {
      const first = sends[0];
      report('R18', asked.channel, `${id} is of ${channel}, and was granted in ${asked.channel} as well.`, [
        first?.invoke,
        op.invoke,
        answer,
      ]);
    }
    if (isAsSent(row) && row[3] !== asked.content) {
      report('R18', channel, `${id} was sent with one text and answered with another.`, [op.invoke, answer]);
    }
  }
}

/** Never changed since. */
function isAsSent([, seq, rev, , deletedAt]: StoredRow): boolean {
  return seq === rev && deletedAt === 0;
}
