import { createRequire } from 'node:module';
import { Server } from 'node:net';
import { runPeer } from './peer.ts';
import { peerSchema } from './schema.ts';
import { type Store, credentials, memberTable, messageTable, openStore, region } from './store.ts';

/** What is used of the package. Its own types are of another graphql than this repository's. */
interface SimulatorPackage {
  AmplifyAppSyncSimulator: new (options: { port: number }) => {
    init(config: object): void;
    start(): Promise<void>;
    stop(): Promise<void>;
    readonly localhostUrl: string;
  };
}

const apiKey = 'da2-bench';
const template = (content: string) => ({ path: `${String((paths += 1))}.vtl`, content });
let paths = 0;

/**
 * The Amplify simulator with Parley's schema. It runs VTL alone, has no HTTP data source, and takes a WebSocket's authorization by
 * query string alone; so what publishes here is `publishChannelEvent` itself, by API key. `PARLEY_BENCH_STORE=1`: after one read
 * and one put; else of a NONE data source, as Parley has it.
 */
await runPeer(async () => {
  listenOnLoopback();
  const { AmplifyAppSyncSimulator } = createRequire(new URL('../simulator/package.json', import.meta.url))(
    '@aws-amplify/amplify-appsync-simulator',
  ) as SimulatorPackage;
  const store = process.env['PARLEY_BENCH_STORE'] === '1' ? await openStore() : null;
  const simulator = new AmplifyAppSyncSimulator({ port: 0 });
  simulator.init({
    schema: { content: peerSchema() },
    appSync: {
      name: 'bench',
      apiKey,
      defaultAuthenticationType: { authenticationType: 'API_KEY' },
      additionalAuthenticationProviders: [],
    },
    ...(store ? storing(store) : passing()),
  });
  await simulator.start();
  const url = `${simulator.localhostUrl}/graphql`;
  return {
    address: {
      dialect: 'appsync',
      url: url.replace('localhost', '127.0.0.1'),
      realtimeUrl: `${url.replace(/^http:..localhost/, 'ws://127.0.0.1')}/realtime`,
      tokens: [''],
      apiKey,
    },
    async close() {
      void simulator.stop();
      await store?.close();
    },
  };
});

/** It listens to the whole network, and has no option for it. */
function listenOnLoopback(): void {
  const listen = Reflect.get(Server.prototype, 'listen') as (...given: unknown[]) => Server;
  Server.prototype.listen = function (this: Server, ...given: unknown[]) {
    return typeof given[0] === 'number' && given.length === 1
      ? listen.call(this, given[0], '127.0.0.1')
      : listen.apply(this, given);
  } as Server['listen'];
}

function passing() {
  const request = template('{"version": "2018-05-29", "payload": $util.toJson($ctx.args.input)}');
  const response = template('$util.toJson($ctx.result)');
  return {
    mappingTemplates: [request, response],
    dataSources: [{ name: 'none', type: 'NONE' }],
    resolvers: [
      {
        kind: 'UNIT',
        typeName: 'Mutation',
        fieldName: 'publishChannelEvent',
        dataSourceName: 'none',
        requestMappingTemplateLocation: request.path,
        responseMappingTemplateLocation: response.path,
      },
    ],
  };
}

function storing({ endpoint }: Store) {
  const before = template('{}');
  const after = template('$util.toJson($ctx.args.input)');
  const read = template(`{
    "version": "2018-05-29", "operation": "GetItem", "consistentRead": true,
    "key": {"id": $util.dynamodb.toDynamoDBJson($ctx.args.input.actorId)}
  }`);
  const member = template('#if($util.isNull($ctx.result)) $util.error("none") #end $util.toJson($ctx.result)');
  const put = template(`{
    "version": "2018-05-29", "operation": "PutItem",
    "key": {"id": $util.dynamodb.toDynamoDBJson($ctx.args.input.message.id)},
    "attributeValues": $util.dynamodb.toMapValuesJson($ctx.args.input.message),
    "condition": {"expression": "attribute_not_exists(id)"}
  }`);
  const stored = template('$util.toJson($ctx.result)');
  const source = (name: string, tableName: string) => {
    return { name, type: 'AMAZON_DYNAMODB', config: { endpoint, region, tableName }, options: { credentials } };
  };
  const step = (name: string, dataSourceName: string, request: { path: string }, response: { path: string }) => {
    const [requestMappingTemplateLocation, responseMappingTemplateLocation] = [request.path, response.path];
    return { name, dataSourceName, requestMappingTemplateLocation, responseMappingTemplateLocation };
  };
  return {
    mappingTemplates: [before, after, read, member, put, stored],
    dataSources: [source('members', memberTable), source('messages', messageTable)],
    functions: [step('read', 'members', read, member), step('write', 'messages', put, stored)],
    resolvers: [
      {
        kind: 'PIPELINE',
        typeName: 'Mutation',
        fieldName: 'publishChannelEvent',
        functions: ['read', 'write'],
        requestMappingTemplateLocation: before.path,
        responseMappingTemplateLocation: after.path,
      },
    ],
  };
}
