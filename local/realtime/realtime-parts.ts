import type { Invalidation } from '../graphql/request-state.ts';
import type { Log } from '../log.ts';
import type { RealtimeSettings } from './settings.ts';
import type { StartParts } from './start.ts';

/** What one version of the API brings. */
export interface RealtimeVersion extends Pick<StartParts, 'executor' | 'authorize'> {
  /** Keeps what the version needs until the work is done. */
  readonly during: <Result>(work: () => Promise<Result>) => Promise<Result>;
}

/** What stays the same over all versions. */
export interface RealtimeParts extends Pick<StartParts, 'path' | 'onStart'> {
  /** `asked` is the `Host` of the request. */
  readonly isOwnHost: (named: string, asked: string | undefined) => boolean;
  readonly settings: RealtimeSettings;
  readonly losesInvalidation: (invalidation: Invalidation) => boolean;
  readonly log: Log;
}
