import { useRef } from 'react';
import { strings } from '../strings/index.ts';

/** Opens the system's own choice of files. */
export function FileButton({ onFiles }: { onFiles: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file chosen again is a choice too.
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
      <button
        className="icon-button composer-tool"
        type="button"
        aria-label={strings.composer.attach}
        title={strings.composer.attach}
        onClick={() => input.current?.click()}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="M10 4v12M4 10h12" />
        </svg>
      </button>
    </>
  );
}
