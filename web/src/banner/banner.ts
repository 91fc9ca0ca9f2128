/** What the banner says. `quiet`: nothing. `back`: for a moment, that all is well again. */
export type Banner = 'quiet' | 'offline' | 'reconnecting' | 'connecting' | 'catching-up' | 'back';

export interface BannerState {
  readonly banner: Banner;
  /** True = it was live before. */
  readonly wasLive: boolean;
  /** When the banner may say the next thing. Null = it says all that there is to say. */
  readonly nextAt: number | null;
  /** Since when it is not live. Null = it is. */
  readonly since: number | null;
}

export const firstBanner: BannerState = { banner: 'quiet', wasLive: false, nextAt: null, since: null };

/** What is over sooner is not worth a word. Being offline is said at once: that is the browser's own word. */
const patienceMs = { again: 1_000, first: 4_000 };
const backMs = 3_000;

/** What follows from the connection's status at this time, or from the time alone. */
export function bannerAfter(
  state: BannerState,
  status: 'offline' | 'reconnecting' | 'catching-up' | 'live',
  now: number,
): BannerState {
  if (status === 'live') {
    const isSaid = !['quiet', 'back'].includes(state.banner);
    if (isSaid) return { banner: 'back', wasLive: true, nextAt: now + backMs, since: null };
    const isOver = state.banner === 'quiet' || state.nextAt === null || now >= state.nextAt;
    return isOver ? { banner: 'quiet', wasLive: true, nextAt: null, since: null } : { ...state, since: null };
  }
  const since = state.since ?? now;
  const lost = { wasLive: state.wasLive, since };
  if (status === 'offline') return { ...lost, banner: 'offline', nextAt: null };
  const sayAt = since + (state.wasLive ? patienceMs.again : patienceMs.first);
  const isSaid = !['quiet', 'back'].includes(state.banner);
  if (!isSaid && now < sayAt) return { ...lost, banner: 'quiet', nextAt: sayAt };
  const banner = status === 'catching-up' ? 'catching-up' : state.wasLive ? 'reconnecting' : 'connecting';
  return { ...lost, banner, nextAt: null };
}
