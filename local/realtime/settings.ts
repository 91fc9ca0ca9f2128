/** How a server speaks the real-time protocol. Every default is AppSync's own figure. */
export interface RealtimeSettings {
  /**
   * How long a subscription stays deaf after its `start_ack`. AppSync acknowledges some subscriptions before they are
   * active, and events of that moment are lost (github.com/aws/aws-appsync-community/issues/405). Default 0: never.
   */
  readonly activationDelayMs: number;
  /** What `connection_ack` tells clients: how long they wait for a `ka`. Default 300,000. */
  readonly connectionTimeoutMs: number;
  /** How often `ka` is sent. Default 60,000. */
  readonly keepAliveMs: number;
  /** How old a connection may become. Default 24 hours. */
  readonly maxAgeMs: number;
  /** How many `start` messages a connection may send in one second. Default 100. */
  readonly startsPerSecond: number;
}

/**
 * AppSync Developer Guide, Building a real-time WebSocket client. The rate is what was seen: of 200 starts at once, 100 are
 * accepted and the others exceed the limit (github.com/aws-amplify/aws-appsync-realtime-client-ios/pull/67).
 */
const appSyncSettings: RealtimeSettings = {
  activationDelayMs: 0,
  connectionTimeoutMs: 300_000,
  keepAliveMs: 60_000,
  maxAgeMs: 24 * 60 * 60_000,
  startsPerSecond: 100,
};

/** Throws a `RangeError` for a figure that no server can keep. */
export function realtimeSettings(given: Partial<RealtimeSettings>): RealtimeSettings {
  const settings = { ...appSyncSettings, ...given };
  for (const [name, value] of Object.entries(settings)) {
    const least = name === 'activationDelayMs' ? 0 : 1;
    // Node's timers take no more.
    if (!Number.isInteger(value) || value < least || value > 2 ** 31 - 1) {
      throw new RangeError(`realtime.${name} must be a whole number from ${least} to ${2 ** 31 - 1}, not ${value}.`);
    }
  }
  return settings;
}
