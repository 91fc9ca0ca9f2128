import { createAmplifyTransport } from './transport/amplify/amplify-transport.ts';
import type { OpenTransport } from './transport/realtime-transport.ts';

/**
 * Amplify's own real-time client behind a watchdog, in place of Parley's: for those who want one socket for everything that they use
 * Amplify for. It loses nothing either, and takes longer to notice and to come back.
 *
 * @example
 * import { createParley } from '@parley/client';
 * import { amplifyTransport } from '@parley/client/amplify';
 *
 * const parley = createParley({ endpoint, getToken, realtime: amplifyTransport });
 */
export const amplifyTransport: OpenTransport = createAmplifyTransport;
