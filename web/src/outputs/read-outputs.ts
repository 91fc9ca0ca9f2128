import { type Outputs, outputsOf } from './outputs.ts';

/** Between two tries to read the file. */
const pauseMs = 2000;

/**
 * What this page belongs to: the deployment says it in a file beside the page, so that one build serves every stage. Without such a file the API is
 * where the page came from. Without a network, or while whoever serves the file is out of order, it waits: to go on as if there were no file would be
 * to ask another API, and to offer another way in.
 */
export async function readOutputs(): Promise<Outputs> {
  for (;;) {
    const text = await readText();
    if (text !== null) {
      return outputsOf(parsed(text)) ?? { endpoint: new URL('/graphql', location.origin).href, userPool: null };
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** Empty = there is no such file. Null = nobody knows. */
async function readText(): Promise<string | null> {
  try {
    const response = await fetch('/parley-outputs.json', { cache: 'no-cache' });
    if (response.status >= 500) return null;
    return response.ok ? await response.text() : '';
  } catch {
    return null;
  }
}

/** What serves a page in place of what it does not have answers with no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
