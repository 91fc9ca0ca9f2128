import { type ReactNode, memo, useMemo } from 'react';
import { Blocks } from './Blocks.tsx';
import { parseMessage } from './parse-message.ts';
import { ReaderContext } from './reader-context.ts';

export interface MessageContentProps {
  content: string;
  /** How a person is called. Null = not known: shown by id. Must be the same function as long as it answers the same. */
  nameOf: (userId: string) => string | null;
  /** The reader's own id: mentions of it stand out. */
  me: string;
  /** What follows the last word, such as a mark that it was edited. Default nothing. */
  after?: ReactNode;
}

/** What a message says. Elements come from the tree alone, never from markup in the text. */
export const MessageContent = memo(function MessageContent({ content, nameOf, me, after }: MessageContentProps) {
  const tree = useMemo(() => parseMessage(content), [content]);
  const reader = useMemo(() => ({ nameOf, me }), [nameOf, me]);
  return (
    <div className={tree.isJumbo ? 'content message-content is-jumbo' : 'content message-content'}>
      <ReaderContext value={reader}>
        <Blocks blocks={tree.blocks} after={after} />
      </ReaderContext>
    </div>
  );
});
