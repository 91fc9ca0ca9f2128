import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { onChannelEvent, sendMessage } from '../../generated/operations.ts';
import type { PeerAddress } from '../peers/peer.ts';

/** Hears every event of one client. */
export type OnEvent = (frame: Buffer) => void;

/** The documents that Parley's own client sends. */
const query: string = onChannelEvent;
export const sendMutation: string = sendMessage;

const subscribedWithinMs = 30_000;

/** A client of its own socket, subscribed to one channel. Resolves when the peer acknowledged it, where its protocol does. */
export function subscribe(
  peer: PeerAddress,
  { index, channelId, onEvent }: { index: number; channelId: string; onEvent: OnEvent },
): Promise<WebSocket> {
  const token = peer.tokens[index % peer.tokens.length] ?? '';
  switch (peer.dialect) {
    case 'bare':
      return subscribeBare(peer, channelId, onEvent);
    case 'graphql-ws':
      return subscribeGraphqlWs(peer, channelId, token, onEvent);
    case 'appsync':
      return subscribeAppSync(peer, channelId, token, onEvent);
    default:
      return peer.dialect satisfies never;
  }
}

function subscribeBare(peer: PeerAddress, channelId: string, onEvent: OnEvent): Promise<WebSocket> {
  const socket = new WebSocket(`${peer.realtimeUrl}?channel=${channelId}`, { perMessageDeflate: false });
  return settled(socket, (subscribed) => {
    socket.once('message', () => {
      socket.on('message', onEvent);
      subscribed();
    });
  });
}

function subscribeGraphqlWs(peer: PeerAddress, channelId: string, token: string, onEvent: OnEvent) {
  const socket = new WebSocket(peer.realtimeUrl, 'graphql-transport-ws', { perMessageDeflate: false });
  return settled(socket, (subscribed, failed) => {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { token } })));
    socket.on('message', (data: Buffer) => {
      // The longest frame that is no event is far shorter; and this spares the generator to parse what it only counts.
      if (data.length > 200) return onEvent(data);
      const { type } = JSON.parse(data.toString()) as { type: string };
      if (type === 'error') return failed(data.toString());
      if (type !== 'connection_ack') return;
      socket.send(
        JSON.stringify({ id: randomUUID(), type: 'subscribe', payload: { query, variables: { channelId } } }),
        () => subscribed(),
      );
    });
  });
}

function subscribeAppSync(peer: PeerAddress, channelId: string, token: string, onEvent: OnEvent) {
  const host = new URL(peer.url).host;
  const authorization = peer.apiKey === undefined ? { host, Authorization: token } : { host, 'x-api-key': peer.apiKey };
  const header = Buffer.from(JSON.stringify(authorization));
  const isByQuery = peer.apiKey !== undefined;
  const url = isByQuery
    ? `${peer.realtimeUrl}?header=${encodeURIComponent(header.toString('base64'))}&payload=e30=`
    : peer.realtimeUrl;
  const protocols = isByQuery ? ['graphql-ws'] : ['graphql-ws', `header-${header.toString('base64url')}`];
  const socket = new WebSocket(url, protocols, { perMessageDeflate: false });
  const payload = {
    data: JSON.stringify({ query, variables: { channelId } }),
    extensions: { authorization },
  };
  return settled(socket, (subscribed, failed) => {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
    socket.on('message', (data: Buffer) => {
      if (data.length > 200 && data[2] !== 0x74) return onEvent(data);
      const { type } = JSON.parse(data.toString()) as { type: string };
      if (type === 'connection_ack') socket.send(JSON.stringify({ id: randomUUID(), type: 'start', payload }));
      else if (type === 'start_ack') subscribed();
      else if (type === 'data') onEvent(data);
      else if (type.endsWith('error')) failed(data.toString());
    });
  });
}

function settled(
  socket: WebSocket,
  begin: (subscribed: () => void, failed: (why: string) => void) => void,
): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => failed('it took too long'), subscribedWithinMs);
    const failed = (why: string) => {
      clearTimeout(timer);
      reject(new Error(`a client could not subscribe: ${why}`));
    };
    socket.on('error', (error) => failed(error.message));
    socket.on('close', (code) => failed(`closed with ${code}`));
    begin(() => {
      clearTimeout(timer);
      resolve(socket);
    }, failed);
  });
}
