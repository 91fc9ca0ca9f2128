import { readFileSync } from 'node:fs';
import { bundleResolver } from '../../infra/bundle.ts';
import { type HandlerContext, loadCode } from '../../local/runtime/index.ts';

const loaded = new Map<string, ReturnType<typeof loadCode>>();

/** Runs one handler of a resolver or step, bundled as it is deployed, in AppSync's language; Alice calls. */
export function runHandler(file: string, handler: 'request' | 'response', more: Partial<HandlerContext>) {
  const code = loaded.get(file) ?? load(file);
  loaded.set(file, code);
  return code.run(handler, {
    arguments: {},
    identity: { resolverContext: { userId: 'alice' } },
    source: null,
    stash: {},
    prev: { result: null },
    request: { headers: {}, domainName: null },
    info: { fieldName: 'f', parentTypeName: 'Mutation', variables: {}, selectionSetList: [], selectionSetGraphQL: '' },
    env: {},
    ...more,
  });
}

function load(file: string) {
  const origin = bundleResolver(file);
  return loadCode({ text: readFileSync(origin, 'utf8'), origin });
}
