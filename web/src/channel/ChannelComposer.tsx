import type { ChannelTimeline, Message, TimelineState } from '@parley/client';
import { use, useMemo } from 'react';
import { Composer } from '../composer/Composer.tsx';
import { FileChips } from '../files/FileChips.tsx';
import { useFiles } from '../files/use-files.ts';
import { PersonNamesContext } from '../people/use-person-name.ts';
import { sayError } from '../shell/say-error.ts';
import { useShell } from '../shell/shell-context.ts';
import { useSessionEnd } from '../shell/use-session-end.ts';
import { strings } from '../strings/index.ts';
import { excerptOf } from './excerpt.ts';
import { sayTyping } from './say-typing.ts';
import { useAnswered } from './use-answered.ts';
import type { OwnDraft, PostWritten } from './use-draft.ts';
import type { EditingInChannel } from './use-editing.ts';

interface Props {
  channelId: string;
  /** How the channel is called in a sentence. */
  label: string;
  me: string;
  /** False = nobody can write. */
  isOpen: boolean;
  timeline: ChannelTimeline | null;
  state: TimelineState;
  draft: OwnDraft;
  editing: EditingInChannel;
  findMessage: (id: string) => Promise<Message | null>;
  onEditLast: () => void;
  /** Something was written. */
  onPost: () => void;
}

/** Where the reader writes in one channel: a new message, or a change of one of theirs. */
export function ChannelComposer(props: Props) {
  const { label, me, isOpen, timeline, state, draft, editing, findMessage, onEditLast, onPost } = props;
  const { parley } = useShell();
  const files = useFiles(parley, props.channelId);
  const names = use(PersonNamesContext);
  const people = useMemo(() => [...names].map(([id, name]) => ({ id, name })), [names]);
  const nameOf = (id: string) => names.get(id) ?? id;
  const answered = useAnswered(draft.replyToId, state.messages, findMessage);
  const change = editing.editing;
  const failure = change ? editing.failure : draft.failure;
  useSessionEnd(failure);

  const shared = {
    label,
    people,
    me,
    closed: isOpen ? null : ('archived' as const),
    isWaiting: timeline === null,
    // Who is typing now nobody knows who does not hear it.
    note: state.status === 'live' ? sayTyping(state.typing.map(nameOf)) : null,
  };
  if (change) {
    return (
      <Composer
        {...shared}
        value={change.text}
        onChange={editing.setText}
        onSend={editing.save}
        edit={{ id: change.id, onCancel: editing.cancel }}
        problem={failure === null ? null : { text: strings.channel.notEdited(sayError(failure)), onRetry: null }}
      />
    );
  }
  return (
    <Composer
      {...shared}
      value={draft.text}
      onChange={draft.setText}
      onSend={(content) => {
        if (!timeline) return;
        const taken = files.take();
        if (taken && content === '') {
          // Without words there is no draft to hand over.
          const reply: { replyToId?: string } = draft.replyToId === null ? {} : { replyToId: draft.replyToId };
          taken
            .post(() => timeline.post({ ...taken.message, ...reply, content }))
            .catch((error: unknown) => {
              files.fail(error);
              draft.answer(reply.replyToId ?? null);
            });
          draft.answer(null);
        } else if (taken) {
          const post: PostWritten = (written) => taken.post(() => timeline.post({ ...written, ...taken.message }));
          draft.submit(content, post, taken.giveBack);
        } else draft.submit(content, (written) => timeline.post(written));
        onPost();
      }}
      reply={
        draft.replyToId === null
          ? null
          : {
              name: answered ? nameOf(answered.userId) : '',
              excerpt: excerptOf(answered, nameOf),
              onCancel: () => draft.answer(null),
            }
      }
      onFiles={files.add}
      files={<FileChips {...files} />}
      hasFiles={files.files.length > 0}
      isWaiting={shared.isWaiting || !files.isDone}
      onEditLast={onEditLast}
      onTyping={timeline?.typing}
      problem={failure === null ? null : { text: strings.channel.notKept(sayError(failure)), onRetry: null }}
    />
  );
}
