import { toJson } from './plain-data.ts';
import { TypeError } from './primordials.ts';
import { Unwind } from './unwind.ts';

/** Without `skipTo` only the current function is skipped (AppSync Developer Guide, "Runtime utilities"). */
export function earlyReturn(value?: unknown, options?: { skipTo?: unknown } | null): never {
  const skipTo = options?.skipTo ?? 'NEXT';
  if (skipTo !== 'END' && skipTo !== 'NEXT') throw new TypeError("skipTo must be 'END' or 'NEXT'");
  throw new Unwind(`{"kind":"earlyReturn","value":${toJson(value)},"skipTo":"${skipTo}"}`);
}
