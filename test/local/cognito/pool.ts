import { once } from 'node:events';
import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import type { UserPoolClientDefinition, UserPoolDefinition } from '../../../local/assembly/model.ts';
import type { SeedUser, UserPools } from '../../../local/cognito/index.ts';
import { createUserPools, createUserPoolsRoute, openStore } from '../../../local/cognito/index.ts';
import { createSigningKey } from '../../../local/cognito/tokens.ts';
import { silentLog } from '../../../local/log.ts';

export const web: UserPoolClientDefinition = {
  logicalId: 'Web',
  id: 'webclient00000000000000000',
  secret: null,
  authFlows: new Set(['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'REFRESH_TOKEN_AUTH']),
  accessTokenMs: 300_000,
  idTokenMs: 600_000,
  refreshTokenMs: 86_400_000,
  hidesUnknownUsers: true,
};

export const people: UserPoolDefinition = {
  logicalId: 'People',
  id: 'eu-west-1_abcdefghi',
  region: 'eu-west-1',
  usernameAttributes: ['email'],
  aliasAttributes: [],
  autoVerified: ['email'],
  requiredAttributes: ['email'],
  customAttributes: ['custom:tenant'],
  allowsSignUp: true,
  isCaseSensitive: false,
  passwordPolicy: {
    minimumLength: 8,
    needsLowercase: true,
    needsUppercase: true,
    needsNumber: true,
    needsSymbol: true,
  },
  clients: [web],
  groups: [
    { name: 'late', precedence: null },
    { name: 'second', precedence: 2 },
    { name: 'first', precedence: 1 },
  ],
};

export const ann: SeedUser = { username: 'ann@example.com', password: 'Passw0rd!' };

export interface Answer {
  readonly status: number;
  readonly errorType: string | null;
  readonly body: Record<string, unknown> & {
    readonly message?: string;
    readonly AuthenticationResult?: Record<string, string>;
    readonly ChallengeParameters?: Record<string, string>;
  };
}

export interface ServedPools {
  readonly pools: UserPools;
  readonly origin: string;
  readonly lines: readonly string[];
  call(operation: string, input: object): Promise<Answer>;
  /** Signs in by password and answers the tokens. */
  signIn(user?: SeedUser, client?: UserPoolClientDefinition): Promise<Record<string, string>>;
}

export interface PoolsParts {
  readonly pool?: Partial<UserPoolDefinition>;
  readonly client?: Partial<UserPoolClientDefinition>;
  readonly users?: readonly SeedUser[];
  readonly directory?: string;
  /** Default: pools without a directory share one, as making a key takes a while. */
  readonly hasOwnKey?: boolean;
}

let sharedKey: ReturnType<typeof createSigningKey> | null = null;

/** The user pools API over HTTP, until the test ends. */
export async function servePools(parts: PoolsParts = {}): Promise<ServedPools> {
  const lines: string[] = [];
  const log = { ...silentLog, info: (line: string) => void lines.push(line) };
  const definition = { ...people, clients: [{ ...web, ...parts.client }], ...parts.pool };
  const userPoolStore = openStore(parts.directory ?? null);
  if (parts.directory === undefined && !parts.hasOwnKey) {
    const signingKey = await (sharedKey ??= createSigningKey());
    userPoolStore.pools[definition.id] = { signingKey, users: [], signIns: [] };
  }
  const pools = await createUserPools([definition], { userPoolStore, users: parts.users ?? [ann], log }, null);
  const server = createServer((request, response) => {
    void (async () => {
      const isServed = await route(request, response);
      if (!isServed) response.writeHead(404).end();
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as { port: number };
  const origin = `http://127.0.0.1:${port}`;
  const route = createUserPoolsRoute(() => pools.pools, origin, log);
  const call: ServedPools['call'] = async (operation, input) => {
    const response = await fetch(`${origin}/cognito`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      },
      body: JSON.stringify(input),
    });
    const body = (await response.json()) as Answer['body'];
    return { status: response.status, errorType: response.headers.get('x-amzn-errortype'), body };
  };
  return {
    pools,
    origin,
    lines,
    call,
    async signIn({ username, password } = ann, client = web) {
      const AuthParameters = { USERNAME: username, PASSWORD: password };
      const input = { ClientId: client.id, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters };
      const { body } = await call('InitiateAuth', input);
      if (!body.AuthenticationResult) throw new Error(JSON.stringify(body));
      return body.AuthenticationResult;
    },
  };
}
