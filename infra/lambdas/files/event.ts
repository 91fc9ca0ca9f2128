import type { FileOf } from './file-keys.ts';

/** What the API's resolvers ask for. They have judged that the caller may: see resolvers/functions/authorizeChannel.ts. */
export type FilesEvent = SignUploadEvent | KeepUploadEvent | SignLinksEvent;

/** See resolvers/functions/signUpload.ts. */
export interface SignUploadEvent extends FileOf {
  readonly kind: 'sign-upload';
  readonly file: UploadedFile;
}

/** See resolvers/functions/keepUpload.ts. */
export interface KeepUploadEvent extends FileOf {
  readonly kind: 'keep-upload';
  readonly file: UploadedFile;
}

/** See resolvers/functions/signLinks.ts. */
export interface SignLinksEvent extends FileOf {
  readonly kind: 'sign-links';
  readonly files: readonly (UploadedFile & { readonly name: string })[];
}

export interface UploadedFile {
  readonly id: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
}
