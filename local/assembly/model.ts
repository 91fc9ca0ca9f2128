import type { AssemblyProblem } from './assembly-error.ts';

/**
 * What a cloud assembly deploys, as far as this server serves it. Every intrinsic (`Ref`, `Fn::GetAtt`, …) is already
 * resolved to the value that the resource has locally, so nothing behind `readAssembly` knows CloudFormation.
 */
export interface Deployment {
  readonly apis: readonly ApiDefinition[];
  readonly tables: readonly TableDefinition[];
  readonly lambdas: readonly LambdaDefinition[];
  readonly secrets: readonly SecretDefinition[];
  readonly userPools: readonly UserPoolDefinition[];
  readonly buckets: readonly BucketDefinition[];
  readonly schedules: readonly ScheduleDefinition[];
  /** Every role whose policies can be read, those that nothing here acts in included: callers may. */
  readonly roles: readonly RoleDefinition[];
  /** The stacks' outputs by name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** What stands in the assembly and is not served, where that was asked for; else empty. */
  readonly leftOut: readonly AssemblyProblem[];
}

/** One `AWS::AppSync::GraphQLApi` with all that hangs on it. */
export interface ApiDefinition {
  /** 26 lower-case letters and digits, derived from the logical id, so that it is the same at every start. */
  readonly id: string;
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** The whole SDL as it stands in the template, AppSync's own scalars and directives not included. */
  readonly schema: string;
  /** The default mode first. */
  readonly authModes: readonly [AuthMode, ...AuthMode[]];
  /** `ctx.env`. */
  readonly environment: Readonly<Record<string, string>>;
  readonly introspection: 'ENABLED' | 'DISABLED';
  /** 0 = no limit. */
  readonly queryDepthLimit: number;
  /** 0 = AppSync's own limit of 10,000. */
  readonly resolverCountLimit: number;
  readonly dataSources: readonly DataSourceDefinition[];
  readonly resolvers: readonly ResolverDefinition[];
}

export type AuthMode =
  | {
      readonly type: 'API_KEY';
      /** `expiresAt` in epoch milliseconds; null = the template sets no expiry, and the key does not expire locally. */
      readonly keys: readonly { readonly value: string; readonly expiresAt: number | null }[];
    }
  | { readonly type: 'AWS_IAM' }
  | {
      readonly type: 'AWS_LAMBDA';
      readonly functionArn: string;
      /** Seconds; 0 = no caching, which is AppSync's default. */
      readonly resultTtlSeconds: number;
      /** A regular expression that a token must match before the function is asked; null = none. */
      readonly tokenPattern: string | null;
    }
  | {
      readonly type: 'AMAZON_COGNITO_USER_POOLS';
      readonly userPoolId: string;
      readonly region: string;
      /** What the id of a token's app client must match; null = any. */
      readonly appIdClientRegex: string | null;
      /** DENY: a field without a directive is closed. */
      readonly defaultAction: 'ALLOW' | 'DENY';
    }
  | {
      readonly type: 'OPENID_CONNECT';
      readonly issuer: string;
      /** A regular expression for a token's `aud` or `azp`; null = any. */
      readonly clientId: string | null;
      /** How long a token holds after its `iat`; null = until its `exp`. */
      readonly iatTtlMs: number | null;
      /** How long a token holds after its `auth_time`; null = until its `exp`. */
      readonly authTtlMs: number | null;
    };

export type DataSourceDefinition = { readonly name: string; readonly role: RoleDefinition | null } & (
  | { readonly type: 'NONE' }
  | { readonly type: 'AMAZON_DYNAMODB'; readonly tableName: string }
  | { readonly type: 'AWS_LAMBDA'; readonly functionArn: string }
  | {
      readonly type: 'HTTP';
      /** Scheme and host, no path. */
      readonly endpoint: string;
      /** null = requests go unsigned. */
      readonly signing: { readonly region: string; readonly service: string } | null;
    }
);

/** An IAM role and what it may do: the statements of all its inline and attached policies. */
export interface RoleDefinition {
  readonly arn: string;
  readonly statements: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

export interface ResolverDefinition {
  readonly typeName: string;
  readonly fieldName: string;
  readonly code: CodeSource;
  /** UNIT: the one data source. PIPELINE: the functions in their order. */
  readonly steps:
    | { readonly kind: 'UNIT'; readonly dataSource: string; readonly lambdaCalls?: LambdaCalls }
    | { readonly kind: 'PIPELINE'; readonly functions: readonly FunctionDefinition[] };
}

export interface FunctionDefinition {
  readonly id: string;
  readonly name: string;
  readonly dataSource: string;
  readonly code: CodeSource;
  readonly lambdaCalls?: LambdaCalls;
}

/** How a resolver or function calls its Lambda function. Absent = as its code asks, in batches of AppSync's default size. */
export interface LambdaCalls {
  /** How many calls go out as one `BatchInvoke`, at most 2,000; 0 = AppSync's default. */
  readonly maxBatchSize: number;
  /** A "direct Lambda resolver": the template gives it no code, and `code` is what AppSync does in its place. */
  readonly isDirect: boolean;
}

export interface CodeSource {
  readonly text: string;
  /** The asset's path, or the logical id where the code is inline: what a developer is told when it fails. */
  readonly origin: string;
}

/** One table, in the words of DynamoDB's `CreateTable`. */
export interface TableDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly keySchema: readonly KeyElement[];
  readonly attributes: readonly { readonly name: string; readonly type: 'S' | 'N' | 'B' }[];
  readonly globalIndexes: readonly IndexDefinition[];
  readonly localIndexes: readonly IndexDefinition[];
  /** The attribute that holds the expiry in epoch seconds; null = items do not expire. */
  readonly ttlAttribute: string | null;
}

