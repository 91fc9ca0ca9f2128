import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { useServer } from 'graphql-ws/use/ws';
import { createPubSub, createSchema, createYoga } from 'graphql-yoga';
import { SignJWT, jwtVerify } from 'jose';
import { WebSocketServer } from 'ws';
import { accounts } from '../../dev/accounts.ts';
import { runPeer } from './peer.ts';
import { audienceOf, channelIdOf } from './scene.ts';
import { peerSchema } from './schema.ts';
import { memberTable, messageTable, openStore } from './store.ts';

interface Context {
  readonly userId: string;
}

/** What graphql-ws hands over of a socket. */
type Socket = Record<PropertyKey, unknown> & { userId: string };

interface SendInput {
  readonly id: string;
  readonly channelId: string;
  readonly content: string;
}

const sessions = 1_000;

/**
 * What one would build without AppSync: a session verified at each request and each connection, one read of the membership, one
 * conditional put, and an event to those who subscribed to the channel. Fewer rules than Parley has, and half its calls.
 */
await runPeer(async () => {
  const store = await openStore();
  const secret = new TextEncoder().encode('the secret of a benchmark on this machine');
  const pubSub = createPubSub<Record<string, [unknown]>>();
  let subscribed = 0;

  const verify = async (token: string): Promise<Context> => {
    const { payload } = await jwtVerify(token, secret, { algorithms: ['HS256'], requiredClaims: ['sub', 'exp'] });
    return { userId: payload.sub ?? '' };
  };
  const requireMember = async (userId: string) => {
    const Key = { id: userId };
    const { Item } = await store.client.send(new GetCommand({ TableName: memberTable, Key, ConsistentRead: true }));
    if (!Item) throw new Error('There is no such channel.');
  };
  const sendMessage = async (_: unknown, { input }: { input: SendInput }, { userId }: Context) => {
    await requireMember(userId);
    const at = new Date().toISOString();
    const lists = { attachments: [], mentions: [], reactions: [] };
    const Item = { ...input, ...lists, userId, seq: Date.now() % 1e9, rev: 1, createdAt: at, updatedAt: at };
    await store.client.send(
      new PutCommand({ TableName: messageTable, Item, ConditionExpression: 'attribute_not_exists(id)' }),
    );
    const { channelId, seq } = Item;
    const audience = audienceOf(channelId);
    const event = { channelId, seq, kind: 'MESSAGE_SENT', actorId: userId, at, audience, endsAudience: false };
    pubSub.publish(channelId, { ...event, message: Item });
    return Item;
  };
  const onChannelEvent = {
    async subscribe(_: unknown, { channelId }: { channelId: string }, { userId }: Context) {
      await requireMember(userId);
      subscribed += 1;
      return pubSub.subscribe(channelId);
    },
    resolve: (event: unknown) => event,
  };
  const scalars = 'scalar AWSDateTime\ndirective @aws_subscribe(mutations: [String!]!) on FIELD_DEFINITION\n';
  const schema = createSchema<Context>({
    typeDefs: scalars + peerSchema(),
    resolvers: { Mutation: { sendMessage }, Subscription: { onChannelEvent } },
  });

  const yoga = createYoga<object, Context>({
    schema,
    logging: false,
    graphiql: false,
    landingPage: false,
    context: async (initial: object & { request?: Request; extra?: Socket }) =>
      initial.extra ?? verify(initial.request?.headers.get('authorization') ?? ''),
  });
  // Yoga answers as a Node request listener, whose promise nobody waits for.
  const server = createServer((request, response) => void yoga(request, response));
  const webSockets = new WebSocketServer({ server, path: '/graphql', perMessageDeflate: false });
  // As the guide of graphql-yoga wires the two (features, subscriptions, "GraphQL over WebSocket").
  type Enveloped = { rootValue: { execute: (args: object) => never; subscribe: (args: object) => never } };
  useServer<{ token?: string }, Socket>(
    {
      execute: (args) => (args as unknown as Enveloped).rootValue.execute(args),
      subscribe: (args) => (args as unknown as Enveloped).rootValue.subscribe(args),
      async onConnect({ connectionParams, extra }) {
        extra.userId = (await verify(connectionParams?.token ?? '')).userId;
      },
      async onSubscribe({ extra }, _id, params) {
        const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({ extra, params });
        const document = parse(params.query);
        const errors = validate(schema, document);
        if (errors.length > 0) return errors;
        const { operationName, variables: variableValues } = params;
        const contextValue = await contextFactory();
        return { schema, operationName, document, variableValues, contextValue, rootValue: { execute, subscribe } };
      },
    },
    webSockets,
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  webSockets.on('connection', (socket) => socket.on('close', () => (subscribed -= 1)));
  const tokens = await Promise.all(
    Array.from({ length: sessions }, (_, at) =>
      new SignJWT({ jti: channelIdOf(at) })
        .setProtectedHeader({ alg: 'HS256' })
        .setSubject(accounts[at % accounts.length]?.user ?? '')
        .setExpirationTime('8h')
        .sign(secret),
    ),
  );
  return {
    address: {
      dialect: 'graphql-ws',
      url: `http://127.0.0.1:${port}/graphql`,
      realtimeUrl: `ws://127.0.0.1:${port}/graphql`,
      tokens,
    },
    subscribed: () => subscribed,
    async close() {
      for (const socket of webSockets.clients) socket.terminate();
      server.closeAllConnections();
      server.close();
      await store.close();
    },
  };
});
