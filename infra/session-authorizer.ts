import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { LambdaAuthorizerConfig } from 'aws-cdk-lib/aws-appsync';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { type IKey, ViaServicePrincipal } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { OwnFunction } from './own-function.ts';
import type { SessionSource, Stage } from './stage.ts';
import { SessionUserPool } from './session-user-pool.ts';

/**
 * How long a verified session is trusted before the function is asked again. Somebody who chats asks for ten things a minute and more, so a minute
 * saves nearly every call. The function shortens it for a session that ends sooner. What a person may do is never cached: resolvers read it
 * on every call.
 *
 * A session is its signature and its times: one that the application would end early goes on until its `exp`, at most the stage's
 * `longestSessionHours`. docs/runbooks/end-a-session.md says what can be done about one meanwhile.
 */
const trustSeconds = 60;

/**
 * What a token looks like: a JWT, perhaps after the word Bearer, written in this one way. AppSync turns everything else away by itself, so that it
 * costs no call of the function. Whether it says or proves anything is for the function.
 */
const tokenForm = '^(Bearer )?[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$';

export interface SessionAuthorizerProps {
  readonly stage: Stage;
  /** Null = Secrets Manager's own key. */
  readonly key: IKey | null;
}

/** The function that tells AppSync whose session a token is, and what it verifies sessions by. */
export class SessionAuthorizer extends Construct {
  readonly config: LambdaAuthorizerConfig;
  readonly function: OwnFunction;
  /** What the application signs sessions with; null = no source of the stage is a secret. */
  readonly secret: Secret | null;
  /** The pool that was made for the stage; null = none was. */
  readonly userPool: SessionUserPool | null;

  constructor(scope: Construct, id: string, { stage, key }: SessionAuthorizerProps) {
    super(scope, id);
    const { sessions } = stage;
    this.secret = sessions.some(({ kind }) => kind === 'secret') ? this.createSecret(stage, key) : null;
    const makesPool = sessions.some((source) => source.kind === 'user-pool' && source.pool === 'new');
    this.userPool = makesPool ? new SessionUserPool(this, 'UserPool', stage) : null;
    this.function = new OwnFunction(this, 'Authorizer', {
      folder: 'session-authorizer',
      description: 'Verifies the session of every connection, subscription and request.',
      memoryMb: 256,
      // AppSync waits 10 seconds; a session that can not be verified sooner is refused.
      timeoutSeconds: 5,
      environment: {
        ...(this.secret ? { SESSION_SECRET_ARN: this.secret.secretArn } : {}),
        LONGEST_SESSION_MS: String(stage.longestSessionHours * 3_600_000),
        SESSION_SOURCES: Stack.of(this).toJsonString(sessions.map((source) => this.trustOf(source))),
      },
      logDays: stage.logDays,
      reservedConcurrency: stage.concurrency?.authorizer ?? null,
    });
    if (this.secret) this.letRead(this.secret, key);
    this.config = {
      handler: this.function.lambda,
      resultsCacheTtl: Duration.seconds(trustSeconds),
      validationRegex: tokenForm,
    };
  }

  /** CDK's own grant lets one describe the secret too. */
  private letRead({ secretArn }: Secret, key: IKey | null): void {
    const { role } = this.function;
    role.addToPrincipalPolicy(
      new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secretArn] }),
    );
    key?.grantDecrypt(new ViaServicePrincipal(`secretsmanager.${Stack.of(this).region}.amazonaws.com`, role));
  }

  private createSecret({ data }: Stage, key: IKey | null): Secret {
    const secret = new Secret(this, 'SessionSecret', {
      description: 'Signs and verifies Parley sessions (HS256). The application that signs people in holds it too.',
      // Never to be edited: CloudFormation would make a new secret then, over the one that was put there by hand, and everybody's session end.
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      // The application signs with it, whatever becomes of this stack.
      removalPolicy: data.isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
      ...(key ? { encryptionKey: key } : {}),
    });
    acknowledge(secret, {
      'AwsSolutions-SMG4':
        'The application that signs sessions holds the secret too: changed by a schedule of ours, every session would end. It is changed by hand, with the application (docs/runbooks/session-secret.md).',
    });
    return secret;
  }

  /** What the function is told of a source; lambdas/session-authorizer/sources.ts reads it. */
  private trustOf(source: SessionSource): object {
    const { kind, userIdPrefix } = source;
    switch (kind) {
      case 'secret':
        return { kind, userIdPrefix };
      case 'issuer':
        return {
          kind: 'keys',
          userIdPrefix,
          issuer: source.issuer,
          jwksUrl: source.jwksUrl,
          audiences: source.audiences,
        };
      case 'user-pool': {
        const pool = source.pool === 'new' ? this.ownPool() : source.pool;
        const issuer = issuerOf(pool.id, source.pool === 'new' ? Stack.of(this).region : pool.id.split('_')[0]);
        // Amazon Cognito Developer Guide, "Verifying JSON Web Tokens": where a pool publishes its keys.
        const jwksUrl = `${issuer}/.well-known/jwks.json`;
        return { kind: 'keys', userIdPrefix, issuer, jwksUrl, audiences: pool.clientIds };
      }
      default:
        return kind satisfies never;
    }
  }

  private ownPool(): { id: string; clientIds: readonly string[] } {
    if (!this.userPool) throw new Error('the stage has no user pool of its own');
    return { id: this.userPool.pool.userPoolId, clientIds: [this.userPool.client.userPoolClientId] };
  }
}

function issuerOf(poolId: string, region = ''): string {
  return `https://cognito-idp.${region}.amazonaws.com/${poolId}`;
}
