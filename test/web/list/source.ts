import type { Message, PendingChange, PendingMessage } from '@parley/client';
import type { MessageListActions, MessageListProps } from '../../../web/src/list/message-list-props.ts';
import { type Frames, record } from './frames.ts';

type State = Omit<MessageListProps, 'renderContent' | 'renderAttachment'>;

export interface Harness {
  state(): State;
  set(part: Partial<State>): void;
  /** What the list asked of its host: the name of each action, with the ids or places that it was given. */
  calls: string[];
  /** New messages at the end. Answers with the id of the last. */
  push(count: number, part?: Partial<Message>): string;
  change(id: string, part: Partial<Message>): void;
  drop(id: string): void;
  pend(part: Partial<PendingMessage> & { id: string }): void;
  changing(id: string, changes: PendingChange[]): void;
  /** How long a page takes to come, and whether it fails. */
  pages: { delayMs: number; size: number; fails: boolean };
  /** A hundred or so events a second, new messages, edits, deletions and reactions, until the function is called. */
  stream(perSecond: number): () => void;
  record: () => Frames;
}

declare global {
  interface Window {
    harness: Harness;
  }
}

export interface Source {
  state: () => State;
  onChange: (listener: () => void) => () => void;
  harness: Harness;
}

const people = ['alice', 'bob', 'carol', 'dave'];
const names = new Map<string, string>([
  ['alice', 'Alice Moreau'],
  ['bob', 'Bob Tanaka'],
  ['carol', 'Carol Okafor'],
  ['dave', 'Dave Lindqvist'],
]);
const sentences = [
  'On it.',
  'The tide table for next week is up, with the corrections that the harbour office sent this morning.',
  'Thanks!',
  'Can somebody look at the crane booking? It shows two ships at the same berth on Thursday, and I do not think that either captain will be amused.',
  'Yes.',
  'First draft:\n- berth plan\n- fuel list\n- who takes the night watch',
  'I will be back at two.',
];
/** Each day of the scripted channel has this many messages. */
const perDay = 40;

