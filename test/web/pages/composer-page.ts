import { createElement, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { Composer } from '../../../web/src/composer/Composer.tsx';
import type { ComposerProps } from '../../../web/src/composer/composer-props.ts';
import './styles.ts';

/** One composer, held as the product holds it: what it asks for is kept in `window.asked`, and `window.become` changes its props. */
export interface ComposerPage {
  asked: string[];
  become(props: Partial<ComposerProps> & { isEdit?: boolean; replyTo?: string | null }): void;
}

const asked: string[] = [];
const people = [
  { id: 'alice', name: 'Alice Moreau' },
  { id: 'bob', name: 'Bob Tanaka' },
  { id: 'bob2', name: 'Bob Tanaka' },
  { id: 'zoe', name: 'Zoë Müller' },
];

function Page() {
  const [value, setValue] = useState('');
  const [props, setProps] = useState<Parameters<ComposerPage['become']>[0]>({});
  const { isEdit = false, replyTo = null, ...rest } = props;
  Object.assign(window, {
    // At once, so that a test that looks next sees it.
    become: (next: typeof props) =>
      flushSync(() => {
        setProps(next);
        if (next.value !== undefined) setValue(next.value);
      }),
  });
  return createElement(Composer, {
    label: '#general',
    onChange: setValue,
    onSend: (content) => {
      asked.push(`send ${content}`);
      setValue('');
    },
    people,
    me: 'alice',
    edit: isEdit ? { onCancel: () => asked.push('cancel edit') } : null,
    reply:
      replyTo === null
        ? null
        : { name: replyTo, excerpt: 'What time is it?', onCancel: () => asked.push('cancel reply') },
    onEditLast: () => asked.push('edit last'),
    onFiles: (files) => asked.push(`files ${files.map(({ name }) => name).join()}`),
    ...rest,
    value,
  });
}

Object.assign(window, { asked });
const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
root.style.cssText = 'display: grid; align-content: end';
createRoot(root).render(createElement(Page));
