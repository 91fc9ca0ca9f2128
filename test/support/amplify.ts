import { Amplify, type ResourcesConfig } from 'aws-amplify';
import { generateClient, type GraphQLResult } from 'aws-amplify/api';
import { decodeJWT, fetchAuthSession, signIn, signOut } from 'aws-amplify/auth';
import { Hub } from 'aws-amplify/utils';

/** How to call an API with the real Amplify client, in Node as in a browser. Plain data, so that it can be handed to a page. */
export interface Setup {
  /** In capitals, as in `HTTP://localhost:4000/graphql`: Amplify speaks TLS to any other. */
  readonly endpoint: string;
  readonly region: string;
  readonly authMode: 'apiKey' | 'iam' | 'userPool' | 'oidc' | 'lambda' | 'none';
  readonly apiKey?: string;
  readonly credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken: string };
  /** For oidc, lambda and none. */
  readonly token?: string;
  readonly cognito?: {
    readonly userPoolId: string;
    readonly userPoolClientId: string;
    readonly userPoolEndpoint: string;
    readonly username: string;
    readonly password: string;
  };
}

export interface Note {
  readonly id: string | null;
  readonly mode: string | null;
  readonly by: string | null;
}

/** What came of a query, a mutation and a subscription that heard the mutation. */
export interface Outcome {
  readonly query: Note;
  readonly mutation: Note;
  readonly event: Note;
}

const NOTE = '{ id mode by }';

export async function callEverything(setup: Setup): Promise<Outcome> {
  const { ask, subscribe } = await connect(setup);
  const query = await ask<{ whoami: Note }>(`query { whoami ${NOTE} }`);
  const subscription = await subscribe();
  const mutation = await ask<{ addNote: Note }>(`mutation { addNote(id: "${setup.authMode}") ${NOTE} }`);
  const event = await subscription.next;
  subscription.close();
  return { query: query.whoami, mutation: mutation.addNote, event };
}

/** Signs in with SRP, forces a refresh, and answers the two access tokens. */
export async function refreshSession(setup: Setup): Promise<{ readonly before: string; readonly after: string }> {
  await connect(setup);
  const before = await fetchAuthSession();
  const after = await fetchAuthSession({ forceRefresh: true });
  return { before: String(before.tokens?.accessToken), after: String(after.tokens?.accessToken) };
}

export interface Connected {
  ask<Data>(document: string): Promise<Data>;
  /** Resolves when AppSync has acknowledged the subscription. Rejects with what it was refused with. */
  subscribe(): Promise<{ readonly next: Promise<Note>; close(): void }>;
}

/** Amplify is one for the whole page or process: what was set up before is forgotten. */
export async function connect(setup: Setup): Promise<Connected> {
  configure(setup);
  if (setup.cognito) {
    const { username, password } = setup.cognito;
    await signOut();
    await signIn({ username, password });
  }
  const { authMode, token } = setup;
  const isCustom = authMode === 'lambda' || authMode === 'none';
  const client = generateClient({ authMode, ...(isCustom && token && { authToken: token }) });
  return {
    async ask<Data>(document: string) {
      // By its kind: only a subscription's document answers an observable.
      const result = (await client.graphql({ query: document })) as GraphQLResult<Data>;
      return result.data;
    },
    subscribe: () =>
      new Promise((resolve, reject) => {
        let hear: (note: Note) => void;
        const next = new Promise<Note>((resolveNext) => (hear = resolveNext));
        const stopListening = Hub.listen('api', ({ payload }) => {
          if (payload.event !== 'Subscription ack') return;
          stopListening();
          resolve({ next, close: () => subscription.unsubscribe() });
        });
        // A document that is only text has no type to tell that it is a subscription.
        const events = client.graphql({ query: `subscription { onNote ${NOTE} }` }) as unknown as Observable;
        const subscription = events.subscribe({ next: ({ data }) => hear(data.onNote), error: reject });
      }),
  };
}

interface Observable {
  subscribe(observer: {
    next(event: { readonly data: { readonly onNote: Note } }): void;
    error(reason: unknown): void;
  }): { unsubscribe(): void };
}

function configure({ endpoint, region, authMode, apiKey, credentials, token, cognito }: Setup): void {
  const GraphQL = { endpoint, region, defaultAuthMode: authMode, ...(apiKey && { apiKey }) };
  if (cognito) {
    const { userPoolId, userPoolClientId, userPoolEndpoint } = cognito;
    Amplify.configure({
      API: { GraphQL },
      Auth: { Cognito: { userPoolId, userPoolClientId, userPoolEndpoint } },
    } as ResourcesConfig);
    return;
  }
  Amplify.configure({ API: { GraphQL } } as ResourcesConfig, {
    Auth: {
      ...(token && { tokenProvider: { getTokens: async () => ({ accessToken: decodeJWT(token) }) } }),
      ...(credentials && {
        credentialsProvider: {
          getCredentialsAndIdentityId: async () => ({ credentials }),
          clearCredentialsAndIdentityId() {},
        },
      }),
    },
  });
}
