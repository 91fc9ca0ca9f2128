import type { Random } from '../random.ts';

/** What may befall a `data` frame on its way to a client. Other frames are passed on. */
export type FrameRule = {
  readonly on: 'frame';
  /** Only those of this channel. Default: all. */
  readonly channel?: string;
} & (
  | { readonly what: 'drop' | 'duplicate'; readonly chance: number }
  /** Let out after the frame that follows it, or after a second. */
  | { readonly what: 'reorder'; readonly chance: number }
  /** The others overtake it. */
  | { readonly what: 'delay'; readonly chance: number; readonly fromMs: number; readonly toMs: number }
  /** Just this one, counted from 1 since the rule began, over all connections of the link. */
  | { readonly what: 'drop-nth'; readonly nth: number }
);

/** How bytes reach a client's WebSocket. */
export type LineRule = { readonly on: 'line' } & (
  | { readonly what: 'slow'; readonly bytesPerSecond: number }
  /** Each frame as several fragments of the WebSocket protocol, those in pieces of a few bytes. */
  | { readonly what: 'split' }
  /** Frames are kept for so long and then leave in one piece. */
  | { readonly what: 'merge'; readonly ms: number }
  /** The sockets of this moment say and hear nothing more, and do not close. New ones are well. When it ends, they are reset. */
  | { readonly what: 'half-open' }
  /** Where the server closes a socket, the client learns of it so much later. */
  | { readonly what: 'slow-close'; readonly ms: number }
);

/** What may befall a request. */
export type RequestRule = { readonly on: 'request'; readonly chance: number } & (
  | { readonly what: 'delay'; readonly when: 'before' | 'after'; readonly fromMs: number; readonly toMs: number }
  /** The service does it, and the answer never comes: the connection is reset, or stays silent. */
  | { readonly what: 'lose-answer'; readonly how: 'reset' | 'hang' }
  /** The service gets it twice. The client is answered with the first answer. */
  | { readonly what: 'duplicate'; readonly afterMs: number }
  /** `isDone`: the service did it all the same, as where a gateway gives up waiting. */
  | { readonly what: 'status'; readonly status: number; readonly retryAfterS?: number; readonly isDone: boolean }
  /** An answer with status 200, no data and an error of DynamoDB's. */
  | { readonly what: 'errors'; readonly isDone: boolean }
  /** Half of the answer. `cut`: then the connection ends. `whole`: as if that were all. */
  | { readonly what: 'truncate'; readonly how: 'cut' | 'whole' }
);

/** No network at all: nothing passes either way, and what waits when it ends is reset. */
export interface SilenceRule {
  readonly on: 'everything';
}

export type Rule = FrameRule | LineRule | RequestRule | SilenceRule;

/** The rules that hold at this moment. */
export interface Rules {
  begin(rule: Rule): () => void;
  isSilent(): boolean;
  /** What befalls the next data frame of this channel. Null = nothing. */
  drawFrame(channel: string | null): FrameRule | null;
  drawRequest(): RequestRule | null;
  line<What extends LineRule['what']>(what: What): Extract<LineRule, { what: What }> | undefined;
  /** How often each thing befell something. */
  readonly counts: ReadonlyMap<string, number>;
}

/** `onBegin` and `onEnd` hear of every rule, after it holds and after it does not any more. */
export function createRules(random: Random, onBegin: (rule: Rule) => void, onEnd: (rule: Rule) => void): Rules {
  const held = new Set<{ readonly rule: Rule; seen: number }>();
  const counts = new Map<string, number>();

  const count = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

  return {
    begin(rule) {
      const one = { rule, seen: 0 };
      held.add(one);
      onBegin(rule);
      return () => {
        if (held.delete(one)) onEnd(rule);
      };
    },
    isSilent: () => [...held].some(({ rule }) => rule.on === 'everything'),
    drawFrame(channel) {
      let drawn: FrameRule | null = null;
      for (const one of held) {
        const { rule } = one;
        if (rule.on !== 'frame' || (rule.channel !== undefined && rule.channel !== channel)) continue;
        one.seen += 1;
        // All count, so that which frame is the n-th does not depend on the other rules.
        if (rule.what === 'drop-nth' ? one.seen === rule.nth : random.isLucky(rule.chance)) drawn ??= rule;
      }
      if (drawn) count(`frame ${drawn.what}`);
      return drawn;
    },
    drawRequest() {
      for (const { rule } of held) {
        if (rule.on !== 'request' || !random.isLucky(rule.chance)) continue;
        count(`request ${rule.what}`);
        return rule;
      }
      return null;
    },
    line<What extends LineRule['what']>(what: What) {
      for (const { rule } of held) {
        // What was asked for is what is found.
        if (rule.on === 'line' && rule.what === what) return rule as Extract<LineRule, { what: What }>;
      }
      return undefined;
    },
    counts,
  };
}
