import { describe, expect, test } from 'vitest';
import type { Page, WorkspaceMember } from '../../../client/src/index.ts';
import { createPeople } from '../../../web/src/people/people.ts';

const at = '2026-01-01T00:00:00.000Z';
const member = (userId: string, role: WorkspaceMember['role'] = 'MEMBER'): WorkspaceMember => ({
  ...{ workspaceId: 'harbor', userId, role, createdAt: at, updatedAt: at },
  user: { id: userId, name: userId.toUpperCase(), createdAt: at, updatedAt: at },
});

/** People of a service that answers each request when it is told to. */
function peopleOfSlowService() {
  const asked: { after: string | undefined; answer: (page: Page<WorkspaceMember>) => void }[] = [];
  const people = createPeople({
    workspaceMembers: (_, { after } = {}) => new Promise((answer) => asked.push({ after, answer })),
    channelMembers: () => Promise.reject(new Error('Nobody is a guest here.')),
  });
  return {
    people,
    asked,
    roles: () =>
      people
        .state()
        .members.get('harbor')
        ?.map(({ userId, role }) => `${userId} ${role}`),
  };
}

describe('the people of a workspace', () => {
  test('are asked for once more for whoever asks while a listing is under way, as that may be of before', async () => {
    const { people, asked, roles } = peopleOfSlowService();
    const first = people.load('harbor');
    const again = people.load('harbor');
    const andAgain = people.load('harbor');
    expect(asked).toHaveLength(1);
    asked[0]?.answer({ items: [member('bob')], next: null });
    await first;
    await expect.poll(() => asked.length).toBe(2);
    asked[1]?.answer({ items: [member('bob', 'ADMIN')], next: null });
    await Promise.all([again, andAgain]);
    expect(roles()).toEqual(['bob ADMIN']);
    expect(asked).toHaveLength(2);
  });

  test('are those of the last listing, whatever an earlier one brings late', async () => {
    const { people, asked, roles } = peopleOfSlowService();
    const first = people.load('harbor');
    asked[0]?.answer({ items: [member('bob')], next: 'bob' });
    await first;
    const second = people.load('harbor');
    asked[2]?.answer({ items: [member('bob', 'ADMIN')], next: null });
    await second;
    expect(asked.map(({ after }) => after)).toEqual([undefined, 'bob', undefined]);
    asked[1]?.answer({ items: [member('carol')], next: null });
    await Promise.resolve();
    await new Promise(setImmediate);
    expect(roles()).toEqual(['bob ADMIN']);
  });

  test('come page after page', async () => {
    const { people, asked, roles } = peopleOfSlowService();
    const loaded = people.load('harbor');
    asked[0]?.answer({ items: [member('bob')], next: 'bob' });
    await loaded;
    expect(roles()).toEqual(['bob MEMBER']);
    asked[1]?.answer({ items: [member('carol', 'GUEST')], next: null });
    await expect.poll(roles).toEqual(['bob MEMBER', 'carol GUEST']);
    expect(people.state().names.get('carol')).toBe('CAROL');
  });
});
