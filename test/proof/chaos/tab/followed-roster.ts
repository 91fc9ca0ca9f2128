import { openRoster, type Parley, type RosterChannel } from '@parley/client';
import type { RosterRow } from '../history.ts';
import type { HistoryWriter } from '../history-files.ts';

/** The application offers to try again where a roster has ended, and somebody does so after this time. */
const retryMs = 1_000;

/** The person's channels as the tab shows them, with what is unread: each change is written down. */
export function followRoster(
  parley: Parley,
  workspaceId: string,
  { by, person, history }: { readonly by: string; readonly person: string; readonly history: HistoryWriter },
): { close(): void } {
  let shown = new Map<string, RosterChannel>();
  let status = '';
  let stop = () => {};
  let retry: NodeJS.Timeout | undefined;

  function open(): void {
    const roster = openRoster(parley, workspaceId);
    const stopListening = roster.onChange(look);
    stop = () => {
      clearTimeout(retry);
      retry = undefined;
      stopListening();
      roster.close();
    };
    look();

    function look(): void {
      const state = roster.state();
      if (state.error) {
        retry ??= setTimeout(() => {
          stop();
          open();
        }, retryMs);
      }
      if (state.isLoaded) tell(state);
    }
  }

  function tell(state: { readonly channels: readonly RosterChannel[]; readonly status: string }): void {
    const now = new Map(state.channels.map((one) => [one.channel.id, one]));
    const channels = state.channels.filter((one) => !isSame(shown.get(one.channel.id), one)).map(rowOf);
    const gone = [...shown.keys()].filter((id) => !now.has(id));
    const isNews = state.status !== status;
    shown = now;
    ({ status } = state);
    if (channels.length === 0 && gone.length === 0 && !isNews) return;
    const more = { ...(gone.length > 0 ? { gone } : {}), ...(isNews ? { status } : {}) };
    history.write({ kind: 'roster', by, person, channels, ...more });
  }

  open();
  return { close: () => stop() };
}

function rowOf({ channel, lastReadSeq, unreadCount, isMentioned }: RosterChannel): RosterRow {
  return [channel.id, lastReadSeq, unreadCount, isMentioned ? 1 : 0];
}

function isSame(a: RosterChannel | undefined, b: RosterChannel): boolean {
  return a === b || (a !== undefined && String(rowOf(a)) === String(rowOf(b)));
}
