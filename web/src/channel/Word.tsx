import { strings } from '../strings/index.ts';

/** A sentence for the reader above the messages. */
export function Word({ text, onClose }: { text: string; onClose: () => void }) {
  return (
    <div className="channel-strip">
      <p role="status" dir="auto">
        {text}
      </p>
      <button
        className="icon-button"
        type="button"
        aria-label={strings.channel.close}
        title={strings.channel.close}
        onClick={onClose}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="m5.5 5.5 9 9m0-9-9 9" />
        </svg>
      </button>
    </div>
  );
}
