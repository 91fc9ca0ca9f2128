import type { Parley } from '@parley/client';
import type { Uploads, UploadState } from '@parley/client/attachments';
import { useCallback, useState, useSyncExternalStore } from 'react';
import { sayError } from '../shell/say-error.ts';
import { fitFiles } from './fit-files.ts';
import { openUploadsOf } from './open-uploads-of.ts';

/** The files of the message that is being written in one channel. */
export interface OwnFiles {
  readonly files: readonly UploadState[];
  /** All of them may be sent. */
  readonly isDone: boolean;
  /** Why the last ones were not taken, in words. Null = they were, or something was done about it. */
  readonly problem: string | null;
  add: (files: readonly File[]) => void;
  /** Says beside the files what went wrong. */
  fail: (error: unknown) => void;
  retry: (id: string) => void;
  remove: (id: string) => void;
  /** What the message is to be sent with; null = it has no files. The next message begins without. */
  take: () => Taken | null;
}

export interface Taken {
  readonly message: { readonly id: string; readonly attachments: ReturnType<Uploads['attachments']> };
  /** Rejects as `send` does, where this device could not keep the message: the files are back above the box then. */
  post: (send: () => Promise<unknown>) => Promise<void>;
  /** The message is not sent: the same. */
  giveBack: () => void;
}

export function useFiles(parley: Parley, channelId: string): OwnFiles {
  const open = openUploadsOf(parley);
  const uploads = useSyncExternalStore(open.onChange, () => open.of(channelId));
  const onChange = useCallback((listener: () => void) => uploads?.onChange(listener) ?? (() => {}), [uploads]);
  const state = useSyncExternalStore(onChange, () => uploads?.state() ?? null);
  const [problem, setProblem] = useState<string | null>(null);
  return {
    files: state?.files ?? [],
    isDone: state?.isDone ?? true,
    problem,
    add(files) {
      const { fit, problem: unfit } = fitFiles(files);
      setProblem(unfit);
      if (fit.length === 0) return;
      try {
        open.begin(channelId).add(fit);
      } catch (error) {
        // There would be more than a message holds: none of them is taken, and those that are there stay.
        setProblem([unfit, sayError(error)].filter(Boolean).join(' '));
      }
    },
    fail: (error) => setProblem(sayError(error)),
    retry(id) {
      setProblem(null);
      uploads?.retry(id);
    },
    remove(id) {
      setProblem(null);
      uploads?.remove(id);
    },
    take() {
      setProblem(null);
      if (!uploads || !state?.isDone || state.files.length === 0) return null;
      const message = { id: state.messageId, attachments: uploads.attachments() };
      open.take(channelId, uploads);
      const giveBack = () => open.giveBack(channelId, uploads);
      return {
        message,
        giveBack,
        async post(send) {
          try {
            await send();
          } catch (error) {
            giveBack();
            throw error;
          }
          uploads.close();
        },
      };
    },
  };
}
