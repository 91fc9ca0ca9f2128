import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { FileName } from '../../../web/src/content/FileName.tsx';
import { MessageContent } from '../../../web/src/content/MessageContent.tsx';
import './styles.ts';

/** One message, and a file's name in a narrow place: `window.show` says which. */
export interface ContentPage {
  show(content: string, fileName?: string): void;
}

const element = document.getElementById('root');
if (!element) throw new Error('The page has no #root.');
const root = createRoot(element);
const names: Record<string, string> = { alice: 'Alice Moreau', bob: 'Bob \u202ETanaka' };
const nameOf = (id: string) => names[id] ?? null;

Object.assign(window, {
  show(content: string, fileName = '') {
    const after = createElement('span', { className: 'edited' }, ' edited');
    // At once, so that a test that looks next does not see the one before.
    flushSync(() =>
      root.render(
        createElement(
          'main',
          null,
          createElement(MessageContent, { content, nameOf, me: 'alice', after }),
          createElement('div', { id: 'file' }, createElement(FileName, { name: fileName })),
        ),
      ),
    );
  },
});
