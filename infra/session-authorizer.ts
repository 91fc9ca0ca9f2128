import { Duration } from 'aws-cdk-lib';
import type { LambdaAuthorizerConfig } from 'aws-cdk-lib/aws-appsync';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { bundleLambda } from './bundle.ts';

/** The function that tells AppSync whose session a token is, and the secret that the application signs sessions with. */
export class SessionAuthorizer extends Construct {
  readonly secret: Secret;
  readonly config: LambdaAuthorizerConfig;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.secret = new Secret(this, 'SessionSecret', {
      description: 'Signs and verifies Parley sessions (HS256). The application that signs people in holds it too.',
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
    });
    const handler = new LambdaFunction(this, 'Function', {
      description: 'Verifies the session of every connection, subscription and request.',
      runtime: Runtime.NODEJS_24_X,
      handler: 'index.handler',
      code: Code.fromAsset(bundleLambda('session-authorizer')),
      memorySize: 256,
      // AppSync waits 10 seconds; a session that can not be verified sooner is refused.
      timeout: Duration.seconds(5),
      environment: { SESSION_SECRET_ARN: this.secret.secretArn },
    });
    this.secret.grantRead(handler);
    this.config = {
      handler,
      // A verified session is trusted for a minute before it is looked at again; the function shortens that for one that
      // ends sooner. What a person may do is never cached: resolvers read it on every call.
      resultsCacheTtl: Duration.seconds(60),
    };
  }
}
