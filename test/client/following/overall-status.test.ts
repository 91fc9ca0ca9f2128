import { beforeEach, describe, expect, test } from 'vitest';
import type { TransportStatus } from '../../../client/src/connection/transport-status.ts';
import { createOverallStatus, type Watched } from '../../../client/src/following/overall-status.ts';
import type { ConnectionStatus } from '../../../client/src/following/status.ts';

let status: TransportStatus;
let tell: () => void;
let overall: ReturnType<typeof createOverallStatus>;

beforeEach(() => {
  status = 'idle';
  overall = createOverallStatus({
    status: () => status,
    onStatus: (listener) => {
      tell = listener;
      return () => (tell = () => {});
    },
  });
});

/** Something open, of which the test says how it is. */
function store(first: ConnectionStatus): Watched & { become(next: ConnectionStatus, error?: unknown): void } {
  let state = { status: first, error: null as unknown };
  let told = () => {};
  return {
    state: () => state,
    onChange: (listener) => {
      told = listener;
      return () => (told = () => {});
    },
    become(next, error = null) {
      state = { status: next, error };
      told();
    },
  };
}

describe('the status of all that is open', () => {
  test('is the worst of them', () => {
    const [one, two] = [store('live'), store('live')];
    overall.watch(one);
    const stop = overall.watch(two);
    two.become('catching-up');
    expect(overall.state()).toBe('catching-up');
    stop();
    expect(overall.state()).toBe('live');
  });

  test('does not count what has ended for good, but where there is nothing else', () => {
    const [one, two] = [store('live'), store('live')];
    overall.watch(one);
    overall.watch(two);
    one.become('offline', new Error('Forbidden.'));
    expect(overall.state()).toBe('live');
    two.become('offline', new Error('Forbidden.'));
    expect(overall.state()).toBe('offline');
  });

  test('is that of the transport where nothing is open', () => {
    status = 'open';
    tell();
    expect(overall.state()).toBe('live');
    status = 'offline';
    tell();
    expect(overall.state()).toBe('offline');
  });

  test('is offline, and told to be, once all is closed', () => {
    const heard: ConnectionStatus[] = [];
    overall.watch(store('live'));
    overall.onChange(() => heard.push(overall.state()));
    status = 'offline';
    overall.close();
    expect(heard).toEqual(['offline']);
  });
});
