import type { FilesEvent } from './event.ts';

/**
 * Signs uploads and links, and keeps what was uploaded. Whether the caller may is for the resolvers before it: only the API can call it.
 * Each part is loaded when it is first needed, so that the function is there at once.
 */
export async function handler(event: FilesEvent): Promise<unknown> {
  switch (event.kind) {
    case 'sign-upload':
      return (await import('./sign-upload.ts')).signUpload(event);
    case 'keep-upload':
      return (await import('./keep-upload.ts')).keepUpload(event);
    case 'sign-links':
      return (await import('./sign-links.ts')).signLinks(event);
    default:
      throw new Error(`there is nothing to do for ${JSON.stringify(event satisfies never)}`);
  }
}
