/** What a page has to know of the deployment that it belongs to. */
export interface Outputs {
  /** The API's address. */
  readonly endpoint: string;
  /** The user pool that people sign in with. Null = there is none: they bring a session. */
  readonly userPool: UserPoolOutputs | null;
}

export interface UserPoolOutputs {
  readonly userPoolId: string;
  readonly userPoolClientId: string;
  /** Where the pool is, if not at AWS: a local one. */
  readonly userPoolEndpoint?: string;
}

/**
 * What `parley-outputs.json` says, in Amplify's form (`data.url`, `auth.user_pool_id`; `custom` is for what Amplify has no word for). Null = it says
 * nothing that is an API's address of http or https.
 */
export function outputsOf(file: unknown): Outputs | null {
  const { data, auth, custom } = record(file);
  const endpoint = addressOf(record(data).url);
  if (endpoint === null) return null;
  const { user_pool_id: userPoolId, user_pool_client_id: userPoolClientId } = record(auth);
  if (typeof userPoolId !== 'string' || typeof userPoolClientId !== 'string') return { endpoint, userPool: null };
  const userPoolEndpoint = addressOf(record(custom).user_pool_endpoint);
  return { endpoint, userPool: { userPoolId, userPoolClientId, ...(userPoolEndpoint && { userPoolEndpoint }) } };
}

function addressOf(url: unknown): string | null {
  if (typeof url !== 'string' || !URL.canParse(url)) return null;
  return ['http:', 'https:'].includes(new URL(url).protocol) ? url : null;
}

/** Anything as an object whose members may be looked at; what is none has no members. */
function record(value: unknown): Record<string, unknown> {
  // An object of any class answers a string key with unknown.
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
