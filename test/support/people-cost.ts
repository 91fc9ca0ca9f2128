/** What one person does in a working day, of what docs/cost.md has measured: operation and situation, and how often. */
export const day: readonly (readonly [operation: string, situation: string, times: number])[] = [
  ['sendMessage', 'a short one', 37],
  ['sendMessage', 'mentions 2 people', 3],
  ['addReaction', '', 15],
  ['editMessage', 'the first time', 2],
  ['sendTyping', '', 20],
  ['markRead', 'all', 80],
  ['me', 'known', 2],
  ['listWorkspaces', '2 workspaces', 2],
  ['listMyChannels', '9 channels', 4],
  ['messagesByChannel', '50 of 10,000', 12],
  ['syncChannel', 'nothing new', 30],
  ['reportMetrics', '', 200],
  ['onChannelEvent', 'its start', 15],
  ['onInboxEvent', 'its start', 4],
];

/** Who hears each change of a channel, where there are as many people. */
const listeners = 25;
const daysOfMonth = 22;
const connectedMinutes = 480;
/** What a delivery takes: docs/cost.md's 20 letters. */
const eventKilobytes = 0.6;
const pageKilobytes = 13.5;
/** A message in its table and in its index. */
const storedKilobytes = 1;

/** US dollars, list prices for us-east-1, as docs/cost.md quotes them with their sources. */
const price = {
  update: 2 / 1e6,
  minute: 0.08 / 1e6,
  /** AWS WAF, for a request over HTTP. */
  firewall: 0.6 / 1e6,
  /** AWS Lambda: a request, and 256 MB for 10 ms on ARM. */
  authorizer: (0.2 + 0.25 * 0.01 * 13.3334) / 1e6,
  /** AWS X-Ray, of which 5 in 100 are sampled. */
  trace: (0.05 * 5) / 1e6,
  /** A gigabyte out of AWS, below 10 TB a month. */
  gigabyteOut: 0.09,
  /** A gigabyte that stays, for a month: table, point-in-time recovery, and the vault's 35 copies of prod. */
  gigabyteKept: 0.25 + 0.2 + 35 * 0.1,
};

export interface Costs {
  readonly 'operations and DynamoDB': number;
  readonly 'deliveries and starts': number;
  readonly connections: number;
  readonly firewall: number;
  readonly 'authorizer and traces': number;
  readonly 'transfer out': number;
  readonly 'the stage itself': number;
  readonly 'what a year of it keeps, each month': number;
}

/**
 * What so many people cost in a month. `perMillion` = US dollars for a million of the operation in that situation, as measured, its deliveries
 * apart; `billed` = the operations that AppSync bills for one. `stage` = what prod costs by itself.
 */
export function costOf(
  people: number,
  measured: (operation: string, situation: string) => { readonly perMillion: number; readonly billed: number },
  stage: number,
): Costs {
  const heard = Math.min(people, listeners);
  const personDays = people * daysOfMonth;
  const per = (value: (operation: string, situation: string) => number) =>
    personDays * day.reduce((sum, [operation, situation, times]) => sum + times * value(operation, situation), 0);
  const isStart = (operation: string) => operation.startsWith('on');
  const deliveries = per((operation, situation) => {
    if (['sendMessage', 'addReaction', 'editMessage', 'sendTyping'].includes(operation)) {
      return heard + (situation === 'mentions 2 people' ? 2 : 0);
    }
    return operation === 'markRead' ? 1 : 0;
  });
  const requests = per((operation, situation) => (isStart(operation) ? 0 : measured(operation, situation).billed));
  // A start is an update, which its measured price has in it. A day has 4 connections.
  const updates = deliveries + personDays * 4;
  const kilobytesOut = deliveries * eventKilobytes + personDays * 12 * pageKilobytes;
  const messagesOfYear = personDays * 12 * 40;
  return {
    'operations and DynamoDB': per((operation, situation) => measured(operation, situation).perMillion) / 1e6,
    'deliveries and starts': updates * price.update,
    connections: personDays * connectedMinutes * price.minute,
    firewall: requests * price.firewall,
    // A session is asked about at most once a minute.
    'authorizer and traces': personDays * connectedMinutes * price.authorizer + requests * price.trace,
    'transfer out': (kilobytesOut / 1e6) * price.gigabyteOut,
    'the stage itself': stage,
    'what a year of it keeps, each month': ((messagesOfYear * storedKilobytes) / 1e6) * price.gigabyteKept,
  };
}
