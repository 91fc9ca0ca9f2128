import { expect } from 'vitest';
import { channelOf } from './crowd.ts';
import type { Network } from './network.ts';

export const times = <Value>(count: number, one: (index: number) => Promise<Value>): Promise<Value[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => one(index)));

/** A channel's row, as far as a change that changes nothing must leave it. */
export async function stateOf(network: Network, channelId: string) {
  const { headSeq, messageCount, memberCount, clock } = await channelOf(network, channelId);
  return { headSeq, messageCount, memberCount, clock };
}

/** Does it twice more: no position is taken, `rows` stay as they are to the byte, and both answers are the same. */
export async function expectSettled(
  network: Network,
  channelId: string,
  again: () => Promise<unknown>,
  rows: () => Promise<unknown>,
): Promise<void> {
  const before = { state: await stateOf(network, channelId), rows: await rows() };
  const first = await again();
  expect(await again()).toEqual(first);
  expect({ state: await stateOf(network, channelId), rows: await rows() }).toEqual(before);
}
