import { createElement, type ReactNode, StrictMode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { MessageContent } from '../../../web/src/content/MessageContent.tsx';
import { MessageList } from '../../../web/src/list/MessageList.tsx';
import type { MessageListProps } from '../../../web/src/list/message-list-props.ts';
import '../../../web/src/styles/base.css';
import '../../../web/src/styles/content.css';
import '../../../web/src/styles/list.css';
import './page.css';
import { startSource } from './source.ts';

/** The real list over a scripted source: `window.harness` is what tests steer it by. */

const asked = new URLSearchParams(location.search);
const source = startSource(Number(asked.get('count') ?? 50), Number(asked.get('reserve') ?? 0));

function Page(): ReactNode {
  const state = useSyncExternalStore(source.onChange, source.state);
  return createElement(
    'main',
    { className: 'channel' },
    createElement(MessageList, { ...state, renderContent, renderAttachment }),
    createElement('textarea', { 'aria-label': 'Message', rows: 1 }),
  );
}

const renderContent: NonNullable<MessageListProps['renderContent']> = (content, after) =>
  createElement(MessageContent, { content, nameOf: () => null, me: 'alice', after });

/** A picture that says nothing of its size, and comes when its server pleases. */
const renderAttachment: NonNullable<MessageListProps['renderAttachment']> = ({ contentType, name }) =>
  contentType === 'image/svg+xml'
    ? createElement('img', { className: 'picture', src: `/picture/${name}`, alt: '' })
    : createElement('span', { className: 'file' }, name);

window.harness = source.harness;
const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');
createRoot(root).render(createElement(StrictMode, null, createElement(Page)));