export interface KeyElement {
  readonly name: string;
  readonly kind: 'HASH' | 'RANGE';
}

export interface IndexDefinition {
  readonly name: string;
  readonly keySchema: readonly KeyElement[];
  readonly projection:
    { readonly kind: 'ALL' | 'KEYS_ONLY' } | { readonly kind: 'INCLUDE'; readonly attributes: readonly string[] };
}

/** A Node.js Lambda function. */
export interface LambdaDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  readonly code: LambdaCode;
  /** `file.export`, as in the template. */
  readonly handler: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly role: RoleDefinition | null;
}

/** Where the handler's module is: a folder or a zip archive of the assembly, or the template itself (then `index.js`). */
export type LambdaCode =
  | { readonly kind: 'directory' | 'archive'; readonly path: string }
  | { readonly kind: 'inline'; readonly text: string };

/** An S3 bucket, as far as it shows to those who use it. */
export interface BucketDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** In their order: the first that fits counts. */
  readonly cors: readonly CorsRule[];
  readonly expiry: readonly ExpiryRule[];
}

export interface CorsRule {
  /** Each with one `*` at most. */
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  /** In lower case, each with one `*` at most. */
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  /** null = browsers ask each time. */
  readonly maxAgeSeconds: number | null;
}

/** Objects whose key begins with `prefix` end so many days after they were written. */
export interface ExpiryRule {
  readonly prefix: string;
  readonly days: number;
}

/** A function that EventBridge calls at a fixed rate. */
export interface ScheduleDefinition {
  readonly ruleArn: string;
  readonly everyMs: number;
  readonly functionArn: string;
  /** JSON; null = EventBridge's own event. */
  readonly input: string | null;
}

export interface SecretDefinition {
  readonly logicalId: string;
  readonly name: string;
  readonly arn: string;
  /** The literal value from the template; null = generated once, then kept. */
  readonly value: string | null;
  /** Length in characters where it is generated. */
  readonly generatedLength: number;
  /** A JSON object into which the generated value goes, under the key; absent = the value is the whole secret. */
  readonly jsonTemplate?: { readonly object: Readonly<Record<string, unknown>>; readonly key: string };
}

/** A Cognito user pool with its app clients and groups. */
export interface UserPoolDefinition {
  readonly logicalId: string;
  /** `<region>_<9 characters>`. */
  readonly id: string;
  readonly region: string;
  /** What people sign up by in place of a username of their own; empty = they choose one. */
  readonly usernameAttributes: readonly string[];
  /** Attributes that serve as further names once they are verified. */
  readonly aliasAttributes: readonly string[];
  /** Attributes to which a code is sent at sign-up. */
  readonly autoVerified: readonly string[];
  readonly requiredAttributes: readonly string[];
  /** With `custom:` before them. */
  readonly customAttributes: readonly string[];
  /** False: only an administrator creates users. */
  readonly allowsSignUp: boolean;
  readonly isCaseSensitive: boolean;
  readonly passwordPolicy: PasswordPolicy;
  readonly clients: readonly UserPoolClientDefinition[];
  readonly groups: readonly UserPoolGroupDefinition[];
}

export interface PasswordPolicy {
  readonly minimumLength: number;
  readonly needsLowercase: boolean;
  readonly needsUppercase: boolean;
  readonly needsNumber: boolean;
  readonly needsSymbol: boolean;
}

export type AuthFlow = 'USER_SRP_AUTH' | 'USER_PASSWORD_AUTH' | 'REFRESH_TOKEN_AUTH';

export interface UserPoolClientDefinition {
  readonly logicalId: string;
  readonly id: string;
  /** null = a public client. */
  readonly secret: string | null;
  readonly authFlows: ReadonlySet<AuthFlow>;
  readonly accessTokenMs: number;
  readonly idTokenMs: number;
  readonly refreshTokenMs: number;
  /** Whether an unknown user is refused in the words of a wrong password. */
  readonly hidesUnknownUsers: boolean;
}

export interface UserPoolGroupDefinition {
  readonly name: string;
  /** The lowest comes first in tokens; null = last. */
  readonly precedence: number | null;
}
