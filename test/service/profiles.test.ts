import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ListWorkspaceMembersQuery, MeQuery, UpdateProfileMutation } from '../../generated/operations.ts';
import * as operations from '../../generated/operations.ts';
import { type Company, foundCompany, refusalOf } from '../support/company.ts';
import { people, rowOf } from '../support/crowd.ts';
import { type Network, startNetwork } from '../support/network.ts';
import type { Person } from '../support/person.ts';

let network: Network;
let company: Company;

beforeAll(async () => {
  network = await startNetwork();
  company = await foundCompany(network, 'company');
});
afterAll(() => network?.close());

const me = async (person: Person) => (await person.get<MeQuery>(operations.me)).me;
const rename = async (person: Person, name: string) =>
  (await person.get<UpdateProfileMutation>(operations.updateProfile, { input: { name } })).updateProfile;

describe('a profile', () => {
  test('is made of the session when its person is first seen, also by many calls at once', async () => {
    const [person] = (await people(network, 'new', 1)) as [Person];
    const seen = await Promise.all(Array.from({ length: 8 }, () => me(person)));
    for (const profile of seen) expect(profile).toEqual(seen[0]);
    expect(seen[0]).toMatchObject({ id: person.userId, name: person.userId });
  });

  test('has the name that its person gives it from then on, wherever it is shown', async () => {
    const { member, owner, workspaceId } = company;
    const before = await me(member);
    const changed = await rename(member, '  Zoe\u0308  M. ');
    expect(changed).toMatchObject({ id: member.userId, name: 'Zo\u00eb  M.', createdAt: before.createdAt });
    expect(await me(member)).toEqual(changed);
    const list = await owner.get<ListWorkspaceMembersQuery>(operations.listWorkspaceMembers, { workspaceId });
    expect(list.listWorkspaceMembers.items.find(({ userId }) => userId === member.userId)?.user).toEqual(changed);
  });

  test('given the name that it has is not written', async () => {
    const { other } = company;
    const changed = await rename(other, 'Same');
    expect(await rename(other, ' Same ')).toEqual(changed);
  });

  test('is there for who gives themselves a name before anything else, once', async () => {
    const [person] = (await people(network, 'eager', 1)) as [Person];
    const [one] = await Promise.all([rename(person, 'Eager'), me(person), rename(person, 'Eager')]);
    expect(one.name).toBe('Eager');
    expect(await rowOf(network, 'User', { id: person.userId })).toMatchObject({ name: { S: 'Eager' } });
  });

  test('takes no name that nobody can read', async () => {
    for (const name of ['', ' ', 'a\u0000', '\u202eabc', 'x'.repeat(81)]) {
      expect(await refusalOf(company.member, operations.updateProfile, { input: { name } })).toBe(
        'InvalidInput NAME_INVALID name',
      );
    }
  });
});
