import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UpdateChannelMutation } from '../../generated/operations.ts';
import * as operations from '../../generated/operations.ts';
import { type Company, createChannel, foundCompany } from '../support/company.ts';
import { type Network, startNetwork } from '../support/network.ts';

let network: Network;
let company: Company;

beforeAll(async () => {
  network = await startNetwork();
  company = await foundCompany(network, 'closing');
});
afterAll(() => network?.close());

test('those who lose a channel that becomes private do not hear what it is called from then on', async () => {
  const { member, other, workspaceId } = company;
  for (const topic of ['lunch', null]) {
    const channel = await createChannel(member, workspaceId, 'kitchen', topic ? { topic } : {});
    const listener = await other.listen(channel.id);
    const input = { channelId: channel.id, isPrivate: true, name: 'layoffs', topic: 'who goes' };
    const { updateChannel } = await member.get<UpdateChannelMutation>(operations.updateChannel, { input });
    expect(updateChannel).toMatchObject({ name: 'layoffs', topic: 'who goes', isPrivate: true });
    const event = await listener.next();
    expect(event).toMatchObject({ kind: 'CHANNEL_UPDATED', endsAudience: true });
    expect(event.channel).toEqual({ ...updateChannel, name: 'kitchen', topic });
    listener.close();
  }
});
