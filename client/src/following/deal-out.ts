import { allocate, type Wish } from './allocate.ts';

/** Is told which channels of those that it wishes for have a subscription. */
export type Grant = (channelIds: ReadonlySet<string>) => void;

/** Those who seek subscriptions, with what they wish for and what they have. */
export type Seekers = Map<Grant, { wishes: readonly Wish[]; has: ReadonlySet<string> }>;

/** The subscriptions that there are, by channel, with who shares them. */
type Open = ReadonlyMap<string, { readonly members: ReadonlySet<{ readonly isYielding: boolean }> }>;

export type Deal = typeof dealOut;

/** Deals out what room those leave who do not give way. Nobody takes before others have given. */
export function dealOut(open: Open, seekers: Seekers, limit: number): void {
  const isFirm = ({ isYielding }: { readonly isYielding: boolean }) => !isYielding;
  const firm = new Set([...open].filter(([, { members }]) => [...members].some(isFirm)).map(([key]) => key));
  const held = new Set([...open.keys()].filter((key) => !firm.has(key)));
  const wishes = new Map<string, Wish>();
  for (const wish of [...seekers.values()].flatMap((seeker) => seeker.wishes)) {
    if (!firm.has(wish.channelId)) wishes.set(wish.channelId, wish);
  }
  const dealt = allocate([...wishes.values()], held, limit - firm.size);
  const granted = (seeker: { wishes: readonly Wish[] }) =>
    seeker.wishes.map(({ channelId }) => channelId).filter((id) => firm.has(id) || dealt.has(id));
  const now = [...seekers].map(([grant, seeker]) => ({ grant, before: seeker.has, after: new Set(granted(seeker)) }));
  for (const { grant, before, after } of now) grant(new Set([...before].filter((id) => after.has(id))));
  for (const { grant, after } of now) {
    const seeker = seekers.get(grant);
    if (!seeker) continue;
    seeker.has = after;
    grant(after);
  }
}
