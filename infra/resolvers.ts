import {
  AppsyncFunction,
  Code,
  FunctionRuntime,
  type GraphqlApi,
  Resolver,
  ResolverMetricsConfig,
} from 'aws-cdk-lib/aws-appsync';
import { Construct } from 'constructs';
import { bundleResolver } from './bundle.ts';
import type { DataSources } from './data-sources.ts';
import { type StepName, fields, steps } from './wiring.ts';

const runtime = FunctionRuntime.JS_1_0_0;

/** Those with metrics of their own, each of which is billed: what people wait for most. */
const measured: ReadonlySet<string> = new Set(['Mutation.sendMessage']);

/** Every step and field of the wiring, with its code bundled. */
export class Resolvers extends Construct {
  constructor(scope: Construct, id: string, api: GraphqlApi, dataSources: DataSources) {
    super(scope, id);
    const functions = new Map<StepName, AppsyncFunction>();
    for (const [name, dataSource] of Object.entries(steps) as [StepName, (typeof steps)[StepName]][]) {
      functions.set(
        name,
        new AppsyncFunction(this, name, {
          name,
          api,
          dataSource: dataSources.of(dataSource),
          code: Code.fromAsset(bundleResolver(`functions/${name}`)),
          runtime,
        }),
      );
    }
    for (const [address, wiring] of Object.entries(fields)) {
      const [typeName = '', fieldName = ''] = address.split('.');
      new Resolver(this, address, {
        api,
        typeName,
        fieldName,
        ...(typeof wiring === 'string'
          ? { dataSource: dataSources.of(wiring) }
          : { pipelineConfig: wiring.flatMap((step) => functions.get(step) ?? []) }),
        code: Code.fromAsset(bundleResolver(address)),
        runtime,
        ...(measured.has(address) ? { metricsConfig: ResolverMetricsConfig.ENABLED } : {}),
      });
    }
  }
}
