import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { ComposerAbove } from '../../../web/src/composer/ComposerAbove.tsx';
import { FileName } from '../../../web/src/content/FileName.tsx';
import { MessageContent } from '../../../web/src/content/MessageContent.tsx';
import { Name } from '../../../web/src/content/Name.tsx';
import { Avatar } from '../../../web/src/people/Avatar.tsx';
import { corpus } from '../hostile/corpus.ts';
import './styles.ts';

/** Every hostile text in every place where the page shows what people wrote. */
const me = 'alice';
const ignore = () => {};

function Case({ text }: { text: string }) {
  // A person who is called like that is mentioned, too.
  const nameOf = () => text;
  return createElement(
    'section',
    { 'data-case': '' },
    createElement(MessageContent, { content: text, nameOf, me }),
    createElement(MessageContent, { content: `<@bob> <@${me}>`, nameOf, me }),
    createElement(Name, { text }),
    createElement(FileName, { name: text }),
    createElement(Avatar, { userId: text, name: text }),
    createElement(ComposerAbove, {
      label: text,
      value: text,
      onChange: ignore,
      onSend: ignore,
      people: [],
      me,
      reply: { name: text, excerpt: text, onCancel: ignore },
      problem: { text, onRetry: ignore },
    }),
  );
}

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
createRoot(root).render(corpus.map((text, index) => createElement(Case, { text, key: index })));
