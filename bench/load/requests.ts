import * as http from 'node:http';
import { ulid } from 'ulid';
import { signRequest } from '../../local/iam/signature.ts';
import type { PeerAddress } from '../peers/peer.ts';
import { audienceOf } from '../peers/scene.ts';
import { publishDocument } from '../../resolvers/lib/publish-document.ts';
import { sendMutation } from './clients.ts';

/** What is posted to a peer. */
export interface Post {
  /** The ULID by which a subscriber tells that it is this one. */
  readonly id: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const author = 'alice';
/** 100 characters of text, as of a message of a line and a half. */
const content = 'We ship on Thursday if the numbers hold; otherwise on Monday, and I will tell everybody by Wednesday';

/** An event for everyone in the channel, without anything being stored: by Parley's own publishing mutation. */
export async function eventPost(peer: PeerAddress, channelId: string, seq: number): Promise<Post> {
  const event = eventOf(channelId, seq);
  if (peer.dialect === 'bare') {
    // The very bytes that Parley's subscribers are sent, for an id as long as theirs.
    const frame = {
      id: '00000000-0000-4000-8000-000000000000',
      type: 'data',
      payload: { data: { onChannelEvent: event } },
    };
    return { id: event.message.id, url: `${peer.url}?channel=${channelId}`, headers: {}, body: JSON.stringify(frame) };
  }
  return publishPost(peer, event);
}

/** A message of a person, through all that the peer does with one. */
export async function messagePost(peer: PeerAddress, channelId: string, seq: number): Promise<Post> {
  // The simulator can not publish from within a pipeline, so there the publishing mutation itself reads and writes.
  if (peer.apiKey !== undefined) return publishPost(peer, eventOf(channelId, seq));
  const id = ulid();
  const body = JSON.stringify({ query: sendMutation, variables: { input: { id, channelId, content } } });
  const authorization = peer.tokens[seq % peer.tokens.length] ?? '';
  return { id, url: peer.url, headers: { 'content-type': 'application/json', authorization }, body };
}

async function publishPost(peer: PeerAddress, input: ReturnType<typeof eventOf>): Promise<Post> {
  const { id } = input.message;
  const { url } = peer;
  const body = JSON.stringify({ query: publishDocument(1, 0), variables: { event0: input } });
  const { pathname, host } = new URL(peer.url);
  const headers = { 'content-type': 'application/json', host };
  if (peer.apiKey !== undefined) return { id, url, headers: { ...headers, 'x-api-key': peer.apiKey }, body };
  if (peer.publisher === undefined) throw new Error('this peer has no publishing mutation');
  const { credentials, region } = peer.publisher;
  const request = { method: 'POST', target: pathname, headers, body };
  return { id, url, headers: await signRequest(request, credentials, { service: 'appsync', region }), body };
}

function eventOf(channelId: string, seq: number) {
  const at = new Date().toISOString();
  const message = {
    id: ulid(),
    channelId,
    userId: author,
    content,
    attachments: [],
    replyToId: null,
    mentions: [],
    reactions: [],
    seq,
    rev: seq,
    createdAt: at,
    updatedAt: at,
  };
  const audience = audienceOf(channelId);
  return { channelId, seq, kind: 'MESSAGE_SENT', actorId: author, at, audience, endsAudience: false, message };
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/** Rejects for anything but a 200 without errors. */
export function post(sent: Post): Promise<void> {
  const { url, headers, body } = sent;
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const request = http.request(url, { method: 'POST', agent, headers: { ...headers, ...length } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const answer = Buffer.concat(chunks).toString();
        if (response.statusCode === 200 && !answer.includes('"errors"')) resolve();
        else reject(new Error(`${url} answered ${response.statusCode}: ${answer.slice(0, 300)}`));
      });
      response.on('error', reject);
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      // The server closed an idle connection just as it was taken up again: nothing was received (Node.js, `reusedSocket`).
      if (request.reusedSocket && error.code === 'ECONNRESET') post(sent).then(resolve, reject);
      else reject(error);
    });
    request.end(body);
  });
}
