import type { UploadState } from '@parley/client/attachments';
import { FileName } from '../content/FileName.tsx';
import { saySize } from '../list/say-size.ts';
import { sayError } from '../shell/say-error.ts';
import { strings } from '../strings/index.ts';
import type { OwnFiles } from './use-files.ts';

/** The files that go with the message that is being written, above its box. */
export function FileChips({ files, problem, retry, remove }: OwnFiles) {
  return (
    <>
      {problem !== null && (
        <p className="problem" role="alert">
          {problem}
        </p>
      )}
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
        {file.state === 'uploading' ? '' : said}
      </span>
      {file.state === 'failed' && (
        <button className="button" type="button" aria-label={strings.files.retry(name)} onClick={() => retry(id)}>
          {strings.composer.tryAgain}
        </button>
      )}
      <button
        className="icon-button"
        type="button"
        aria-label={strings.files.remove(name)}
        title={strings.files.remove(name)}
        onClick={() => remove(id)}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="m5.5 5.5 9 9m0-9-9 9" />
        </svg>
      </button>
    </li>
  );
}

function sayState({ state, progress, error }: UploadState): string {
  switch (state) {
    case 'waiting':
      return strings.files.waiting;
    case 'uploading':
      return strings.files.uploading(Math.round(progress * 100));
    case 'done':
      return strings.files.done;
    case 'failed':
      return strings.files.failed(sayError(error));
    default:
      return state satisfies never;
  }
}
