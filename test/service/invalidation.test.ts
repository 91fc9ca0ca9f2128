import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';
import { type Company, createChannel, foundCompany } from '../support/company.ts';
import type { ChannelEvent } from '../support/listener.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';
import { type Heard, type Socket, openSocket } from '../support/socket.ts';

let network: Network;
/** While true, the server loses every invalidation: the audience alone has to hold. */
let isLost = false;
const payloads: unknown[] = [];

beforeAll(async () => {
  network = await startNetwork({
    losesInvalidation: ({ payload }) => {
      payloads.push(payload);
      return isLost;
    },
  });
});
afterAll(() => network?.close());

interface Ear {
  socket: Socket;
  heard: Heard<ChannelEvent>;
}

async function listen(person: Person, channelId: string): Promise<Ear> {
  const socket = await openSocket(network.realtimeUrl, person.token);
  return { socket, heard: await socket.subscribe<ChannelEvent>(operations.onChannelEvent, { channelId }) };
}
const removal = (channelId: string, { userId }: Person) => ({ input: { channelId, userId } });
const inWorkspace = ({ workspaceId }: Company, { userId }: Person) => ({ input: { workspaceId, userId } });

interface Loss {
  /** Makes the channel, and says who of the listeners loses it. */
  prepare(company: Company): Promise<{ channelId: string; loser: Person }>;
  lose(company: Company, channelId: string): Promise<unknown>;
  payload(company: Company, channelId: string): object;
  /** What the others hear next: the loss itself, or what comes with the channel's next position. */
  ends: ChannelEvent['kind'];
}

const losses: Record<string, Loss> = {
  'who is taken out of a private channel': {
    prepare: async ({ owner, other, member, workspaceId }) => {
      const members = [other.userId, member.userId];
      const { id } = await createChannel(owner, workspaceId, 'private', { isPrivate: true, members });
      return { channelId: id, loser: member };
    },
    lose: ({ owner, member }, channelId) => owner.get(operations.removeChannelMember, removal(channelId, member)),
    payload: ({ member }, channelId) => ({ channelId, userId: member.userId }),
    ends: 'MEMBER_REMOVED',
  },
  'who leaves a private channel': {
    prepare: async ({ owner, other, member, workspaceId }) => {
      const members = [other.userId, member.userId];
      const { id } = await createChannel(owner, workspaceId, 'private', { isPrivate: true, members });
      return { channelId: id, loser: member };
    },
    lose: ({ member }, channelId) => member.get(operations.leaveChannel, { input: { channelId } }),
    payload: ({ member }, channelId) => ({ channelId, userId: member.userId }),
    ends: 'MEMBER_REMOVED',
  },
  'a guest who is taken out of a public channel': {
    prepare: async ({ owner, guest, workspaceId }) => {
      const { id } = await createChannel(owner, workspaceId, 'public', { members: [guest.userId] });
      return { channelId: id, loser: guest };
    },
    lose: ({ owner, guest }, channelId) => owner.get(operations.removeChannelMember, removal(channelId, guest)),
    payload: ({ guest }, channelId) => ({ channelId, userId: guest.userId }),
    ends: 'MEMBER_REMOVED',
  },
  'who reads a public channel that becomes private': {
    prepare: async ({ owner, member, other, workspaceId }) => {
      const { id } = await createChannel(owner, workspaceId, 'public', { members: [other.userId] });
      return { channelId: id, loser: member };
    },
    lose: ({ owner }, channelId) => owner.get(operations.updateChannel, { input: { channelId, isPrivate: true } }),
    payload: (_, channelId) => ({ channelId, reader: 'public' }),
    ends: 'CHANNEL_UPDATED',
  },
  'who is taken out of the workspace': {
    prepare: async ({ owner, member, workspaceId }) => {
      const { id } = await createChannel(owner, workspaceId, 'public');
      return { channelId: id, loser: member };
    },
    lose: (company) => company.admin.get(operations.removeWorkspaceMember, inWorkspace(company, company.member)),
    payload: ({ workspaceId, member }) => ({ workspaceId, userId: member.userId }),
    ends: 'AUDIENCE_ENDED',
  },
  'who becomes a guest': {
    prepare: async ({ owner, member, workspaceId }) => {
      const { id } = await createChannel(owner, workspaceId, 'public');
      return { channelId: id, loser: member };
    },
    lose: ({ owner, member, workspaceId }) =>
      owner.get(operations.updateWorkspaceMember, { input: { workspaceId, userId: member.userId, role: 'GUEST' } }),
    payload: ({ workspaceId, member }) => ({ workspaceId, userId: member.userId }),
    ends: 'AUDIENCE_ENDED',
  },
};

