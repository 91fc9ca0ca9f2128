import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  CreateWorkspaceMutation,
  GetWorkspaceQuery,
  ListWorkspaceMembersQuery,
  ListWorkspacesQuery,
} from '../../generated/operations.ts';
import * as operations from '../../generated/operations.ts';
import { type Company, createChannel, foundCompany, openInbox, refusalOf } from '../support/company.ts';
import { joinCrowd } from '../support/crowd.ts';
import { type Network, startNetwork } from '../support/network.ts';

let network: Network;
let company: Company;

beforeAll(async () => {
  network = await startNetwork();
  company = await foundCompany(network, 'company');
});
afterAll(() => network?.close());

const create = (name: string) =>
  company.outsider.ask<CreateWorkspaceMutation>(operations.createWorkspace, { input: { name } });

describe('a new workspace', () => {
  test('is its maker’s, who owns it and is told so, and nobody else’s', async () => {
    const { outsider, owner } = company;
    const inbox = await openInbox(network, outsider);
    const made = (await create('  Cafe\u0301 ')).data?.createWorkspace;
    expect(made).toMatchObject({
      id: expect.stringMatching(/^[0-9A-Z]{26}$/),
      name: 'Caf\u00e9',
      createdBy: outsider.userId,
    });
    expect(await inbox.heard.until(() => true)).toMatchObject({
      kind: 'WORKSPACE_JOINED',
      workspaceId: made?.id,
      channelId: null,
    });
    inbox.socket.close();
    const id = made?.id;
    expect((await outsider.get<GetWorkspaceQuery>(operations.getWorkspace, { id })).getWorkspace).toEqual(made);
    const mine = await outsider.get<ListWorkspacesQuery>(operations.listWorkspaces, {});
    expect(mine.listWorkspaces.items).toContainEqual(made);
    const people = await outsider.get<ListWorkspaceMembersQuery>(operations.listWorkspaceMembers, { workspaceId: id });
    expect(people.listWorkspaceMembers.items).toMatchObject([{ userId: outsider.userId, role: 'OWNER' }]);
    expect(await refusalOf(owner, operations.getWorkspace, { id })).toBe('NotFound WORKSPACE_NOT_FOUND');
  });

  const names: [what: string, name: string, limit: number | null][] = [
    ['no name', '', null],
    ['a name of spaces', '  \u00a0\u3000 ', null],
    ['a name that nobody sees', '\u200b\u2060\ufeff\u2800', null],
    ['a name with a control character', 'a\u0007b', null],
    ['a name with a line feed', 'a\nb', null],
    ['a name that turns the writing', 'abc\u202Edef', null],
    ['half a character', 'a\ud800b', null],
    ['a name of 81 characters', '\u{1F642}'.repeat(81), 80],
  ];
  for (const [what, name, limit] of names) {
    test(`is refused: ${what}`, async () => {
      const { data, errors } = await create(name);
      expect(data).toBeNull();
      expect(errors).toMatchObject([{ errorType: 'InvalidInput', errorInfo: { code: 'NAME_INVALID', field: 'name' } }]);
      expect(errors[0]?.errorInfo?.limit ?? null).toBe(limit);
    });
  }

  for (const name of ['x', '\u{1F642}'.repeat(80), 'שלום', 'family \u{1F468}\u200D\u{1F469}\u200D\u{1F467}']) {
    test(`may be called ${name.slice(0, 20)}`, async () => {
      expect((await create(name)).data?.createWorkspace.name).toBe(name);
    });
  }
});

describe('a workspace', () => {
  test('that is not there answers word for word like one of others', async () => {
    const answers = await Promise.all(
      [company.workspaceId, '01ARZ3NDEKTSV4RRFFQ69G5FAV'].map((id) =>
        company.outsider.ask(operations.getWorkspace, { id }),
      ),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).toMatchObject({ data: { getWorkspace: null }, errors: [{ errorType: 'NotFound' }] });
  });

  test('shows itself to guests, but not its people', async () => {
    const { guest, workspaceId } = company;
    const { getWorkspace } = await guest.get<GetWorkspaceQuery>(operations.getWorkspace, { id: workspaceId });
    expect(getWorkspace?.id).toBe(workspaceId);
    expect(await refusalOf(guest, operations.listWorkspaceMembers, { workspaceId })).toBe('Forbidden ROLE_REQUIRED');
  });

  test('lists its people page by page, each once, in the order of their ids, with the names of those who have one', async () => {
    const { owner, member, workspaceId } = company;
    await joinCrowd(network, workspaceId, 'crowd', 23);
    await member.get(operations.me);
    const items = [];
    let nextToken: string | null | undefined;
    do {
      const answer: ListWorkspaceMembersQuery = await owner.get(operations.listWorkspaceMembers, {
        workspaceId,
        limit: 7,
        nextToken,
      });
      expect(answer.listWorkspaceMembers.items.length).toBeGreaterThan(0);
      items.push(...answer.listWorkspaceMembers.items);
      nextToken = answer.listWorkspaceMembers.nextToken;
    } while (nextToken);
    const ids = items.map(({ userId }) => userId);
    expect(ids).toEqual([...new Set(ids)].toSorted());
    expect(ids).toHaveLength(28);
    expect(items.find(({ userId }) => userId === member.userId)?.user?.name).toBe(member.userId);
    expect(items.find(({ userId }) => userId === 'crowd-3')?.user).toBeNull();
  });

  test('takes the cursor of no other list', async () => {
    const { owner, workspaceId } = company;
    const { listWorkspaceMembers } = await owner.get<ListWorkspaceMembersQuery>(operations.listWorkspaceMembers, {
      workspaceId,
      limit: 1,
    });
    const { nextToken } = listWorkspaceMembers;
    const { id } = await createChannel(owner, workspaceId, 'cursors');
    for (const [query, variables] of [
      [operations.listChannels, { workspaceId }],
      [operations.listChannelMembers, { channelId: id }],
      [operations.listMyChannels, { workspaceId }],
      [operations.listWorkspaces, {}],
    ] as const) {
      expect(await refusalOf(owner, query, { ...variables, nextToken })).toBe('InvalidInput CURSOR_INVALID nextToken');
    }
    expect(await refusalOf(owner, operations.listWorkspaceMembers, { workspaceId, limit: 101 })).toBe(
      'InvalidInput LIMIT_INVALID limit',
    );
  });
});
