/** What is asked of an authorizer: who sends this? */
export interface AuthRequest {
  readonly requestId: string;
  /** Names in lower case. On a WebSocket: the members of the `authorization` object. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  /** The X-Forwarded-For list, then the TCP peer. */
  readonly sourceIp: readonly string[];
  readonly operation: {
    readonly queryString: string | null;
    /** `DeepDish:Connect` when a WebSocket opens. */
    readonly operationName: string | null;
    readonly variables: Readonly<Record<string, unknown>>;
  };
  /** What a Signature Version 4 in the headers must have signed. `path` includes no host. */
  readonly signed: { readonly method: string; readonly path: string; readonly body: string };
}

/** One value of a header; the first, where it was repeated. */
export function headerOf(request: Pick<AuthRequest, 'headers'>, name: string): string | null {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
