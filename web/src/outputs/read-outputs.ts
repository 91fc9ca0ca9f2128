import { type Outputs, outputsOf } from './outputs.ts';

/** Between two tries to read the file. */
const pauseMs = 2000;

/**
 * What this page belongs to: the deployment says it in a file beside the page, so that one build serves every stage. Without such a file the API is
 * where the page came from. Without a network it waits for one: the page could do nothing else.
 */
export async function readOutputs(): Promise<Outputs> {
  for (;;) {
    const response = await fetch('/parley-outputs.json', { cache: 'no-cache' }).catch(() => null);
    if (response) {
      const file: unknown = response.ok ? await response.json().catch(() => null) : null;
      return outputsOf(file) ?? { endpoint: new URL('/graphql', location.origin).href, userPool: null };
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
