import { Name } from '../content/Name.tsx';
import { strings } from '../strings/index.ts';
import type { ComposerProps } from './composer-props.ts';

/** What stands above the box: what went wrong, that a message is being changed, whom one answers. */
export function ComposerAbove({ problem = null, edit = null, reply = null }: ComposerProps) {
  return (
    <>
      {problem && (
        <p className="problem" role="alert">
          <span>{problem.text}</span>
          {problem.onRetry && (
            <button className="button" type="button" onClick={problem.onRetry}>
              {strings.composer.tryAgain}
            </button>
          )}
        </p>
      )}
      {edit && <p className="composer-mode">{strings.composer.editing}</p>}
      {reply && !edit && (
        <div className="reply-chip">
          <p>
            <span className="reply-name" dir="auto">
              {strings.composer.replyTo(reply.name)}
            </span>
            <Name className="reply-excerpt" text={reply.excerpt} />
          </p>
          <button
            className="icon-button"
            type="button"
            aria-label={strings.composer.cancelReply}
            title={strings.composer.cancelReply}
            onClick={reply.onCancel}
          >
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d="m5.5 5.5 9 9m0-9-9 9" />
            </svg>
          </button>
        </div>
      )}
    </>
  );
}
