import type { PlantedBug } from './planted-bugs.ts';

/** Mistakes in the client. */
export const clientBugs: readonly PlantedBug[] = [
  {
    name: 'the outbox is in memory',
    changes: [
      {
        file: 'client/src/outbox/open-outbox.ts',
        from: 'store: store ?? openIndexedDbStore({ person, database: name }),',
        to: 'store: createMemoryStore(),',
      },
      {
        file: 'client/src/outbox/open-outbox.ts',
        from: "import type { OutboxStore } from './store.ts';",
        to: "import { createMemoryStore } from './memory-store.ts';\nimport type { OutboxStore } from './store.ts';",
      },
    ],
    faults: [{ kind: 'crash-full' }, { kind: 'kill-leader' }, { kind: 'crash-full', target: 0.9 }],
    shows: ['R9', 'R17'],
  },
  {
    name: 'a message leaves the outbox when it is sent, not when it is answered',
    changes: [
      {
        file: 'client/src/outbox/flusher.ts',
        from: '    const answer = async () => send(entry, { isRetry, signal });\n',
        to: '    const answer = async () => send(entry, { isRetry, signal });\n    void open?.store.change(() => new Map([[id, null]]));\n',
      },
    ],
    faults: [{ kind: 'answers-lost' }, { kind: 'gateway-errors' }, { kind: 'kill-server' }, { kind: 'answers-broken' }],
    shows: ['R1', 'R17'],
  },
  {
    name: 'every tab sends, and minds nothing but its own tries',
    changes: [
      {
        file: 'client/src/outbox/flusher.ts',
        from: '    if (tabs) tabs.lead(lead);\n    else lead();\n',
        to: '    lead();\n',
      },
      {
        file: 'client/src/outbox/machine.ts',
        from: "if (row.state === 'refused' || seen.has(lane)) continue;",
        to: "if (row.state === 'refused' || (row.state === 'sending' && !tries.has(row.id)) || seen.has(lane)) continue;",
      },
    ],
    faults: [{ kind: 'crash-full' }, { kind: 'gateway-errors' }],
    shows: ['R9', 'R17'],
  },
  {
    name: 'a try again has an id of its own',
    changes: [
      {
        file: 'client/src/outbox/send-by-api.ts',
        from: 'const input = { id, channelId, content, ...files, replyToId: replyToId ?? null, isRetry };',
        to: 'const input = { id: isRetry ? newMessageId() : id, channelId, content, ...files, replyToId: replyToId ?? null };',
      },
      {
        file: 'client/src/outbox/send-by-api.ts',
        from: "import type { Message } from '../model.ts';",
        to: "import { newMessageId } from '../message-id.ts';\nimport type { Message } from '../model.ts';",
      },
    ],
    faults: [{ kind: 'answers-lost' }, { kind: 'kill-server' }, { kind: 'gateway-errors' }],
    shows: ['R1', 'R2', 'R17'],
  },
  {
    name: 'messages of a channel are sent side by side',
    changes: [
      {
        file: 'client/src/outbox/entry.ts',
        from: "return kind === 'send' ? channelId : id;",
        to: "return kind === 'send' ? `${channelId} ${id}` : id;",
      },
    ],
    faults: [{ kind: 'gateway-errors' }, { kind: 'crash-full' }],
    shows: ['R9'],
  },
  {
    name: 'what is wished while a message is being sent is forgotten',
    changes: [
      {
        file: 'client/src/outbox/entry-steps.ts',
        from: '  if (!entry.wish) return null;\n',
        to: '  if (entry.id) return null;\n',
      },
    ],
    faults: [{ kind: 'stop-server', ms: 3_000 }, { kind: 'stop-engine', ms: 3_000 }, { kind: 'gateway-errors' }],
    shows: ['R11', 'R13', 'R17'],
  },
  {
    name: 'a refused message is taken for sent',
    changes: [
      {
        file: 'client/src/outbox/try-ends.ts',
        from: "    case 'refused':\n    case 'puzzling':\n",
        to: "    case 'refused':\n      return succeed(work, row, { seq: 0 });\n    case 'puzzling':\n",
      },
    ],
    faults: [
      { kind: 'churn', ms: 3_000 },
      { kind: 'churn', ms: 3_000, target: 0.1, strength: 0.9 },
      { kind: 'churn', ms: 3_000, target: 0.9, strength: 0.1 },
    ],
    shows: ['R1', 'R17', 'R21'],
  },
  {
    name: 'only the first acknowledgement is caught up after, and nobody looks at positions',
    changes: [
      {
        file: 'client/src/following/follow-channel.ts',
        from: "          stopTimers();\n          void catchUp('acknowledged');\n",
        to: `          stopTimers();
          if (position.through === undefined) return void catchUp('acknowledged');
          isCaughtUp = true;
          showStatus();
`,
      },
      {
        file: 'client/src/following/follow-channel.ts',
        from: '    if (!hasHole(position) || timers.hole) return;\n    later(',
        to: "    if (timers.hole || channelId !== '') return;\n    later(",
      },
    ],
    faults: [{ kind: 'kill-server', ms: 3_000 }, { kind: 'cut' }, { kind: 'no-network', ms: 3_000 }],
    shows: ['R7', 'R11', 'R19', 'R21'],
  },
  {
    name: 'nobody looks at positions',
    changes: [
      {
        file: 'client/src/following/follow-channel.ts',
        from: '    if (!hasHole(position) || timers.hole) return;\n    later(',
        to: "    if (timers.hole || channelId !== '') return;\n    later(",
      },
    ],
    faults: [
      { kind: 'frames-dropped', strength: 0.45, ms: 6_000 },
      { kind: 'frames-dropped', strength: 0.45, ms: 6_000, target: 0.9 },
    ],
    shows: ['R7', 'R11', 'R19', 'R21'],
  },
  {
    name: 'the last version that arrives is shown',
    changes: [
      {
        file: 'client/src/timeline/held.ts',
        from: 'const isNewer = !held || version.rev > held.message.rev;',
        to: 'const isNewer = !held || version.rev !== held.message.rev;',
      },
    ],
    faults: [
      { kind: 'frames-shuffled', ms: 4_000, strength: 0.9 },
      { kind: 'frames-shuffled', ms: 4_000, strength: 0.6, target: 0.9 },
    ],
    shows: ['R6', 'R11'],
  },
  {
    name: 'a lost connection empties the screen',
    changes: [
      {
        file: 'client/src/timeline/timeline.ts',
        from: 'shownThrough: Math.min(timeline.shownThrough, last) };',
        to: 'shownThrough: Math.min(timeline.shownThrough, last - 5) };',
      },
    ],
    faults: [{ kind: 'kill-server' }, { kind: 'cut' }],
    shows: ['R6', 'R8'],
  },
  {
    name: 'what is stored is still shown as waiting',
    changes: [
      {
        file: 'client/src/timeline/overlay.ts',
        from: '    .filter(({ id }) => !places.has(id))\n',
        to: "    .filter(({ id }) => id !== '')\n",
      },
    ],
    shows: ['R3'],
  },
  {
    name: 'the client is live whatever the connection does',
    changes: [
      {
        file: 'client/src/following/status.ts',
        from: "  if (transport !== 'open' || !isAcknowledged) return 'reconnecting';\n  return isCaughtUp ? 'live' : 'catching-up';\n",
        to: "  return transport === 'open' && isAcknowledged && !isCaughtUp ? 'live' : 'live';\n",
      },
      {
        file: 'client/src/following/status.ts',
        from: "  if (transport === 'offline' || transport === 'closed') return 'offline';\n",
        to: '',
      },
    ],
    faults: [{ kind: 'no-network', ms: 45_000 }],
    shows: ['R7', 'R19'],
  },
];
