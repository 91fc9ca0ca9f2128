import {
  type ClipboardEvent,
  type FormEvent,
  type KeyboardEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { LazyEmojiPicker, preloadEmojiPicker } from '../emoji/LazyEmojiPicker.tsx';
import { strings } from '../strings/index.ts';
import { ComposerAbove } from './ComposerAbove.tsx';
import { ComposerHint } from './ComposerHint.tsx';
import type { ComposerProps } from './composer-props.ts';
import { FileButton } from './FileButton.tsx';
import { insertText } from './insert-text.ts';
import { mentionText } from './mention-text.ts';
import { contentOf, lengthOf, maxLength } from './message-length.ts';
import { SuggestionList } from './SuggestionList.tsx';
import { useCompletion } from './use-completion.ts';
import { useFileDrop } from './use-file-drop.ts';

/** Where messages are written and changed. It holds nothing but the caret: the text and all that comes of it are its holder's. */
export function Composer(props: ComposerProps) {
  if (!props.closed) return <OpenComposer {...props} />;
  return (
    <div className="closed">
      <p>{strings.composer.closed[props.closed]}</p>
      {props.closedAction}
    </div>
  );
}

function OpenComposer(props: ComposerProps) {
  const { label, value, onChange, onSend, people, me, edit = null, onEditLast, onFiles, onTyping } = props;
  const { isWaiting = false, isSending = false, files, hasFiles = false } = props;
  const mentions = useMemo(() => mentionText(people), [people]);
  const shown = useMemo(() => mentions.toShown(value), [mentions, value]);
  const content = useMemo(() => contentOf(value), [value]);
  const length = useMemo(() => lengthOf(content), [content]);
  const [caret, setCaret] = useState<number | null>(null);
  const [isPicking, setPicking] = useState(false);
  const box = useRef<HTMLTextAreaElement>(null);
  const hintId = useId();
  const listId = useId();
  const canSend = !isWaiting && !isSending && (length > 0 || hasFiles) && length <= maxLength;
  const replace = (start: number, end: number, text: string) => {
    if (box.current) insertText(box.current, start, end, text);
  };
  const completion = useCompletion(shown, caret, people, mentions, replace);
  const isCompleting = completion.suggestions.length > 0;
  const drop = useFileDrop(onFiles);

  useEffect(() => {
    // On a touch screen the keyboard would cover the channel that one came to read; an edit or an answer is asked for.
    const area = box.current;
    // Who comes back to something half written goes on at its end.
    area?.setSelectionRange(area.value.length, area.value.length);
    if (edit || props.reply || matchMedia('(hover: hover)').matches) area?.focus();
    // A change of what is answered asks for the box anew; the rest of the props do not.
  }, [edit === null, edit?.id, props.reply?.name, props.reply?.excerpt]);
  useLayoutEffect(() => {
    const area = box.current;
    if (!area) return;
    area.style.height = 'auto';
    area.style.height = `${area.scrollHeight}px`;
    // Somebody's id that was pasted is shown as their name: the caret is elsewhere than where it was typed.
    if (area === document.activeElement) readCaret(area);
  }, [shown]);

  function closePicker() {
    setPicking(false);
    box.current?.focus();
  }

  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (canSend) onSend(content);
  }

  function keyDown(event: KeyboardEvent<HTMLTextAreaElement>) {
    // Keys that choose among an input method's words are its own. Safari says so by the key code alone.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (isCompleting && completion.keyDown(event)) return event.preventDefault();
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      submit();
    } else if (event.key === 'Escape' && (edit || props.reply)) {
      event.preventDefault();
      (edit ?? props.reply)?.onCancel();
    } else if (event.key === 'ArrowUp' && !isModified(event) && value === '' && !edit && onEditLast) {
      event.preventDefault();
      onEditLast();
    }
  }

  function paste(event: ClipboardEvent) {
    const files = [...event.clipboardData.files];
    // Spreadsheets copy a picture of their cells beside the text: the text is what is meant.
    if (files.length === 0 || !onFiles || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    onFiles(files);
  }

  function readCaret({ selectionStart, selectionEnd }: HTMLTextAreaElement) {
    setCaret(selectionStart === selectionEnd ? selectionStart : null);
  }

  const name = edit ? strings.composer.edit : strings.composer.message(label);
  return (
    <form className="composer" aria-label={strings.composer.form} onSubmit={submit} {...drop.listeners}>
      <ComposerAbove {...props} />
      {files}
      {isCompleting && (
        <SuggestionList
          id={listId}
          suggestions={completion.suggestions}
          active={completion.active}
          me={me}
          onChoose={completion.choose}
          onPoint={completion.setActive}
        />
      )}
      {isPicking && (
        <LazyEmojiPicker
          onClose={closePicker}
          onPick={(emoji) => {
            setPicking(false);
            const area = box.current;
            if (area) insertText(area, area.selectionStart, area.selectionEnd, emoji);
          }}
        />
      )}
      <div className={drop.isOver ? 'composer-box is-dropping' : 'composer-box'}>
        {onFiles && <FileButton onFiles={onFiles} />}
        <textarea
          ref={box}
          rows={1}
          value={shown}
          dir="auto"
          aria-label={name}
          aria-describedby={hintId}
          aria-invalid={length > maxLength}
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-controls={isCompleting ? listId : undefined}
          aria-activedescendant={isCompleting ? `${listId}-${completion.active}` : undefined}
          placeholder={name}
          onChange={(event) => {
            onChange(mentions.toContent(event.target.value));
            readCaret(event.target);
            if (event.target.value) onTyping?.();
          }}
          onSelect={(event) => readCaret(event.currentTarget)}
          onBlur={() => setCaret(null)}
          onKeyDown={keyDown}
          onPaste={paste}
        />
        <button
          className="icon-button composer-tool"
          type="button"
          aria-label={strings.composer.emoji}
          aria-haspopup="dialog"
          aria-expanded={isPicking}
          title={strings.composer.emoji}
          onPointerEnter={preloadEmojiPicker}
          onFocus={preloadEmojiPicker}
          // The picker closes on a press outside: without this the same press would open it again.
          onPointerDown={(event) => isPicking && event.stopPropagation()}
          onClick={() => (isPicking ? closePicker() : setPicking(true))}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d="M10 2.75a7.25 7.25 0 1 0 0 14.5 7.25 7.25 0 0 0 0-14.5ZM7.4 7.9v.4M12.6 7.9v.4M6.7 11.8c1.6 2.3 5 2.3 6.6 0" />
          </svg>
        </button>
        {edit ? (
          <>
            <button className="button" type="button" onClick={edit.onCancel}>
              {strings.composer.cancel}
            </button>
            <button className="button is-main" type="submit" disabled={!canSend}>
              {strings.composer.save}
            </button>
          </>
        ) : (
          <button className="send" type="submit" aria-label={strings.composer.send} disabled={!canSend}>
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d="M3.5 10h12M10.5 4.5 16 10l-5.5 5.5" />
            </svg>
          </button>
        )}
        {drop.isOver && <p className="composer-drop">{strings.composer.drop}</p>}
      </div>
      <ComposerHint
        id={hintId}
        length={length}
        isSending={isSending}
        isEdit={edit !== null}
        note={props.note ?? null}
      />
      <p className="visually-hidden" role="status">
        {isCompleting ? strings.composer.suggestions(completion.suggestions.length) : ''}
      </p>
    </form>
  );
}

/** With another key held, an arrow means something else, such as the channel above. */
function isModified({ altKey, ctrlKey, metaKey, shiftKey }: KeyboardEvent): boolean {
  return altKey || ctrlKey || metaKey || shiftKey;
}
