import type { Standing } from '../fact.ts';
import { serve } from '../support/served-api.ts';

export const sure: Standing = {
  area: 'real time',
  certainty: 'sure',
  source: 'AppSync Developer Guide: Building a real-time WebSocket client',
};
export const likely = (source: string): Standing => ({ ...sure, certainty: 'likely', source });
export const amplify: Standing = { ...sure, source: 'aws-amplify/amplify-js: AWSWebSocketProvider' };

const PASS = { dataSource: 'none', request: 'return { payload: ctx.args };' } as const;
export const api = serve(
  () => ({
    schema: `
    type Post @aws_api_key @aws_lambda @aws_iam { id: ID!  title: String  tags: [String]  secret: String @aws_iam }
    type Query { hello: String }
    type Mutation {
      post(id: ID!, title: String, tags: [String], secret: String): Post @aws_api_key @aws_lambda @aws_iam
    }
    type Subscription {
      onPost(id: ID, title: String): Post @aws_subscribe(mutations: ["post"]) @aws_api_key @aws_lambda
      onDenied: Post @aws_subscribe(mutations: ["post"]) @aws_iam
      onRefused: Post @aws_subscribe(mutations: ["post"])
      onUnauthorized: Post @aws_subscribe(mutations: ["post"])
      onNeeded(id: ID!): Post @aws_subscribe(mutations: ["post"])
    }
    schema { query: Query mutation: Mutation subscription: Subscription }`,
    moreModes: ['lambda', 'iam'],
    handler: 'export const handler = async () => ({});',
    authorizer: `
    export async function handler(event) {
      const isConnect = event.requestContext.operationName === 'DeepDish:Connect';
      if (event.authorizationToken === 'connect-only') return { isAuthorized: isConnect };
      if (event.authorizationToken === 'never-connect') return { isAuthorized: !isConnect };
      return { isAuthorized: event.authorizationToken === 'good' };
    }`,
    resolvers: {
      'Query.hello': { ...PASS, dataSource: 'lambda' },
      'Mutation.post': PASS,
      'Subscription.onRefused': {
        dataSource: 'none',
        request: 'return { payload: null };',
        response: "util.error('Not today.', 'Closed', null, { code: 'C1' });",
      },
      'Subscription.onUnauthorized': {
        dataSource: 'none',
        request: 'return { payload: null };',
        response: 'util.unauthorized();',
      },
    },
  }),
  // So many starts in one second are a fact of their own.
  { realtime: { startsPerSecond: 1000 } },
);

export const host = () => new URL(api.server().url).host;
export const token = (value: string) => ({ Authorization: value, host: host() });
export const ALL = 'subscription { onPost { id title } }';
export const post = (id: string, more = '', selection = 'id title') =>
  api.ask(`mutation { post(id: "${id}", title: "t" ${more}) { ${selection} } }`);
