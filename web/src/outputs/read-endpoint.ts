import { endpointOf } from './endpoint-of.ts';

/** Between two tries to read the file. */
const pauseMs = 2000;

/**
 * Where this page's API is: the deployment says it in a file beside the page, so that one build serves every stage. Without such a file the API is
 * where the page came from. Without a network it waits for one: the page could do nothing else.
 */
export async function readEndpoint(): Promise<string> {
  for (;;) {
    const response = await fetch('/parley-outputs.json', { cache: 'no-cache' }).catch(() => null);
    if (response) {
      const outputs: unknown = response.ok ? await response.json().catch(() => null) : null;
      return endpointOf(outputs) ?? new URL('/graphql', location.origin).href;
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
