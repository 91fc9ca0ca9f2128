import { setTimeout as pause } from 'node:timers/promises';
import { sendMessage } from '../../generated/operations.ts';
import { newMessageId } from '../../client/src/index.ts';
import { startParley } from '../../dev/parley.ts';
import { answer } from '../measure/answering.ts';

/** `busy`: bob writes so much, until it is asked again. Answers with how many events there were since it was last asked. */
export interface ProductQuestion {
  readonly busy: { readonly channelId: string; readonly perSecond: number };
}

/** The whole product as it is served locally, web client and demo data included, in a process of its own. */
const parley = await startParley({ stage: 'load', web: true });
const { token } = await parley.signIn('bob');
let sent = 0;
let stop = () => {};

function begin({ channelId, perSecond }: ProductQuestion['busy']): void {
  let isOver = false;
  stop = () => (isOver = true);
  const startedAt = performance.now();
  const run = async () => {
    for (let due = 0; !isOver;) {
      const wanted = ((performance.now() - startedAt) / 1_000) * perSecond;
      for (; due < wanted; due += 1) void send(channelId);
      await pause(10);
    }
  };
  if (perSecond > 0) void run();
}

async function send(channelId: string): Promise<void> {
  const input = { id: newMessageId(), channelId, content: `Event ${newMessageId()} of a busy hour.` };
  const response = await fetch(parley.url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: token },
    body: JSON.stringify({ query: sendMessage, variables: { input } }),
  });
  const { errors } = (await response.json()) as { errors?: unknown };
  if (!errors) sent += 1;
}

answer<ProductQuestion>(
  { origin: parley.origin },
  async ({ busy }) => {
    stop();
    const before = sent;
    sent = 0;
    begin(busy);
    return before;
  },
  () => parley.close(),
);
