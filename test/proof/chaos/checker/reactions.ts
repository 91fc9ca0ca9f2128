import type { Found } from '../history-files.ts';
import { listIn, type Op } from './facts.ts';
import type { FinalLog } from './final-logs.ts';
import type { Judged } from './judged.ts';
import { areDoubled, lastWords } from './last-words.ts';

/**
 * R13: reactions are a set.
 *
 * A person's last word on an emoji is that of the operations after which no other was granted. There may be several, where they
 * overlapped or one was not answered; then each of their outcomes is right. Where the network doubled requests, an early one may
 * have come again. A deleted message has none, whatever was asked.
 */
export function checkReactions(judged: Judged): void {
  const { facts, logs, report } = judged;
  const rows = new Map<string, Map<string, Found>>();
  for (const { row, found } of facts.tables.get('Reaction') ?? []) {
    const { messageId, emoji, userId } = row;
    let people = rows.get(`${String(messageId)} ${plain(String(emoji))}`);
    if (!people) rows.set(`${String(messageId)} ${plain(String(emoji))}`, (people = new Map<string, Found>()));
    if (people.has(String(userId))) {
      report('R13', String(row['channelId']), `${String(userId)} reacted twice with one emoji.`, [found]);
    }
    people.set(String(userId), found);
  }
  const isScanned = facts.tables.has('Message');
  for (const log of logs.values()) {
    if (isScanned) checkCounts(log);
    checkOwn(log);
  }
  checkLastWords(
    judged,
    isScanned ? (id, emoji, person) => rows.get(`${id} ${plain(emoji)}`)?.has(person) ?? false : null,
  );

  function checkCounts({ channel, rows: messages, found }: FinalLog): void {
    for (const [id, , , , deletedAt, reactions] of messages) {
      if (deletedAt !== 0) continue;
      const counted = countsOf(reactions);
      for (const [emoji, count] of counted) {
        const there = rows.get(`${id} ${plain(emoji)}`)?.size ?? 0;
        if (there === count) continue;
        report('R13', channel, `${id} counts ${count} of ${emoji}, and ${there} people put it there.`, [found]);
      }
    }
    const known = new Set(
      messages.flatMap(([id, , , , , told]) => [...countsOf(told).keys()].map((emoji) => `${id} ${plain(emoji)}`)),
    );
    const alive = new Set(messages.filter(([, , , , deletedAt]) => deletedAt === 0).map(([id]) => id));
    for (const [key, people] of rows) {
      const [id = ''] = key.split(' ');
      if (!alive.has(id) || known.has(key) || people.size === 0) continue;
      report('R13', channel, `${key} was put there by ${people.size}, and is not counted.`, [found]);
    }
  }

  /** What is told as one's own is one's own. */
  function checkOwn({ channel, readings }: FinalLog): void {
    if (!isScanned) return;
    for (const found of readings) {
      for (const [id, , , , , reactions] of found.line.rows) {
        for (const one of reactions === '' ? [] : reactions.split(',')) {
          const [emoji = '', , own] = one.split(':');
          if (own === '-') continue;
          const isThere = rows.get(`${id} ${plain(emoji)}`)?.has(found.line.person) ?? false;
          if (isThere === (own === '1')) continue;
          const words = `${found.line.person} is told that ${emoji} on ${id} is ${own === '1' ? '' : 'not '}theirs.`;
          report('R13', channel, words, [found]);
        }
      }
    }
  }
}

function checkLastWords({ facts, logs, report }: Judged, isThereInTable: IsThere | null): void {
  if (!isThereInTable) return;
  const words = new Map<string, Op[]>();
  const givenUp = new Set<string>();
  for (const op of facts.ops) {
    // `M1/react` is a reaction to M1 that was refused.
    if (op.asked.do === 'discard' || op.asked.do === 'retry') givenUp.add(op.asked.id.split('/')[0] ?? '');
    if (op.asked.do === 'react' && op.outcome !== 'fail')
      listIn(words, `${op.person} ${plain(op.asked.emoji)} ${op.asked.id}`).push(op);
  }
  for (const ops of words.values()) {
    const { asked, person } = ops[0]!;
    if (asked.do !== 'react') continue;
    const final = logs.get(asked.channel)?.byId.get(asked.id);
    if (!final || final[4] !== 0) continue;
    if (areDoubled(facts, ops[0]?.from ?? 0) || givenUp.has(asked.id)) continue;
    const last = lastWords(ops);
    const isThere = isThereInTable(asked.id, asked.emoji, person);
    const isPossible = last.some((op) => op.asked.do === 'react' && op.asked.isOn === isThere);
    const isGranted = ops.some(({ outcome }) => outcome !== 'unknown');
    if (isPossible || (!isGranted && !isThere)) continue;
    const said = last[0]?.asked.do === 'react' && last[0].asked.isOn ? 'put' : 'took';
    const proof = last.flatMap(({ invoke, answer }) => [invoke, answer]);
    report(
      'R13',
      asked.channel,
      `${person} ${said} ${asked.emoji} ${said === 'put' ? 'on' : 'off'} ${asked.id} last, and it is ${isThere ? '' : 'not '}there.`,
      proof,
    );
  }
}

/** The service stores one form of each emoji; keyboards have several. */
function plain(emoji: string): string {
  return emoji.replaceAll('\uFE0F', '');
}

type IsThere = (id: string, emoji: string, person: string) => boolean;

function countsOf(reactions: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const one of reactions === '' ? [] : reactions.split(',')) {
    const [emoji = '', count] = one.split(':');
    counts.set(emoji, Number(count));
  }
  return counts;
}
