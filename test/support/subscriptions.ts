import type { Page } from 'playwright-core';

/** What a page's sockets are subscribed to at this moment, each as often as it is: channels by id, and inboxes. */
export interface Subscriptions {
  live(): string[];
  /** The most that there were at once, and how many were begun in all. */
  readonly most: number;
  readonly begun: number;
}

/** Watches the sockets of a page from before it opens them. */
export function watchSubscriptions(page: Page): Subscriptions {
  const sockets = new Set<Map<string, string>>();
  const counts = { most: 0, begun: 0 };
  const live = () => [...sockets].flatMap((started) => [...started.values()]);
  page.on('websocket', (socket) => {
    const started = new Map<string, string>();
    sockets.add(started);
    socket.on('close', () => sockets.delete(started));
    socket.on('framesent', ({ payload }) => {
      const {
        id,
        type,
        payload: start,
      } = JSON.parse(String(payload)) as {
        id: string;
        type: string;
        payload?: { data: string };
      };
      if (type === 'stop') started.delete(id);
      if (type !== 'start' || !start) return;
      const { variables } = JSON.parse(start.data) as { variables: { channelId?: string; userId?: string } };
      started.set(id, variables.channelId ?? `inbox of ${variables.userId}`);
      counts.begun += 1;
      counts.most = Math.max(counts.most, live().length);
    });
  });
  return {
    live,
    get most() {
      return counts.most;
    },
    get begun() {
      return counts.begun;
    },
  };
}
