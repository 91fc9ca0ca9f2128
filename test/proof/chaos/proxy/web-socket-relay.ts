import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import type { Random } from '../random.ts';
import { createByteLine } from './byte-line.ts';
import type { FrameRule, Rules } from './rules.ts';

export interface RelayParts {
  readonly upstream: { readonly host: string; readonly port: () => number };
  readonly rules: Rules;
  readonly random: Random;
  /** An event was handed to the client's socket: `event` is the payload's own text. */
  readonly onDelivered: (delivered: Delivered) => void;
}

export interface Delivered {
  readonly field: 'onChannelEvent' | 'onInboxEvent';
  /** What was subscribed to. Null = the inbox. */
  readonly channel: string | null;
  /** The event as JSON. */
  readonly event: string;
}

/** One client's WebSocket and the one to the server behind it. */
export interface WebSocketRelay {
  /** How the client loses it: without a word, or by a close in order, of a server that restarts. */
  cut(how: 'reset' | 'close'): void;
  /** Says and hears nothing from now on. */
  silence(): void;
}

/** What a `reorder` waits for at most. */
const reorderMs = 1_000;

const acceptor = new WebSocketServer({ noServer: true, perMessageDeflate: false, handleProtocols: () => 'graphql-ws' });

/** Answers at once; null where the server could not be reached, which the client is told by a reset. */
export function relayWebSocket(
  parts: RelayParts,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  onEnd: () => void,
): WebSocketRelay {
  const { upstream, rules, random, onDelivered } = parts;
  const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim());
  const server = new WebSocket(`ws://${upstream.host}:${upstream.port()}${request.url ?? '/'}`, protocols, {
    // The server compares it with what the client says whom it means: the host of this proxy.
    headers: { host: request.headers.host ?? '' },
    perMessageDeflate: false,
  });
  const line = createByteLine(socket, rules, random);
  const timers = new Set<NodeJS.Timeout>();
  /** By subscription: what it is of. */
  const channels = new Map<string, string | null>();
  let client: WebSocket | undefined;
  let early: string[] = [];
  let isSilent = rules.isSilent();
  let isOver = false;
  let letOut = () => {};

  socket.on('error', () => undefined);
  socket.on('close', end);

  function end(): void {
    if (isOver) return;
    isOver = true;
    line.close();
    for (const timer of timers) clearTimeout(timer);
    server.terminate();
    reset(socket);
    onEnd();
  }

  function later(ms: number, then: () => void): () => void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      then();
    }, ms);
    timers.add(timer);
    return () => {
      clearTimeout(timer);
      timers.delete(timer);
    };
  }

  server.on('open', () => {
    acceptor.handleUpgrade(request, socket, head, (accepted) => {
      client = accepted;
      accepted.on('error', () => undefined);
      accepted.on('message', (data: RawData) => toServer(String(data)));
      accepted.on('close', end);
      for (const text of early) toClient(text);
      early = [];
    });
  });
  server.on('message', (data: RawData) => {
    const text = String(data);
    if (client) toClient(text);
    else early.push(text);
  });
  server.on('error', () => undefined);
  server.on('unexpected-response', () => end());
  server.on('close', (code) => {
    if (isOver || isSilent) return;
    const isOrderly = client !== undefined && code !== 1006;
    later(rules.line('slow-close')?.ms ?? 0, () =>
      isOrderly ? line.whenEmpty(() => client?.close(...saidCode(code))) : end(),
    );
  });

  function toServer(text: string): void {
    if (isSilent || server.readyState !== WebSocket.OPEN) return;
    noteStart(text);
    server.send(text);
  }

  function noteStart(text: string): void {
    if (!text.includes('"start"')) return;
    const { id, type, payload } = JSON.parse(text) as { id?: string; type?: string; payload?: { data?: string } };
    if (type !== 'start' || id === undefined) return;
    const { variables } = JSON.parse(payload?.data ?? '{}') as { variables?: { channelId?: string } };
    channels.set(id, variables?.channelId ?? null);
  }

  function toClient(text: string): void {
    if (isSilent || isOver) return;
    const found = text.includes('"data"') ? deliveredBy(text) : null;
    if (!found) return line.write(text, () => undefined);
    const deliver = () => {
      if (!isSilent && !isOver) line.write(text, () => onDelivered(found));
    };
    const rule = rules.drawFrame(found.channel);
    if (rule) return befall(rule, deliver);
    deliver();
    letOut();
  }

  function befall(rule: FrameRule, deliver: () => void): void {
    switch (rule.what) {
      case 'drop':
      case 'drop-nth':
        return;
      case 'duplicate':
        deliver();
        later(random.between(0, 200), deliver);
        return;
      case 'delay':
        later(random.between(rule.fromMs, rule.toMs), deliver);
        return;
      case 'reorder': {
        letOut();
        const now = () => {
          stop();
          letOut = () => {};
          deliver();
        };
        const stop = later(reorderMs, now);
        letOut = now;
        return;
      }
      default:
        rule satisfies never;
    }
  }

  function deliveredBy(text: string): Delivered | null {
    const frame = JSON.parse(text) as { id?: string; type?: string; payload?: { data?: Record<string, unknown> } };
    if (frame.type !== 'data' || frame.id === undefined) return null;
    for (const field of ['onChannelEvent', 'onInboxEvent'] as const) {
      const event = frame.payload?.data?.[field];
      if (event) return { field, channel: channels.get(frame.id) ?? null, event: JSON.stringify(event) };
    }
    return null;
  }

  return {
    cut(how) {
      if (how === 'reset' || !client) return end();
      // What a server says that restarts in order (RFC 6455, section 7.4.1).
      line.whenEmpty(() => client?.close(1001));
    },
    silence() {
      isSilent = true;
    },
  };
}

/** 1005 stands for none, and can not be said (RFC 6455, section 7.4.1). */
function saidCode(code: number): [] | [number] {
  return code === 1005 ? [] : [code];
}

/** Ends it without a word. */
function reset(socket: Duplex): void {
  if (socket instanceof Socket) socket.resetAndDestroy();
  else socket.destroy();
}
