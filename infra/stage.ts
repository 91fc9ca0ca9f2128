import type { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** What differs from one deployment to another. The deployments themselves are in stages.ts. */
export interface Stage {
  /** Part of the names of the stack and the API: small letters, digits, hyphens; at most 20. */
  readonly name: string;
  /** The account that alone it may be deployed to; null = whichever the credentials of the command are of. */
  readonly account: string | null;
  /** Its region; null = whichever the command names. A stage with a key of its own needs one: the table's key is of its region. */
  readonly region: string | null;
  /** Its addresses; null = those that AWS makes up. */
  readonly domains: Domains | null;
  /** The origins whose pages may call the API, besides the web client's own domain. */
  readonly allowedOrigins: readonly string[];
  /** Who says whose session a token is: one at least. */
  readonly sessions: readonly SessionSource[];
  /** How long a session may hold from when it was made. A longer one is refused: whoever finds a token has it until it ends. */
  readonly longestSessionHours: number;
  /**
   * What is kept free for each function, and what it may take at most. Null = none is: a new account may run 10 at once, all of which have to stay
   * unreserved (Lambda Developer Guide, "Configuring reserved concurrency": 100 do in others). Raise that quota, then set this.
   */
  readonly concurrency: Concurrency | null;
  readonly data: DataKeeping;
  /** How long every log is kept. */
  readonly logDays: RetentionDays;
  readonly alarms: AlarmAddresses;
  /** Whether the schema can be asked for. */
  readonly hasIntrospection: boolean;
  /** How deep a document may be; the fields at its leaves count. */
  readonly queryDepth: number;
  /** How many resolvers one request may run. */
  readonly resolverCount: number;
  readonly sendLimits: SendLimits;
  /** Null = no firewall, which costs nothing. */
  readonly firewall: FirewallLimits | null;
}

export interface Domains {
  readonly api: Domain;
  readonly web: Domain;
}

export interface Domain {
  readonly name: string;
  /** Of us-east-1, wherever the stage stands: AppSync and CloudFront look for it there alone. */
  readonly certificateArn: string;
}

export type SessionSource = SecretSessions | IssuerSessions | UserPoolSessions;

/** What each source has in common. */
interface OfPeople {
  /**
   * Put before the id that the token gives, so that people of two sources can never be taken for one another. At most one source
   * of a stage may leave it empty.
   */
  readonly userIdPrefix: string;
}

/** The application signs sessions itself (HS256), with a secret that it shares with Parley. The secret is made here. */
export interface SecretSessions extends OfPeople {
  readonly kind: 'secret';
}

/** An identity provider signs tokens (RS256, ES256) and publishes its keys. */
export interface IssuerSessions extends OfPeople {
  readonly kind: 'issuer';
  /** As `iss` has it, to the letter. */
  readonly issuer: string;
  readonly jwksUrl: string;
  /** What `aud` or `client_id` must name, one of them at least. */
  readonly audiences: readonly string[];
}

/** A Cognito user pool: one that is there already, or `new`, which is made with a client for browsers. */
export interface UserPoolSessions extends OfPeople {
  readonly kind: 'user-pool';
  readonly pool: 'new' | { readonly id: string; readonly clientIds: readonly string[] };
}

export interface DataKeeping {
  /** Deletion protection, and tables that outlive their stack. */
  readonly isProtected: boolean;
  /** `own`: a key of this stage, 1 $ a month and 0.03 $ for 10,000 uses; `aws`: DynamoDB's own, free. */
  readonly key: 'own' | 'aws';
  /** Days that any second of can be restored: 1 to 35. */
  readonly recoveryDays: number;
  /**
   * Tables that a restore made, by model: the service uses them in place of what the stack would make, which stays where it is protected, and
   * which the stack no longer looks after. See docs/restore.md. Absent = there are none.
   */
  readonly restored?: Readonly<Record<string, string>>;
  /** Copies in a vault of their own, which outlive a deleted table; null = none. */
  readonly backups: BackupKeeping | null;
}

export interface BackupKeeping {
  /** Days that each day's copy is kept: 1 to 35. */
  readonly dailyDays: number;
}

/** E-mail addresses; null = nobody is told, the topic is there all the same. */
export interface AlarmAddresses {
  /** Who is woken. */
  readonly page: string | null;
  /** Who looks in working hours. */
  readonly notice: string | null;
}

/** Executions at once. */
export interface Concurrency {
  /** Each takes some milliseconds, and is asked once a minute for a session: 100 are enough for a million people. */
  readonly authorizer: number;
  readonly metricsRecorder: number;
}

export interface SendLimits {
  /** What one person may send to one channel, in the long run; changes, reactions, joining and leaving count too. */
  readonly personPerSecond: number;
  /** How many of them at once, after a pause. */
  readonly personBurst: number;
  /** Messages that a channel takes within one second of the clock. */
  readonly channelPerSecond: number;
  /** How long after telling a channel that they type one may tell it again. Clients do so each 3 seconds. */
  readonly typingIntervalMs: number;
  /** How long after a report of metrics a person may report again, from whichever device. Clients report about once a minute. */
  readonly reportIntervalMs: number;
  /** How long one channel or direct message that a person makes in a workspace counts, in the long run. */
  readonly makingIntervalMs: number;
  /** How many of them at once, after a pause. */
  readonly makingBurst: number;
}

/** Requests over HTTP; what comes over an open socket counts for none of them. */
export interface FirewallLimits {
  /** With one session token, within a minute. It can be written in two ways, with and without the word Bearer, and each is counted. */
  readonly tokenPerMinute: number;
  /** From one address, within a minute: a company's people may all come from one. */
  readonly addressPerMinute: number;
}

/** Where CDK deploys a stage to. */
export function placeOf({ account, region }: Stage): { account?: string; region?: string } {
  return { ...(account ? { account } : {}), ...(region ? { region } : {}) };
}

/** What resolvers read of a stage. */
export function environmentOf({ sendLimits }: Stage): Record<string, string> {
  return {
    PERSON_PER_SECOND: String(sendLimits.personPerSecond),
    PERSON_BURST: String(sendLimits.personBurst),
    CHANNEL_PER_SECOND: String(sendLimits.channelPerSecond),
    TYPING_INTERVAL_MS: String(sendLimits.typingIntervalMs),
    REPORT_INTERVAL_MS: String(sendLimits.reportIntervalMs),
    MAKING_INTERVAL_MS: String(sendLimits.makingIntervalMs),
    MAKING_BURST: String(sendLimits.makingBurst),
  };
}

/** The origins whose pages may call the API. */
export function originsOf({ domains, allowedOrigins }: Stage): readonly string[] {
  return [...(domains ? [`https://${domains.web.name}`] : []), ...allowedOrigins];
}
