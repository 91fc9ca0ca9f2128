import type { UploadState } from '@parley/client/attachments';
import type { MouseEvent } from 'react';
import { Problem } from '../dialogs/Problem.tsx';
import { FileName } from '../content/FileName.tsx';
import { saySize } from '../list/say-size.ts';
import { sayError } from '../shell/say-error.ts';
import { strings } from '../strings/index.ts';
import type { OwnFiles } from './use-files.ts';

/** The files that go with the message that is being written, above its box. */
export function FileChips({ files, problem, retry, remove }: OwnFiles) {
  return (
    <>
      <Problem text={problem} />
      {files.length > 0 && (
        <ul className="file-chips" aria-label={strings.files.list}>
          {files.map((file) => (
            <FileChip key={file.attachment.id} file={file} retry={retry} remove={remove} />
          ))}
        </ul>
      )}
    </>
  );
}

function FileChip({ file, retry, remove }: { file: UploadState } & Pick<OwnFiles, 'retry' | 'remove'>) {
  const { id, name, size } = file.attachment;
  const said = sayState(file);
  return (
    <li className={`file-chip is-${file.state}`}>
      <FileName name={name} /> <span className="size">{saySize(size)}</span>
      {file.state === 'uploading' && <progress max={1} value={file.progress} aria-label={said} />}
      <span className={file.state === 'failed' ? 'file-problem' : 'visually-hidden'} role="status">
        {file.state === 'failed' && <span className="visually-hidden">{strings.files.of(name)}</span>}
        {file.state === 'uploading' ? '' : said}
      </span>
      {file.state === 'failed' && (
        <button
          className="button"
          type="button"
          aria-label={strings.files.retry(name)}
          onClick={(event) => {
            focusNear(event, 'chip');
            retry(id);
          }}
        >
          {strings.composer.tryAgain}
        </button>
      )}
      <button
        className="icon-button"
        type="button"
        aria-label={strings.files.remove(name)}
        title={strings.files.remove(name)}
        data-remove
        onClick={(event) => {
          focusNear(event, 'next');
          remove(id);
        }}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="m5.5 5.5 9 9m0-9-9 9" />
        </svg>
      </button>
    </li>
  );
}

/** The button that was pressed goes: the focus moves on to where one would go on. */
function focusNear({ currentTarget }: MouseEvent<HTMLElement>, where: 'chip' | 'next'): void {
  const chip = currentTarget.closest('li');
  const next = where === 'chip' ? chip : (chip?.nextElementSibling ?? chip?.previousElementSibling);
  const target =
    next?.querySelector<HTMLElement>('[data-remove]') ?? currentTarget.closest('form')?.querySelector('textarea');
  target?.focus();
}

function sayState({ attachment, state, progress, error }: UploadState): string {
  switch (state) {
    case 'waiting':
      return strings.files.waiting;
    case 'uploading':
      return strings.files.uploading(Math.round(progress * 100));
    case 'done':
      return strings.files.done(attachment.name);
    case 'failed':
      return strings.files.failed(sayError(error));
    default:
      return state satisfies never;
  }
}
