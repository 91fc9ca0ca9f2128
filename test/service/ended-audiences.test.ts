import { afterAll, beforeAll, expect, test } from 'vitest';
import type { UpdateChannelMutation } from '../../generated/operations.ts';
import * as operations from '../../generated/operations.ts';
import { type Company, createChannel, foundCompany } from '../support/company.ts';
import { people } from '../support/crowd.ts';
import { type Network, startNetwork } from '../support/network.ts';

let network: Network;
let company: Company;

beforeAll(async () => {
  network = await startNetwork();
  company = await foundCompany(network, 'closing');
});
afterAll(() => network?.close());

test('whoever began to listen between two losses is told as well that their audience ended', async () => {
  const { owner, member, other, workspaceId } = company;
  const leavers = await people(network, 'leaver', 2);
  for (const { userId } of leavers) {
    await owner.get(operations.addWorkspaceMember, { input: { workspaceId, userId } });
  }
  const channel = await createChannel(member, workspaceId, 'quiet');
  const listeners = [await other.listen(channel.id)];
  for (const leaver of leavers) {
    await leaver.get(operations.removeWorkspaceMember, { input: { workspaceId, userId: leaver.userId } });
    listeners.push(await other.listen(channel.id));
  }
  await member.send(channel.id, 'anyone there?');
  const heard = await Promise.all(listeners.map((listener) => listener.next()));
  expect(heard.map(({ kind }) => kind)).toEqual(['AUDIENCE_ENDED', 'AUDIENCE_ENDED', 'MESSAGE_SENT']);
  expect(heard.map(({ endsAudience }) => endsAudience)).toEqual([true, true, false]);
  for (const listener of listeners) listener.close();
});

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
