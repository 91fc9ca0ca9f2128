import type { AuthMode, PolicyStatement } from '../assembly/model.ts';

export type AuthModeType = AuthMode['type'];

/** Who makes a request, once it is known to be true. */
export interface Caller {
  readonly mode: AuthModeType;
  /** `ctx.identity`, in the shape of the mode; null = API key. */
  readonly identity: unknown;
  /** `Type.field`, as the Lambda authorizer named them; empty for every other mode. */
  readonly deniedFields: ReadonlySet<string>;
  /** Cognito groups; empty for every other mode. */
  readonly groups: readonly string[];
  /** What the role of an IAM caller may do; null for every other mode. */
  readonly statements: readonly PolicyStatement[] | null;
}

export const noFields: ReadonlySet<string> = new Set();
