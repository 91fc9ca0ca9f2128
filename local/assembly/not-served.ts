import type { Report } from './assembly-error.ts';
import type { DataSourceDefinition, ResolverDefinition } from './model.ts';
import { addressOf } from './resolvers.ts';
import type { Resource } from './scope.ts';

/** Behind the resolvers that are not served. AppSync allows no such name, so none of the template's can be the same. */
const placeholder = '(not served)';

export const placeholderDataSource: DataSourceDefinition = { name: placeholder, type: 'NONE', role: null };

/** In place of a resolver that this server does not serve: its field fails with the error type `NotServed`. */
export function refusingResolver(resource: Resource, reasons: readonly string[], report: Report): ResolverDefinition {
  const message = `Not served locally: ${reasons.join('; ')}`;
  const text = `import { util } from '@aws-appsync/utils';
export function request() { util.error(${JSON.stringify(message)}, 'NotServed'); }
export function response() { return null; }
`;
  const code = { text, origin: resource.logicalId };
  return { ...addressOf(resource, report), code, steps: { kind: 'UNIT', dataSource: placeholder } };
}
