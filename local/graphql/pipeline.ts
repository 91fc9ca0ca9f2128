import type { ResolverCode } from '../runtime/evaluation.ts';
import type { BoundDataSource, FieldRun, Finished } from './field-run.ts';

export interface PipelineResolver {
  readonly kind: 'PIPELINE';
  /** As in `Mutation.sendMessage`. */
  readonly address: string;
  readonly code: ResolverCode;
  readonly functions: readonly PipelineFunction[];
}

export interface PipelineFunction {
  readonly name: string;
  readonly code: ResolverCode;
  readonly dataSource: BoundDataSource;
}

/**
 * request → each function (request → data source → response) → response.
 *
 * An early return of the resolver's own request handler skips the functions and goes to the response handler: the guide's
 * runtime page says so, its overview page words it as leaving the resolver; the runtime page is the newer.
 */
export async function runPipeline(run: FieldRun, resolver: PipelineResolver): Promise<unknown> {
  const before = run.handle(resolver.code, 'request', { prev: null });
  let previous = before.value;
  if (before.kind !== 'earlyReturn') {
    for (const step of resolver.functions) {
      const outcome = await runFunction(run, step, previous);
      previous = outcome.value;
      if (outcome.kind === 'earlyReturn' && outcome.skipTo === 'END') break;
    }
  }
  // The last output is visible under both names.
  return run.handle(resolver.code, 'response', { prev: { result: previous }, result: previous }).value;
}

async function runFunction(run: FieldRun, step: PipelineFunction, previous: unknown): Promise<Finished> {
  const prev = { result: previous };
  const asked = run.handle(step.code, 'request', { prev });
  if (asked.kind === 'earlyReturn') return asked;
  const { result, error } = await run.call(step.dataSource, asked.value, step.name);
  return run.handle(step.code, 'response', { prev, result: result ?? null, ...(error && { error }) });
}
