import { createParley } from '../../client/src/index.ts';

/** Sends to a channel without end, past all outages, so that there is always something to be missed and something to hear. */
export interface Ticker {
  /** The position of the last message that was stored. */
  head(): number;
  /** The position of the first message that is sent after this call. */
  nextSeq(): Promise<number>;
  stop(): Promise<void>;
}

const tickMs = 250;

export function startTicker(endpoint: string, token: string, channelId: string): Ticker {
  const parley = createParley({ endpoint, getToken: () => token });
  let waiting: ((seq: number) => void)[] = [];
  let isStopped = false;
  let head = 0;
  const ended = tick();

  async function tick(): Promise<void> {
    for (let n = 1; !isStopped; n += 1) {
      const asked = waiting;
      waiting = [];
      const { seq } = await parley.send({ channelId, content: `Tick ${n}` });
      head = seq;
      for (const tell of asked) tell(seq);
      await new Promise((resolve) => setTimeout(resolve, tickMs));
    }
  }

  return {
    head: () => head,
    nextSeq: () => new Promise((resolve) => waiting.push(resolve)),
    async stop() {
      isStopped = true;
      await ended;
      parley.close();
    },
  };
}
