import type { CDPSession } from 'playwright-core';

/** What a page's memory is taken up by, in megabytes, garbage collected. */
export interface Heap {
  /** What the page's own code has made: objects, arrays, strings, functions. */
  readonly objects: number;
  /** What V8 has made of its code so far. It compiles for minutes, the more often something runs the better. */
  readonly code: number;
  /** What Blink holds: nodes, styles, what was measured and loaded. */
  readonly native: number;
}

interface Snapshot {
  readonly snapshot: {
    readonly meta: { readonly node_fields: readonly string[]; readonly node_types: readonly [readonly string[]] };
  };
  readonly nodes: readonly number[];
}

/** Takes a snapshot of the whole heap, which stops the page for about a second. */
export async function measureHeap(client: CDPSession): Promise<Heap> {
  const chunks: string[] = [];
  const keep = ({ chunk }: { chunk: string }) => void chunks.push(chunk);
  client.on('HeapProfiler.addHeapSnapshotChunk', keep);
  await client.send('HeapProfiler.collectGarbage');
  await client.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  client.off('HeapProfiler.addHeapSnapshotChunk', keep);
  // The format of Chromium's DevTools: https://developer.chrome.com/docs/devtools/memory-problems/heap-snapshots
  const { snapshot, nodes } = JSON.parse(chunks.join('')) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [typeAt, sizeAt] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const bytes = { objects: 0, code: 0, native: 0 };
  for (let node = 0; node < nodes.length; node += fields.length) {
    const type = types[0][nodes[node + typeAt] ?? 0];
    bytes[type === 'code' || type === 'native' ? type : 'objects'] += nodes[node + sizeAt] ?? 0;
  }
  return { objects: bytes.objects / 1e6, code: bytes.code / 1e6, native: bytes.native / 1e6 };
}
