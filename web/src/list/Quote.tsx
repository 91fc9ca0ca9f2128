import type { Message } from '@parley/client';
import { useMemo } from 'react';
import { Name } from '../content/Name.tsx';
import { plainText } from '../content/plain-text.ts';
import { visibleName } from '../content/visible-text.ts';
import { useList } from './list-context.ts';
import { words } from './words.ts';

/** One line of the message that another one answers. It leads there. */
export function Quote({ id, message }: { id: string; message: Message | null | undefined }) {
  const { nameOf, goToQuoted } = useList();
  const content = message?.content ?? '';
  const said = useMemo(() => plainText(content, nameOf), [content, nameOf]);
  if (message === undefined) return <p className="quote is-empty">{words.quoteLoading}</p>;
  if (message === null) return <p className="quote is-empty">{words.quoteMissing}</p>;
  const name = nameOf(message.userId);
  const file = message.attachments[0];
  const text = message.deletedAt ? words.tombstone : said || (file ? words.quoteFile(file.name) : '');
  return (
    <button className="quote" type="button" tabIndex={-1} data-quoted={id} onClick={() => goToQuoted(message)}>
      <span className="visually-hidden">{words.quoteOf(visibleName(name))}</span>
      <Name className="quote-author" text={name} />
      <span className="quote-text" dir="auto">
        {visibleName(text)}
      </span>
    </button>
  );
}
