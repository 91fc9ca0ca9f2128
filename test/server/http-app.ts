import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import {
  AuthorizationType,
  Code,
  Definition,
  FunctionRuntime,
  GraphqlApi,
  IntrospectionConfig,
  Resolver,
} from 'aws-cdk-lib/aws-appsync';
import type { Assembly } from './note-app.ts';

/** An API open to a key, and to IAM for its own role: resolvers that show what reached them. `isClosed`: with every limit. */
export function synthesizeEcho(options: { readonly isClosed?: boolean } = {}): Assembly {
  const directory = mkdtempSync(join(tmpdir(), 'echo-'));
  const schemaFile = join(directory, 'schema.graphql');
  writeFileSync(schemaFile, SCHEMA);
  const app = new App({ outdir: join(directory, 'out'), analyticsReporting: false });
  const stack = new Stack(app, 'Echo');
  const api = new GraphqlApi(stack, 'Api', {
    name: 'echo',
    definition: Definition.fromFile(schemaFile),
    authorizationConfig: {
      defaultAuthorization: { authorizationType: AuthorizationType.API_KEY },
      additionalAuthorizationModes: [{ authorizationType: AuthorizationType.IAM }],
    },
    ...(options.isClosed && {
      introspectionConfig: IntrospectionConfig.DISABLED,
      queryDepthLimit: 2,
      resolverCountLimit: 2,
    }),
  });
  const none = api.addNoneDataSource('none');
  const self = api.addHttpDataSource('self', 'http://localhost', {
    authorizationConfig: { signingRegion: stack.region, signingServiceName: 'appsync' },
  });
  api.grantQuery(self);
  api.grantMutation(self);
  const expressions: Readonly<Record<string, string>> = {
    'Query.headers': 'ctx.request.headers',
    'Query.identity': 'ctx.identity',
    'Query.args': 'ctx.args',
    'Query.text': 'ctx.args.is',
    'Query.parent': '{ name: "one" }',
    'Parent.child': '{ name: ctx.source.name + ".child" }',
    'Mutation.change': 'ctx.args.to',
  };
  for (const [address, expression] of Object.entries(expressions)) {
    const [typeName = '', fieldName = ''] = address.split('.');
    new Resolver(stack, `${typeName}${fieldName}`, {
      api,
      typeName,
      fieldName,
      dataSource: none,
      runtime: FunctionRuntime.JS_1_0_0,
      code: Code.fromInline(`
        import { util } from '@aws-appsync/utils';
        export function request(ctx) { util.http.addResponseHeader('x-own', 'set'); return { payload: ${expression} }; }
        export function response(ctx) { return ctx.result; }`),
    });
  }
  app.synth();
  return { directory: join(directory, 'out'), remove: () => rmSync(directory, { recursive: true, force: true }) };
}

const SCHEMA = `
type Parent { name: String child: Parent }
type Query {
  headers: AWSJSON
  identity: AWSJSON @aws_iam
  args(a: Int, at: AWSDateTime): AWSJSON
  text(is: String!): String
  parent: Parent
  bare: String
}
type Mutation { change(to: String): String }
`;