export function startSource(count: number, reserve: number): Source {
  const listeners = new Set<() => void>();
  const start = new Date(2026, 2, 14, 9).getTime() - Math.floor((count + reserve) / perDay) * 86_400_000;
  /** All messages of the channel; those from `from` on are loaded. */
  let all: Message[] = Array.from({ length: count + reserve }, (_, index) => messageOf(index + 1, start));
  let from = reserve;
  let through = Infinity;
  const pages: Harness['pages'] = { delayMs: 30, size: 50, fails: false };
  const calls: string[] = [];
  let isScheduled = false;

  const load = async (older: boolean) => {
    set(older ? { isLoadingOlder: true } : { isLoadingNewer: true });
    await new Promise((resolve) => setTimeout(resolve, pages.delayMs));
    if (!pages.fails) {
      if (older) from = Math.max(0, from - pages.size);
      else through += pages.size;
    }
    set({ ...shown(), isLoadingOlder: false, isLoadingNewer: false });
    if (pages.fails) throw new Error('The page did not come.');
  };
  const actions: MessageListActions = {
    loadOlder: () => load(true),
    loadNewer: () => load(false),
    async jumpTo(place) {
      calls.push(`jumpTo ${place}`);
      await new Promise((resolve) => setTimeout(resolve, pages.delayMs));
      if (place === 'newest') through = Infinity;
      else [from, through] = [Math.max(0, place - 26), place + 25];
      if (place === 'newest') from = Math.max(0, all.length - pages.size);
      set(shown());
    },
    findMessage: (id) => Promise.resolve(all.find((message) => message.id === id) ?? null),
    react: (message, emoji, isOn) => void calls.push(`react ${message.id} ${emoji} ${isOn}`),
    whoReacted: () => Promise.resolve(['alice', 'bob']),
    reply: (message) => void calls.push(`reply ${message.id}`),
    edit: (message) => void calls.push(`edit ${message.id}`),
    remove: (message) => void calls.push(`remove ${message.id}`),
    linkTo: (message) => `https://parley.example/channel/harbor_general/${message.seq}`,
    markUnread: (message) => void calls.push(`markUnread ${message.id}`),
    retry: (id) => void calls.push(`retry ${id}`),
    discard: (id) => void calls.push(`discard ${id}`),
    editPending: ({ id }) => void calls.push(`editPending ${id}`),
    onSeen: (seq) => void calls.push(`seen ${seq}`),
  };
  const shown = () => ({
    messages: all.slice(from, through),
    hasOlder: from > 0,
    hasNewer: through < all.length,
  });
  let state: State = {
    ...shown(),
    label: '#harbour',
    isDm: false,
    me: 'alice',
    nameOf: (id) => names.get(id) ?? id,
    pending: [],
    changes: new Map(),
    isLoaded: true,
    isLoadingOlder: false,
    isLoadingNewer: false,
    actions,
  };

  function set(part: Partial<State>): void {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  }
  /** Told once a frame, as a timeline tells. */
  function changed(): void {
    if (isScheduled) return;
    isScheduled = true;
    requestAnimationFrame(() => {
      isScheduled = false;
      set(shown());
    });
  }
  const change = (id: string, part: Partial<Message>) => {
    all = all.map((message) => (message.id === id ? { ...message, ...part } : message));
    changed();
  };

  const harness: Harness = {
    state: () => state,
    set,
    calls,
    pages,
    push(many, part = {}) {
      const fresh = Array.from({ length: many }, (_, index) => ({
        ...messageOf(all.length + 1 + index, start),
        ...part,
      }));
      all = [...all, ...fresh];
      changed();
      return fresh.at(-1)?.id ?? '';
    },
    change,
    drop(id) {
      all = all.filter((message) => message.id !== id);
      changed();
    },
    pend(part) {
      const before = state.pending ?? [];
      const known = before.find(({ id }) => id === part.id);
      const blank = { channelId: 'harbor_general', content: '', attachments: [], replyToId: null, reason: null };
      const next: PendingMessage = { ...blank, createdAt: Date.now(), state: 'sending', ...known, ...part };
      set({ pending: known ? before.map((one) => (one === known ? next : one)) : [...before, next] });
    },
    changing: (id, list) => set({ changes: new Map(state.changes).set(id, list) }),
    stream(perSecond) {
      let turn = 0;
      const timer = setInterval(() => {
        turn += 1;
        const some = all[from + ((turn * 7919) % (all.length - from))];
        if (turn % 2 === 0 || !some) harness.push(1);
        else if (turn % 5 === 0) change(some.id, { content: `${some.content} Corrected.`, editedAt: some.createdAt });
        else if (turn % 31 === 0) change(some.id, { content: null, deletedAt: some.createdAt });
        else change(some.id, { reactions: [{ emoji: '👍', count: turn % 9, reactedByMe: turn % 3 === 0 }] });
      }, 1000 / perSecond);
      return () => clearInterval(timer);
    },
    record,
  };
  return {
    state: () => state,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    harness,
  };
}

/** The same message for the same number, whenever it is asked. */
function messageOf(seq: number, start: number): Message {
  const inDay = (seq - 1) % perDay;
  const at = new Date(start + Math.floor((seq - 1) / perDay) * 86_400_000 + inDay * 97_000).toISOString();
  const picture = {
    id: `f${seq}`,
    name: `${160 + (seq % 5) * 40}x${60 + (seq % 7) * 30}`,
    size: 1,
    contentType: 'image/svg+xml',
  };
  return {
    id: idOf(seq),
    channelId: 'harbor_general',
    userId: people[Math.floor(seq / 3) % people.length] ?? 'alice',
    content: `${seq}: ${sentences[(seq * 5) % sentences.length]}`,
    attachments: seq % 9 === 0 ? [picture] : [],
    replyToId: seq % 23 === 0 ? idOf(seq - 11) : null,
    mentions: [],
    reactions: seq % 8 === 0 ? [{ emoji: '🎉', count: 1 + (seq % 4), reactedByMe: seq % 16 === 0 }] : [],
    seq,
    rev: seq,
    createdAt: at,
    updatedAt: at,
    editedAt: seq % 19 === 0 ? at : null,
    deletedAt: null,
  };
}

function idOf(seq: number): string {
  return `m${String(seq).padStart(6, '0')}`;
}
