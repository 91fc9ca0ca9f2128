/**
 * # Parley in React
 *
 * Thin hooks over `@parley/client`: each opens what it shows with the component and closes it with it.
 *
 * @example
 * import { createParley } from '@parley/client';
 * import { ParleyProvider, useMessages, useSend } from '@parley/client/react';
 * import { createRoot } from 'react-dom/client';
 *
 * function General() {
 *   const { messages, pending, error } = useMessages('harbor_general');
 *   const send = useSend('harbor_general');
 *   if (error) return <p role="alert">{error.message}</p>;
 *   return (
 *     <>
 *       <ol>
 *         {messages.map(({ id, content }) => <li key={id}>{content}</li>)}
 *         {pending.map(({ id, content }) => <li key={id}>{content} …</li>)}
 *       </ol>
 *       <button onClick={() => send({ content: 'Hello.' })}>Say hello</button>
 *     </>
 *   );
 * }
 *
 * const parley = createParley({ endpoint: 'http://localhost:4000/graphql', getToken: () => session.token });
 * createRoot(document.body).render(<ParleyProvider parley={parley}><General /></ParleyProvider>);
 */
export { ParleyProvider, useParley } from './provider.ts';
export { type ChannelInReact, useChannel } from './use-channel.ts';
export { useConnection } from './use-connection.ts';
export { type MessagesInReact, useMessages } from './use-messages.ts';
export { useSend } from './use-send.ts';
export { type Unread, useUnread } from './use-unread.ts';
