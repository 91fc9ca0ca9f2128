import { createElement, Fragment } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { createParley } from '../../../client/src/index.ts';
import {
  ParleyProvider,
  useChannel,
  useConnection,
  useMessages,
  useSend,
  useUnread,
} from '../../../client/src/react/index.ts';

test('every hook renders on a server, as one that knows nothing yet', () => {
  const parley = createParley({ endpoint: 'http://localhost:9/graphql', getToken: () => '', person: 'alice' });
  function Page() {
    const { state, timeline } = useChannel('harbor_general');
    const { messages, status, error } = useMessages('harbor_general');
    const { isLoaded, unreadCount, ...unread } = useUnread('harbor');
    const send = useSend('harbor_general');
    const shown = [
      state.status,
      timeline === null,
      messages.length,
      status,
      error,
      isLoaded,
      unreadCount,
      unread.status,
      unread.error,
      typeof send,
      useConnection(),
    ];
    return createElement(Fragment, null, JSON.stringify(shown));
  }
  const html = renderToString(createElement(ParleyProvider, { parley }, createElement(Page)));
  expect(html.replaceAll('&quot;', '"')).toBe(
    '["reconnecting",true,0,"reconnecting",null,false,0,"reconnecting",null,"function","reconnecting"]',
  );
  parley.close();
});
