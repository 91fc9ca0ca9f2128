import { describe, expect, test } from 'vitest';
import { rightsIn, rules } from '../../../web/src/members/rights.ts';
import { place } from './places.ts';

const open = place('open', { createdBy: 'carol' }).channel;
const closed = place('closed', { createdBy: 'carol', isPrivate: true }).channel;
const archived = place('archived', { createdBy: 'carol', archivedAt: open.createdAt }).channel;
const dm = place('dm', { createdBy: 'carol', isDm: true, isPrivate: true }).channel;

/** The names of what is offered. */
function offered(...given: Parameters<typeof rightsIn>): string {
  const all = Object.entries(rightsIn(...given));
  return all.flatMap(([name, is]) => (is ? [name.slice(3)] : [])).join(' ');
}

describe('in a channel is offered', () => {
  test.each([
    ['an owner in it', open, 'alice', 'OWNER', true, 'Add Remove Configure Archive Leave'],
    ['an admin out of it', open, 'bob', 'ADMIN', false, 'Remove Configure Archive Join'],
    ['its creator', open, 'carol', 'MEMBER', true, 'Add Remove Configure Archive Leave'],
    ['a member', open, 'bob', 'MEMBER', true, 'Add Leave'],
    ['a member out of it', open, 'bob', 'MEMBER', false, 'Join'],
    ['a guest', open, 'dave', 'GUEST', true, 'Leave'],
    ['its creator as a guest', open, 'carol', 'GUEST', true, 'Leave'],
    ['an owner out of a private one', closed, 'alice', 'OWNER', false, ''],
    ['an admin in a private one', closed, 'bob', 'ADMIN', true, 'Add Remove Configure Archive Leave'],
    ['an owner of an archived one', archived, 'alice', 'OWNER', true, 'Archive'],
    ['a member of an archived one', archived, 'bob', 'MEMBER', true, ''],
    ['anybody of a direct message', dm, 'carol', 'OWNER', true, ''],
    ['somebody whose role is not known', open, 'bob', null, true, 'Leave'],
  ] as const)('%s', (_, channel, me, role, isMember, names) => {
    expect(offered(channel, me, role, isMember)).toBe(names);
  });
});

test('owners rule all, admins all but owners, others nobody', () => {
  expect(rules('OWNER', 'OWNER')).toBe(true);
  expect(rules('ADMIN', 'ADMIN')).toBe(true);
  expect(rules('ADMIN', 'OWNER')).toBe(false);
  for (const role of ['MEMBER', 'GUEST', null] as const) expect(rules(role, 'GUEST')).toBe(false);
});
