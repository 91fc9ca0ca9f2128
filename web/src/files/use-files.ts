import { MessagingError, type Parley } from '@parley/client';
import { openUploads, type Uploads, type UploadState } from '@parley/client/attachments';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { sayError } from '../shell/say-error.ts';
import { strings } from '../strings/index.ts';

/** The files of the message that is being written in one channel. */
export interface OwnFiles {
  readonly files: readonly UploadState[];
  /** All of them may be sent. */
  readonly isDone: boolean;
  /** Why the last ones were not taken, in words. Null = they were. */
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
}

/** Uploads that are under way end with the channel's page: their bytes are kept nowhere on this device. */
export function useFiles(parley: Parley, channelId: string): OwnFiles {
  const [uploads, setUploads] = useState<Uploads | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => () => uploads?.close(), [uploads]);
  useEffect(() => setUploads(null), [channelId, parley]);
  const onChange = useCallback((listener: () => void) => uploads?.onChange(listener) ?? (() => {}), [uploads]);
  const state = useSyncExternalStore(onChange, () => uploads?.state() ?? null);
  return {
    files: state?.files ?? [],
    isDone: state?.isDone ?? true,
    problem,
    add(files) {
      const into = uploads ?? openUploads(parley, channelId);
      try {
        into.add(files);
        setProblem(null);
        setUploads(into);
      } catch (error) {
        setProblem(sayRefusal(error, files));
        if (into !== uploads) into.close();
      }
    },
    fail: (error) => setProblem(sayError(error)),
    retry: (id) => uploads?.retry(id),
    remove: (id) => uploads?.remove(id),
    take() {
      if (!uploads || !state?.isDone || state.files.length === 0) return null;
      const message = { id: state.messageId, attachments: uploads.attachments() };
      setUploads(null);
      return {
        message,
        async post(send) {
          try {
            await send();
          } catch (error) {
            setUploads(uploads);
            throw error;
          }
        },
      };
    },
  };
}

function sayRefusal(error: unknown, files: readonly File[]): string {
  if (!(error instanceof MessagingError)) throw error;
  if (error.code === 'ATTACHMENTS_TOO_MANY') return strings.files.tooMany;
  const most = error.limit ?? 0;
  const [wrong] = files.filter(({ size }) => size < 1 || size > most);
  return wrong ? strings.files.tooLarge(wrong.name) : sayError(error);
}
