import { type AttachmentInput, finishUpload, requestUpload } from '../../../generated/operations.ts';
import { backOffMs } from '../back-off.ts';
import { type Clock, systemClock } from '../clock.ts';
import { MessagingError } from '../errors.ts';
import type { Parley } from '../parley.ts';
import { partsOf } from '../parts.ts';
import { type PostOptions, postForm } from './post-form.ts';

export interface UploadOptions extends PostOptions {
  /** The channel that the message goes to. */
  readonly channelId: string;
  /** The id that the message is sent with: `newMessageId()`. */
  readonly messageId: string;
  /** What the message will say of the file: `describeFile` tells it. */
  readonly attachment: AttachmentInput;
}

const mostTries = 6;
/** Whoever waits for a limit of a day should be told, not kept waiting. */
const longestWaitMs = 30_000;

/**
 * Uploads one file for a message that is not sent yet, and resolves once the service keeps it: for a day, within which the message has to be
 * sent with it. What passes by itself is tried again, with a new form where the first has ended. Rejects with a `MessagingError`; after
 * an abort with `NETWORK`.
 */
export async function uploadFile(parley: Parley, file: Blob, options: UploadOptions): Promise<AttachmentInput> {
  const { channelId, messageId, attachment, signal } = options;
  const { write, surroundings } = partsOf(parley);
  const { clock = systemClock } = surroundings;
  const variables = { input: { channelId, messageId, file: attachment } };
  const ask = { ...(signal && { signal }) };
  for (let tries = 1; ; tries += 1) {
    try {
      const { requestUpload: ticket } = await write(requestUpload, variables, ask);
      const form = new FormData();
      for (const { name, value } of ticket.fields) form.append(name, value);
      form.append('file', file);
      const status = await postForm(ticket.url, form, options);
      if (status >= 300) throw refused(status);
      return (await write(finishUpload, variables, ask)).finishUpload;
    } catch (failure) {
      // All of it rejects with that alone.
      const error = failure as MessagingError;
      // What was uploaded is not there: its form had ended, or it was not all of it.
      const isWorthIt = error.retryable || error.code === 'UPLOAD_NOT_FOUND';
      const waitMs = Math.max(backOffMs(tries), error.retryAfterMs ?? 0);
      if (!isWorthIt || tries >= mostTries || waitMs > longestWaitMs || signal?.aborted) throw error;
      await pause(clock, waitMs, signal);
    }
  }
}

/** S3 refuses a form that has ended by 403 and one that is not as it was signed by 400: a new one may be better. Its own faults pass. */
function refused(status: number): MessagingError {
  const message = `The store answered with ${status}.`;
  return new MessagingError({ code: 'SERVICE_UNAVAILABLE', type: 'Unavailable', message });
}

function pause(clock: Clock, ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const stop = clock.after(ms, resolve);
    signal?.addEventListener(
      'abort',
      () => {
        stop();
        resolve();
      },
      { once: true },
    );
  });
}
