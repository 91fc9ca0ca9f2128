import type { AttachmentInput } from '../../../generated/operations.ts';
import { MessagingError } from '../errors.ts';
import { newMessageId } from '../message-id.ts';
import type { Parley } from '../parley.ts';
import { partsOf } from '../parts.ts';
import { describeFile } from './describe-file.ts';
import { uploadFile } from './upload-file.ts';

/** One file on its way. */
export interface UploadState {
  readonly attachment: AttachmentInput;
  /** `waiting`: for others before it. `failed`: `error` says why; it waits for the person. */
  readonly state: 'waiting' | 'uploading' | 'done' | 'failed';
  /** What is sent of it, from 0 to 1. */
  readonly progress: number;
  /** Null = nothing went wrong. */
  readonly error: MessagingError | null;
}

export interface UploadsState {
  /** What the message is to be sent with: `timeline.post({ id: messageId, … })`. */
  readonly messageId: string;
  readonly files: readonly UploadState[];
  /** All files are kept by the service, so that the message may be sent. True where there are none. */
  readonly isDone: boolean;
}

/** The files of one message that is being written. */
export interface Uploads {
  /** The same object until something changes. */
  state(): UploadsState;
  /** Calls `listener` after changes, until the function that it answers with is called. */
  onChange(listener: () => void): () => void;
  /**
   * Begins to upload. Throws a `MessagingError` before anything is sent, and takes none of them: `ATTACHMENTS_TOO_MANY` for more than 10 in
   * all, `ATTACHMENT_INVALID` for a file that is empty or larger than 100 MB.
   */
  add(files: readonly File[]): void;
  /** Tries a file again that failed. */
  retry(id: string): void;
  /** Ends its upload, or takes it off the message. */
  remove(id: string): void;
  /** What the message is to say of its files. Throws where they are not all done. */
  attachments(): readonly AttachmentInput[];
  /** Ends what is under way. */
  close(): void;
}

const mostFiles = 10;
/** Each in a connection of its own, of which a browser has six for a host. */
const mostAtOnce = 3;

/**
 * Uploads the files of one message while it is being written. Send it once `isDone` is true; what it says then is kept in the outbox like any
 * message, and the service keeps the files for a day. Make another one for the next message.
 */
export function openUploads(parley: Parley, channelId: string): Uploads {
  const messageId = newMessageId();
  const listeners = new Set<() => void>();
  const sources = new Map<string, { readonly file: File; abort: AbortController | null }>();
  let state: UploadsState = { messageId, files: [], isDone: true };

  const set = (files: readonly UploadState[]) => {
    state = { messageId, files, isDone: files.every((one) => one.state === 'done') };
    for (const listener of [...listeners]) listener();
  };
  const change = (id: string, part: Partial<UploadState>) =>
    set(state.files.map((one) => (one.attachment.id === id ? { ...one, ...part } : one)));

  /** Begins with those that wait, as far as there is room. */
  const begin = () => {
    const underWay = state.files.filter((one) => one.state === 'uploading').length;
    const next = state.files.filter((one) => one.state === 'waiting').slice(0, Math.max(0, mostAtOnce - underWay));
    for (const { attachment } of next) void run(attachment);
  };

  const run = async (attachment: AttachmentInput) => {
    const { id } = attachment;
    const source = sources.get(id);
    if (!source) return;
    const abort = new AbortController();
    source.abort = abort;
    change(id, { state: 'uploading', progress: 0, error: null });
    // What comes after it was taken off, or begun anew, is of no interest.
    const isCurrent = () => sources.get(id)?.abort === abort;
    try {
      const onProgress = (progress: number) => isCurrent() && change(id, { progress });
      await uploadFile(parley, source.file, { channelId, messageId, attachment, onProgress, signal: abort.signal });
      if (isCurrent()) change(id, { state: 'done', progress: 1 });
    } catch (error) {
      // `uploadFile` rejects with nothing else.
      if (isCurrent()) change(id, { state: 'failed', error: error as MessagingError });
    }
    begin();
  };

  const close = () => {
    stayOpen?.();
    for (const { abort } of sources.values()) abort?.abort();
    sources.clear();
    listeners.clear();
  };
  const stayOpen = partsOf(parley).onClose(close);
  return {
    state: () => state,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(files) {
      if (state.files.length + files.length > mostFiles) {
        const message = `A message has at most ${mostFiles} files.`;
        throw new MessagingError({ code: 'ATTACHMENTS_TOO_MANY', type: 'InvalidInput', message, limit: mostFiles });
      }
      const described = files.map((file) => ({ file, attachment: describeFile(file) }));
      for (const { file, attachment } of described) sources.set(attachment.id, { file, abort: null });
      const added = described.map(
        ({ attachment }) => ({ attachment, state: 'waiting', progress: 0, error: null }) as const,
      );
      set([...state.files, ...added]);
      begin();
    },
    retry(id) {
      const isFailed = state.files.some((one) => one.attachment.id === id && one.state === 'failed');
      if (!isFailed) return;
      change(id, { state: 'waiting', error: null });
      begin();
    },
    remove(id) {
      const source = sources.get(id);
      sources.delete(id);
      source?.abort?.abort();
      set(state.files.filter((one) => one.attachment.id !== id));
      begin();
    },
    attachments() {
      if (!state.isDone) throw new Error('Not all files are uploaded.');
      return state.files.map(({ attachment }) => attachment);
    },
    close,
  };
}