let count = 0;
const company = () => foundCompany(network, `company${(count += 1)}`);

for (const [who, { prepare, lose, payload, ends }] of Object.entries(losses)) {
  describe(who, () => {
    async function begin() {
      const given = await company();
      const { channelId, loser } = await prepare(given);
      const [theirs, kept] = await Promise.all([listen(loser, channelId), listen(given.owner, channelId)]);
      payloads.length = 0;
      return { given, channelId, loser, theirs, kept };
    }

    /** Whoever stays hears that the audience ended, begins anew, and hears what comes then. */
    async function goOn(given: Company, channelId: string, kept: Ear) {
      await given.owner.send(channelId, 'after');
      expect(await kept.heard.until(({ endsAudience }) => endsAudience)).toMatchObject({
        kind: ends,
        endsAudience: true,
      });
      const anew = await listen(given.owner, channelId);
      const second = await given.owner.send(channelId, 'later');
      await anew.heard.until(({ message }) => message?.id === second.id);
      expect(kept.heard.events.filter(({ message }) => message)).toEqual([]);
      expect(kept.socket.isClosed).toBe(false);
      for (const { socket } of [kept, anew]) socket.close();
    }

    test('is cut off at once, and nobody else is', async () => {
      isLost = false;
      const { given, channelId, theirs, kept } = await begin();
      await lose(given, channelId);
      await theirs.socket.closed;
      expect(payloads).toEqual([payload(given, channelId)]);
      await goOn(given, channelId, kept);
    });

    test('hears nothing more where that gets lost, but that it ended', async () => {
      isLost = true;
      const { given, channelId, loser, theirs, kept } = await begin();
      await lose(given, channelId);
      await goOn(given, channelId, kept);
      // On the same socket, heard after all of that.
      const fence = await foundCompany(network, `fence${count}`);
      await fence.owner.get(operations.addWorkspaceMember, inWorkspace(fence, loser));
      const members = [loser.userId];
      const { id } = await createChannel(fence.owner, fence.workspaceId, 'fence', { members });
      const heard = await theirs.socket.subscribe<ChannelEvent>(operations.onChannelEvent, { channelId: id });
      await fence.owner.send(id, 'the fence');
      await heard.until(({ message }) => message?.content === 'the fence');
      expect(theirs.heard.events.map(({ kind, endsAudience }) => [kind, endsAudience])).toEqual([[ends, true]]);
      theirs.socket.close();
    });
  });
}

describe('nobody is cut off', () => {
  test('who leaves what they may read all the same, or changes nothing', async () => {
    isLost = false;
    const { owner, admin, member, guest, workspaceId } = await company();
    const { id } = await createChannel(owner, workspaceId, 'public', { members: [member.userId] });
    payloads.length = 0;
    await member.get(operations.leaveChannel, { input: { channelId: id } });
    await member.get(operations.joinChannel, { input: { channelId: id } });
    await owner.get(operations.removeChannelMember, removal(id, member));
    await owner.get(operations.updateChannel, { input: { channelId: id, name: 'other' } });
    for (const [person, role] of [
      [guest, 'GUEST'],
      [guest, 'MEMBER'],
      [admin, 'OWNER'],
      [admin, 'MEMBER'],
    ] as const) {
      await owner.get(operations.updateWorkspaceMember, { input: { workspaceId, userId: person.userId, role } });
    }
    expect(payloads).toEqual([]);
  });

  test('whose removal is refused', async () => {
    const { owner, member, other, workspaceId } = await company();
    const { id } = await createChannel(owner, workspaceId, 'private', { isPrivate: true, members: [other.userId] });
    payloads.length = 0;
    await member.ask(operations.removeChannelMember, removal(id, other));
    await member.ask(operations.removeWorkspaceMember, { input: { workspaceId, userId: other.userId } });
    await owner.ask(operations.removeWorkspaceMember, { input: { workspaceId, userId: owner.userId } });
    await member.ask(operations.updateChannel, { input: { channelId: id, isPrivate: true } });
    expect(payloads).toEqual([]);
  });
});
