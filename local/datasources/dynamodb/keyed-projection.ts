import { attributeName, type Expression } from './expression.ts';

/**
 * The projection with the key's attributes added where they are missing: without its key an item of a batch cannot be
 * told from the others. `unwanted` are the names that were added.
 */
export function keyedProjection(
  projection: Expression | undefined,
  keyNames: readonly string[],
): { projection: Expression | undefined; unwanted: readonly string[] } {
  if (projection === undefined) return { projection, unwanted: [] };
  const unwanted = unprojected(projection, keyNames);
  if (unwanted.length === 0) return { projection, unwanted };
  const aliases = unwanted.map((_, index) => `#batchKey_${index}`);
  return {
    projection: {
      ...projection,
      text: [projection.text, ...aliases].join(', '),
      names: { ...projection.names, ...Object.fromEntries(aliases.map((alias, i) => [alias, unwanted[i] ?? ''])) },
    },
    unwanted,
  };
}

/** Those of the key's attributes that the projection leaves out. */
export function unprojected(projection: Expression, keyNames: readonly string[]): readonly string[] {
  const present = new Set(projection.text.split(',').map((path) => topName(path.trim(), projection)));
  return keyNames.filter((name) => !present.has(name));
}

/** The attribute of the item that a document path such as `#a.b[0]` lies in. */
function topName(path: string, projection: Expression): string {
  return attributeName(projection, path.split(/[.[]/, 1)[0] ?? path);
}
