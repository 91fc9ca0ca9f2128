import { MessagingError } from '../errors.ts';

export interface PostOptions {
  readonly signal?: AbortSignal | undefined;
  /** Hears how much is sent, from 0 to 1. Only where there is `XMLHttpRequest`, so in browsers. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** Sends a form, and answers with the status. Rejects with `NETWORK` where none came. */
export function postForm(url: string, form: FormData, { signal, onProgress }: PostOptions): Promise<number> {
  return typeof XMLHttpRequest === 'undefined' ? byFetch(url, form, signal) : byXhr(url, form, signal, onProgress);
}

async function byFetch(url: string, form: FormData, signal: AbortSignal | undefined): Promise<number> {
  return fetch(url, { method: 'POST', body: form, ...(signal && { signal }) }).then(
    ({ status }) => status,
    (cause: unknown) => {
      throw lost(cause);
    },
  );
}

/** `fetch` does not say how far it is. */
function byXhr(
  url: string,
  form: FormData,
  signal: AbortSignal | undefined,
  onProgress: ((share: number) => void) | undefined,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal?.addEventListener('abort', abort);
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(total > 0 ? loaded / total : 0);
    request.onload = () => resolve(request.status);
    request.onerror = request.onabort = () => reject(lost(null));
    request.onloadend = () => signal?.removeEventListener('abort', abort);
    request.open('POST', url);
    request.send(form);
    if (signal?.aborted) abort();
  });
}

function lost(cause: unknown): MessagingError {
  return new MessagingError({ code: 'NETWORK', type: 'Unreachable', message: 'The file did not get through.', cause });
}
