import { describe, expect, test } from 'vitest';
import { callOf, totalOf } from '../../../web/src/shell/badge.ts';
import { place } from './places.ts';

const quiet = place('quiet');
const unread = place('unread', {}, { unreadCount: 3 });
const mention = place('mention', {}, { unreadCount: 7, isMentioned: true });
const dm = place('dm', { isDm: true, isPrivate: true, members: ['alice', 'bob'] }, { unreadCount: 2 });

describe('a place', () => {
  test('calls for nothing where all is read', () => expect(callOf(quiet)).toBe('quiet'));
  test('is unread where somebody wrote', () => expect(callOf(unread)).toBe('unread'));
  test('is loud where it mentions the reader', () => expect(callOf(mention)).toBe('loud'));
  test('is loud where it is a direct message', () => expect(callOf(dm)).toBe('loud'));
});

describe('the window', () => {
  test('calls for nothing where all is read', () => expect(totalOf([quiet])).toEqual({ call: 'quiet', count: 0 }));
  test('counts no message that is meant for nobody', () => {
    expect(totalOf([quiet, unread])).toEqual({ call: 'unread', count: 0 });
  });
  test('counts messages of direct messages, and each channel that mentions the reader once', () => {
    expect(totalOf([quiet, unread, mention, dm])).toEqual({ call: 'loud', count: 3 });
  });
});
