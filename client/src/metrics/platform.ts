import type { ClientPlatform } from '../../../generated/operations.ts';

/** This package's version, as reports name it. */
export const clientVersion = '0.1.0';

export function platformOf(): ClientPlatform {
  if (typeof navigator !== 'undefined' && navigator.product === 'ReactNative') return 'REACT_NATIVE';
  if (typeof document !== 'undefined') return 'WEB';
  return 'process' in globalThis ? 'NODE' : 'OTHER';
}
