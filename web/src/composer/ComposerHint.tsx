import { strings } from '../strings/index.ts';
import { maxLength, nearLimit } from './message-length.ts';

interface Props {
  id: string;
  /** Code points. */
  length: number;
  isSending: boolean;
  isEdit: boolean;
}

/** One line below the box: how much room is left where it is little, else what is happening, else which keys do what. */
export function ComposerHint({ id, length, isSending, isEdit }: Props) {
  const left = maxLength - length;
  return (
    <p className="composer-hint" id={id}>
      {length > nearLimit ? (
        <span className={left < 0 ? 'is-over' : undefined} role="status">
          {left < 0 ? strings.composer.tooMany(-left) : strings.composer.left(left)}
        </span>
      ) : isSending ? (
        strings.composer.sending
      ) : (
        <span className="composer-keys">{isEdit ? strings.composer.editKeys : strings.composer.keys}</span>
      )}
    </p>
  );
}
