import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps, Tags } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { fileURLToPath } from 'node:url';
import { acknowledge } from './acknowledge.ts';
import { type ApiHosts, createPageHeaders } from './page-headers.ts';
import { type Stage, placeOf } from './stage.ts';

export interface WebStackProps extends StackProps {
  readonly stage: Stage;
  /** Where the page's API is. */
  readonly api: ApiHosts;
  /** The host of messages' files. */
  readonly filesHost: string;
}

/**
 * Where the web client's files lie, and how they reach browsers. The files themselves are put there by deploy/publish-web.ts: one build
 * serves every stage, as the page reads where its API is from /parley-outputs.json.
 */
export class WebStack extends Stack {
  constructor(scope: Construct, id: string, { stage, api, filesHost, ...props }: WebStackProps) {
    super(scope, id, {
      stackName: `parley-${stage.name}-web`,
      env: placeOf(stage),
      terminationProtection: stage.data.isProtected,
      ...props,
    });
    Tags.of(this).add('parley:stage', stage.name);
    const domain = stage.domains?.web ?? null;
    const bucket = new Bucket(this, 'Files', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // A page that is still open asks for the files of the build that it came with; a build before can be put back.
      versioned: true,
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30) }],
      // Everything in it can be built again.
      removalPolicy: stage.data.isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    const signsIn = stage.sessions.some((source) => source.kind === 'user-pool' && source.pool === 'new');
    // AWS General Reference, "Amazon Cognito Identity endpoints and quotas".
    const userPool = signsIn ? { userPool: `cognito-idp.${this.region}.amazonaws.com` } : {};
    const routing = new EdgeFunction(this, 'Routing', {
      functionName: `parley-${stage.name}-routing`,
      comment: 'The page for every address that is no file: it routes by itself.',
      runtime: FunctionRuntime.JS_2_0,
      code: FunctionCode.fromFile({ filePath: fileURLToPath(new URL('edge/routing.js', import.meta.url)) }),
    });
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Parley ${stage.name}: the web client.`,
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket),
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
        // How long is said by each file: hashed ones for ever, the page and its configuration never without asking.
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        compress: true,
        functionAssociations: [{ function: routing, eventType: FunctionEventType.VIEWER_REQUEST }],
        responseHeadersPolicy: createPageHeaders(this, 'Headers', { ...api, ...userPool }, filesHost),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      },
      ...(domain
        ? {
            domainNames: [domain.name],
            certificate: Certificate.fromCertificateArn(this, 'Certificate', domain.certificateArn),
          }
        : {}),
    });
    acknowledge(bucket, {
      'AwsSolutions-S1':
        'Only CloudFront reads the bucket, and its files are public: a log would hold nothing but addresses of people.',
    });
    acknowledge(distribution, {
      'AwsSolutions-CFR1': 'People may chat from any country; a company that must not allow it says so for itself.',
      'AwsSolutions-CFR2':
        'Static files of a private bucket: there is nothing behind it to attack. The API has a firewall of its own.',
      'AwsSolutions-CFR3':
        'It would hold the addresses of people and which channel they opened, and is needed for nothing.',
      ...(domain
        ? {}
        : {
            'AwsSolutions-CFR4':
              'Without a domain of its own, CloudFront serves by its own certificate and chooses the protocols.',
          }),
    });
    new CfnOutput(this, 'WebUrl', { value: `https://${domain?.name ?? distribution.distributionDomainName}` });
    new CfnOutput(this, 'WebBucket', { value: bucket.bucketName });
    new CfnOutput(this, 'WebDistribution', { value: distribution.distributionId });
    new CfnOutput(this, 'WebDomainTarget', { value: distribution.distributionDomainName });
  }
}
