/** What the banner says. `quiet`: nothing. `back`: for a moment, that all is well again. */
export type Banner = 'quiet' | 'offline' | 'reconnecting' | 'connecting' | 'catching-up' | 'back';

export interface BannerState {
  readonly banner: Banner;
  readonly isLive: boolean;
  /** Since when it is live, or is not. Null = nothing was heard yet. */
  readonly since: number | null;
  /** True = it was live at this place for a while: what follows is a loss, and no part of opening it. */
  readonly wasLive: boolean;
  /** True = the reader was told of a loss, and is to be told that it is over. */
  readonly wasLost: boolean;
  /** When the banner may say the next thing. Null = it says all that there is to say. */
  readonly nextAt: number | null;
}

export const firstBanner: BannerState = {
  banner: 'quiet',
  isLive: false,
  since: null,
  wasLive: false,
  wasLost: false,
  nextAt: null,
};

/** What is over sooner is not worth a word. That there is no network is said at once: that is the browser's own word. */
const patienceMs = { again: 1_000, first: 4_000 };
/** A page is live for a moment before all of it is asked for. */
const settledMs = 2_000;
const backMs = 3_000;

/**
 * What follows from the connection's status at this time, or from the time alone. It is `offline` also where all that was open has ended,
 * which may be for a moment while a page opens: `hasNetwork` is what the browser says.
 */
export function bannerAfter(
  state: BannerState,
  status: 'offline' | 'reconnecting' | 'catching-up' | 'live',
  now: number,
  hasNetwork: boolean,
): BannerState {
  const isLive = status === 'live';
  const since = state.isLive === isLive && state.since !== null ? state.since : now;
  if (isLive) {
    const held = { isLive, since, wasLive: state.wasLive, wasLost: false };
    if (isTold(state.banner) && state.wasLost) return { ...held, banner: 'back', nextAt: now + backMs };
    const isStanding = state.banner === 'back' && state.nextAt !== null && now < state.nextAt;
    return isStanding ? { ...state, ...held } : { ...held, banner: 'quiet', nextAt: null };
  }
  const wasSettled = state.isLive && state.since !== null && now - state.since >= settledMs;
  const wasLive = state.wasLive || wasSettled;
  const held = { isLive, since, wasLive, wasLost: state.wasLost };
  const isOffline = status === 'offline';
  const isReconnecting = status === 'reconnecting' && wasLive;
  const sayAt = since + (isReconnecting ? patienceMs.again : patienceMs.first);
  const isAtOnce = isOffline && !hasNetwork;
  if (!isAtOnce && !isTold(state.banner) && now < sayAt) return { ...held, banner: 'quiet', nextAt: sayAt };
  if (isOffline) return { ...held, banner: 'offline', wasLost: true, nextAt: null };
  if (isReconnecting) return { ...held, banner: 'reconnecting', wasLost: true, nextAt: null };
  // Whoever was never told of a loss has missed nothing: to them a place opens, slowly.
  const isCatchingUp = status === 'catching-up' && state.wasLost;
  return { ...held, banner: isCatchingUp ? 'catching-up' : 'connecting', nextAt: null };
}

/** What follows when the reader goes to another place: that it takes a while to be live is no loss. */
export function bannerElsewhere(state: BannerState, now: number): BannerState {
  if (isTold(state.banner)) return state;
  return { ...state, wasLive: false, since: state.isLive ? now : state.since };
}

/** Whether it says that something is not as it should be. */
function isTold(banner: Banner): boolean {
  return banner !== 'quiet' && banner !== 'back';
}
