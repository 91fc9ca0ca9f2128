import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { Position } from './source-positions.ts';

/** Says where a place of the code stands in the author's own files, as in `resolvers/lib/ids.ts:12:3`; null = unknown. */
export type FindSource = (position: Position) => string | null;

const inlineMap = /\/\/[#@]\s*sourceMappingURL=data:application\/json[^,\n]*;base64,([A-Za-z0-9+/=]+)[^\n]*\s*$/;

/**
 * Reads the inline source map that a bundler puts at the end. It names files by their path from the bundle, wherever that
 * was made, so leading `../` are left out. Code without a map, or with one that can not be read, has no sources.
 */
export function readSourceMap(text: string): FindSource {
  let map: TraceMap | null | undefined;
  return ({ line, column }) => {
    // Only code that fails or logs needs it.
    map ??= decode(text);
    if (map === null) return null;
    const found = originalPositionFor(map, { line, column: column - 1 });
    if (found.source === null) return null;
    return `${found.source.replace(/^(?:\.\.?\/)+/, '')}:${found.line}:${found.column + 1}`;
  };
}

function decode(text: string): TraceMap | null {
  const encoded = inlineMap.exec(text.slice(text.lastIndexOf('\n//')))?.[1];
  if (encoded === undefined) return null;
  try {
    return new TraceMap(Buffer.from(encoded, 'base64').toString('utf8'));
  } catch {
    return null;
  }
}
