import type { ResolverCode } from '../runtime/evaluation.ts';
import type { BoundDataSource, FieldRun } from './field-run.ts';

export interface UnitResolver {
  readonly kind: 'UNIT';
  /** As in `Query.me`. */
  readonly address: string;
  readonly code: ResolverCode;
  readonly dataSource: BoundDataSource;
}

/**
 * request → data source → response. An early return of the request handler is the field's value: the response handler is
 * not run (AppSync Developer Guide, runtime utilities).
 */
export async function runUnit(run: FieldRun, resolver: UnitResolver): Promise<unknown> {
  const asked = run.handle(resolver.code, 'request', { prev: null });
  if (asked.kind === 'earlyReturn') return asked.value;
  const { result, error } = await run.call(resolver.dataSource, asked.value, resolver.address);
  return run.handle(resolver.code, 'response', { prev: null, result: result ?? null, ...(error && { error }) }).value;
}
