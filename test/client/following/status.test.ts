import { expect, test } from 'vitest';
import { connectionStatus } from '../../../client/src/following/status.ts';

test('the status of a channel follows the connection, then the channel', () => {
  const none = { isAcknowledged: false, isCaughtUp: false };
  const acknowledged = { isAcknowledged: true, isCaughtUp: false };
  const caughtUp = { isAcknowledged: true, isCaughtUp: true };
  expect(connectionStatus('idle', none)).toBe('reconnecting');
  expect(connectionStatus('reconnecting', none)).toBe('reconnecting');
  expect(connectionStatus('open', none)).toBe('reconnecting');
  expect(connectionStatus('open', acknowledged)).toBe('catching-up');
  expect(connectionStatus('open', caughtUp)).toBe('live');
  expect(connectionStatus('offline', caughtUp)).toBe('offline');
  expect(connectionStatus('closed', caughtUp)).toBe('offline');
});
