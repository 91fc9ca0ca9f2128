import type { Standing } from '../fact.ts';
import { serve } from '../support/served-api.ts';

export const basics: Standing = {
  area: 'subscriptions',
  certainty: 'sure',
  source: 'AppSync Developer Guide: Subscription filtering and real-time data',
};
export const enhanced: Standing = {
  ...basics,
  source: 'AppSync Developer Guide: Defining enhanced subscriptions filters',
};
export const invalidation: Standing = { ...basics, source: 'AppSync Developer Guide: Unsubscribing with filters' };
export const resolverPage: Standing = { ...basics, source: 'AppSync Developer Guide: Extensions' };
export const likely = (standing: Standing, source = standing.source): Standing => ({
  ...standing,
  certainty: 'likely',
  source,
});
export const decided = (standing: Standing): Standing => ({ ...standing, certainty: 'decided' });
export const limit = (standing: Standing): Standing => ({ ...standing, area: 'limits' });

const FIELDS = 'id s n f b l ns';
export const api = serve(() => ({
  schema: `
    type Deep { v: String  d: Deep }
    type Event { id: ID!  s: String  n: Int  f: Float  b: Boolean  l: [String]  ns: [Int]  d: Deep  extra: String }
    input DeepInput { v: String  d: DeepInput }
    input EventInput { id: ID!  s: String  n: Int  f: Float  b: Boolean  l: [String]  ns: [Int]  d: DeepInput }
    type Query { hello: String }
    type Mutation {
      publish(event: EventInput!): Event
      partial(id: ID!): Event
      nothing: Event
      list: [Event]
      other(id: ID!): Event
      expel(payload: AWSJSON!): Boolean
      expelOften(times: [Int!]!): Boolean
    }
    type Subscription {
      onEvent(id: ID, s: String, n: Int, b: Boolean): Event @aws_subscribe(mutations: ["publish", "partial", "nothing"])
      onFiltered(filter: AWSJSON, s: String): Event @aws_subscribe(mutations: ["publish"])
      onList: [Event] @aws_subscribe(mutations: ["list"])
      onListFiltered: [Event] @aws_subscribe(mutations: ["list"])
      onQuiet(s: String, room: String): Event @aws_subscribe(mutations: ["publish"])
      onGuarded(invalidation: AWSJSON): Event @aws_subscribe(mutations: ["publish"])
      onValue: Event @aws_subscribe(mutations: ["publish"])
      onContext(a: Int): Event @aws_subscribe(mutations: ["publish"])
    }
    schema { query: Query mutation: Mutation subscription: Subscription }`,
  resolvers: {
    'Mutation.publish': { dataSource: 'none', request: 'return { payload: ctx.args.event };' },
    'Mutation.partial': {
      dataSource: 'none',
      request: 'return { payload: { id: ctx.args.id } };',
      response: "util.appendError('Half of it.', 'Partial'); return ctx.result;",
    },
    'Mutation.nothing': { dataSource: 'none', request: 'return { payload: null };' },
    'Mutation.list': { dataSource: 'none', request: "return { payload: [{ id: 'in a list' }] };" },
    'Mutation.other': { dataSource: 'none', request: 'return { payload: { id: ctx.args.id } };' },
    'Mutation.expel': {
      dataSource: 'none',
      request: 'return { payload: true };',
      response: `extensions.invalidateSubscriptions({ subscriptionField: 'onGuarded', payload: ctx.args.payload });
        return true;`,
    },
    'Mutation.expelOften': {
      dataSource: 'none',
      request: 'return { payload: true };',
      response: `for (const n of ctx.args.times) {
          extensions.invalidateSubscriptions({ subscriptionField: 'onGuarded', payload: { n } });
        } return true;`,
    },
    'Event.extra': { dataSource: 'none', request: "return { payload: 'resolved' };" },
    'Subscription.onFiltered': {
      dataSource: 'none',
      request: 'return { payload: null };',
      response: 'extensions.setSubscriptionFilter(ctx.args.filter); return null;',
    },
    'Subscription.onListFiltered': {
      dataSource: 'none',
      request: 'return { payload: null };',
      response: `extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ id: { eq: 'in a list' } })); return null;`,
    },
    'Subscription.onQuiet': { dataSource: 'none', request: 'return { payload: null };', response: 'return null;' },
    // Its own filter, since its argument would be one that names no field of the event.
    'Subscription.onGuarded': {
      dataSource: 'none',
      request: 'return { payload: null };',
      response: `if (ctx.args.invalidation) { extensions.setSubscriptionInvalidationFilter(ctx.args.invalidation); }
        extensions.setSubscriptionFilter(util.transform.toSubscriptionFilter({ id: { eq: 'still' } })); return null;`,
    },
    'Subscription.onValue': { dataSource: 'none', request: "return { payload: { id: 'initial' } };" },
    'Subscription.onContext': {
      dataSource: 'none',
      request: 'return {};',
      response: "util.error(JSON.stringify([ctx.info.parentTypeName, ctx.info.fieldName, ctx.args]), 'Seen');",
    },
  },
}));

export type Filter = readonly [fieldName: string, operator: string, value: unknown];
export type Event = Readonly<Record<string, unknown>>;

const PUBLISH = `mutation P($event: EventInput!) { publish(event: $event) { ${FIELDS} d { v d { v d { v d { v d { v } } } } } } }`;
export const publish = (event: Event) => api.ask(PUBLISH, { event });
export const groupsOf = (groups: readonly (readonly Filter[])[]) => ({
  filterGroup: groups.map((filters) => ({
    filters: filters.map(([fieldName, operator, value]) => ({ fieldName, operator, value })),
  })),
});
export const FILTERED = 'subscription F($filter: AWSJSON) { onFiltered(filter: $filter) { id } }';

let marks = 0;
/** The ids of the events that reach a subscription, in order. An event of its own tells when all were looked at. */
export async function heard(
  query: string,
  variables: object,
  events: readonly Event[],
  mark: Event,
): Promise<unknown[]> {
  const client = await api.open();
  await api.subscribe(client, 's', query, variables);
  for (const event of events) await publish(event);
  await publish(mark);
  const ids: unknown[] = [];
  for (;;) {
    const { payload } = await client.next({ type: 'data' });
    const [event] = Object.values(payload?.data ?? {}) as { id: string }[];
    if (event?.id === mark['id']) break;
    ids.push(event?.id);
  }
  await client.close();
  return ids;
}
/** Filters by groups, of which the mark makes up one more. */
export async function passing(groups: readonly (readonly Filter[])[], events: readonly Event[]): Promise<unknown[]> {
  const id = `mark ${(marks += 1)}`;
  const filter = JSON.stringify(groupsOf([...groups, [['id', 'eq', id]]]));
  return heard(FILTERED, { filter }, events, { id });
}
export const mark = (more: object = {}) => ({ id: `mark ${(marks += 1)}`, ...more });

/** The payload of the first event that a new subscription hears. */
export async function next(query: string, act: () => Promise<unknown>) {
  const client = await api.open();
  await api.subscribe(client, 's', query);
  await act();
  return (await client.next({ type: 'data' })).payload;
}
