import { createParley, type GetToken, type Parley } from '@parley/client';

let held: { readonly userId: string; readonly parley: Parley } | null = null;

/** The one Parley of this window, of whoever is signed in. */
export function parleyOf(
  userId: string,
  endpoint: string,
  tokenOf: (userId: string, request: Parameters<GetToken>[0]) => Promise<string>,
): Parley {
  if (held?.userId === userId) return held.parley;
  closeParley();
  const parley = createParley({ endpoint, getToken: (request) => tokenOf(userId, request), person: userId });
  held = { userId, parley };
  return parley;
}

/** The session is over: nothing more is heard or sent. What waits to be sent is kept for when the person is back. */
export function closeParley(): void {
  held?.parley.close();
  held = null;
}

/** The person leaves this device. Rejects where something of theirs could not be removed. */
export async function forgetParley(): Promise<void> {
  const parley = held?.parley;
  held = null;
  try {
    await parley?.forget();
  } finally {
    // Whatever could not be removed, nothing more is heard or sent for somebody who left.
    parley?.close();
  }
}
