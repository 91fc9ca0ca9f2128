import { strings } from '../strings/index.ts';
import { maxLength, nearLimit } from './message-length.ts';

interface Props {
  id: string;
  /** Code points. */
  length: number;
  isSending: boolean;
  isEdit: boolean;
  /** Null = none. */
  note: string | null;
}

/**
 * One line below the box. At its start what the holder has to say; at its end how much room is left where it is little, else what is
 * happening, else which keys do what.
 */
export function ComposerHint({ id, length, isSending, isEdit, note }: Props) {
  const left = maxLength - length;
  return (
    <div className="composer-hint">
      <p className="composer-note" dir="auto">
        {note}
      </p>
      <p id={id}>
        {length > nearLimit ? (
          <span className={left < 0 ? 'is-over' : undefined} role="status">
            {left < 0 ? strings.composer.tooMany(-left) : strings.composer.left(left)}
          </span>
        ) : isSending ? (
          strings.composer.sending
        ) : (
          <span className={isEdit || length > 0 ? 'composer-keys' : 'composer-keys is-idle'}>
            {isEdit ? strings.composer.editKeys : strings.composer.keys}
          </span>
        )}
      </p>
    </div>
  );
}
