import { backOffMs } from '../back-off.ts';
import { classifyFailure } from '../classify-failure.ts';
import { systemClock } from '../clock.ts';
import type { MessagingError } from '../errors.ts';
import { followInbox } from '../following/follow-inbox.ts';
import type { ConnectionStatus } from '../following/status.ts';
import { createJudge } from '../judge.ts';
import type { Workspace } from '../model.ts';
import type { Parley } from '../parley.ts';
import { partsOf } from '../parts.ts';

export interface WorkspacesState {
  /** In the service's order. The same array until something changes. */
  readonly workspaces: readonly Workspace[];
  /** False = they have not been loaded yet. */
  readonly isLoaded: boolean;
  readonly status: ConnectionStatus;
  /** Why it has ended for good. Null = it has not. */
  readonly error: MessagingError | null;
}

/** The workspaces that the person is in, kept fresh until `close`. Made for `useSyncExternalStore` and its like. */
export interface Workspaces {
  /** The same object until something changes. */
  state(): WorkspacesState;
  /** Calls `listener` after changes, until the function that it answers with is called. */
  onChange(listener: () => void): () => void;
  close(): void;
}

/**
 * The workspaces that the person is in: also those that they are taken into, or out of, while one looks.
 *
 * @example
 * const open = openWorkspaces(parley);
 * open.onChange(() => console.log(open.state().workspaces.map(({ name }) => name)));
 */
export function openWorkspaces(parley: Parley): Workspaces {
  const { transport, feeds, userId, surroundings, watch, onClose } = partsOf(parley);
  const { clock = systemClock } = surroundings;
  const listeners = new Set<() => void>();
  let state: WorkspacesState = { workspaces: [], isLoaded: false, status: 'reconnecting', error: null };
  let hasEnded = false;
  let stopInbox = () => {};
  let stopPause = () => {};
  /** Counts what may have changed: a list that was asked for before says nothing of it. */
  let asked = 0;
  let loading: Promise<void> | null = null;

  function tell(part: Partial<WorkspacesState>): void {
    if (hasEnded) return;
    state = { ...state, ...part };
    for (const listener of [...listeners]) listener();
  }

  /** Resolves once a list is there that was asked for after this call. */
  function load(): Promise<void> {
    asked += 1;
    loading ??= walk().finally(() => (loading = null));
    return loading;
  }

  async function walk(): Promise<void> {
    for (let at = 0; at !== asked && !hasEnded;) {
      at = asked;
      const workspaces = await tried(() => parley.workspaces());
      if (workspaces && at === asked) tell({ isLoaded: true, ...changed(workspaces) });
    }
  }

  /** Tries until it is there. Null = it is not needed any more. Rejects where it fails for good. */
  async function tried<Answer>(ask: () => Promise<Answer>): Promise<Answer | null> {
    const judge = createJudge(clock.now);
    for (let failures = 1; !hasEnded; failures += 1) {
      try {
        return await ask();
      } catch (failure) {
        const error = classifyFailure(failure);
        if (judge(error)) throw error;
        await pause(error.retryAfterMs ?? backOffMs(failures));
      }
    }
    return null;
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = clock.after(ms, resolve);
      stopPause = () => {
        stop();
        resolve();
      };
    });
  }

  function changed(workspaces: readonly Workspace[]): Partial<WorkspacesState> {
    return JSON.stringify(workspaces) === JSON.stringify(state.workspaces) ? {} : { workspaces };
  }

  function fail(error: MessagingError): void {
    tell({ status: 'offline', error });
    end();
  }

  function end(): void {
    hasEnded = true;
    stopPause();
    stopInbox();
  }

  async function begin(): Promise<void> {
    await load();
    const me = await tried(userId);
    if (me === null || hasEnded) return;
    stopInbox = followInbox({ transport, feeds, clock }, me, {
      onEvent({ kind }) {
        if (kind === 'WORKSPACE_JOINED' || kind === 'WORKSPACE_LEFT') {
          load().catch((failure: unknown) => fail(classifyFailure(failure)));
        }
      },
      onStatus: (status) => tell({ status }),
      catchUp: load,
      onError: fail,
    });
  }

  begin().catch((failure: unknown) => fail(classifyFailure(failure)));
  const store: Omit<Workspaces, 'close'> = {
    state: () => state,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const stopWatching = watch(store);
  const close = () => {
    stopWatching();
    stayOpen?.();
    listeners.clear();
    if (!hasEnded) end();
  };
  const stayOpen = onClose(close);
  return { ...store, close };
}
