import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnRule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type CfnBucket,
  HttpMethods,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import { OwnFunction } from './own-function.ts';
import { type Stage, originsOf } from './stage.ts';
import type { Tables } from './tables.ts';

export interface FilesProps {
  readonly stage: Stage;
  /** Null = S3's own key. */
  readonly key: IKey | null;
  readonly tables: Tables;
}

/**
 * The files of messages: a private bucket, the function that signs uploads and links and keeps what was uploaded, and the one that removes
 * what no message holds. Under `uploads/` lies what browsers put there, for a day; under `files/` what was looked at and is kept.
 */
export class Files extends Construct {
  readonly bucket: Bucket;
  /** For the API alone. */
  readonly files: OwnFunction;
  readonly keeper: OwnFunction;

  constructor(scope: Construct, id: string, { stage, key, tables }: FilesProps) {
    super(scope, id);
    this.bucket = this.createBucket(stage, key);
    const { bucketName, bucketArn } = this.bucket;
    const environment = { FILES_BUCKET: bucketName };
    const { logDays } = stage;

    this.files = new OwnFunction(this, 'Signer', {
      folder: 'files',
      description: 'Signs uploads and links of messages’ files, and keeps what was uploaded.',
      memoryMb: 512,
      // A copy of the largest file takes some seconds; AppSync waits 30.
      timeoutSeconds: 25,
      environment,
      logDays,
    });
    grant(this.files, ['s3:PutObject', 's3:GetObject'], `${bucketArn}/uploads/*`, `${bucketArn}/files/*`);
    // Without it S3 says of what is not there that it is forbidden (S3 API Reference, HeadObject, "Permissions").
    grant(this.files, ['s3:ListBucket'], bucketArn);

    const { tableArn: checks, tableName: FILE_CHECK_TABLE } = tables.of('FileCheck');
    const { tableArn: messages, tableName: MESSAGE_TABLE } = tables.of('Message');
    this.keeper = new OwnFunction(this, 'Keeper', {
      folder: 'file-keeper',
      description: 'Removes files that no message holds.',
      memoryMb: 512,
      timeoutSeconds: 300,
      environment: { ...environment, FILE_CHECK_TABLE, MESSAGE_TABLE },
      logDays,
    });
    grant(this.keeper, ['dynamodb:Query', 'dynamodb:DeleteItem'], checks);
    grant(this.keeper, ['dynamodb:GetItem'], messages);
    grant(this.keeper, ['s3:ListBucket'], bucketArn);
    grant(this.keeper, ['s3:DeleteObject'], `${bucketArn}/files/*`);
    const onlyFolder =
      'A bucket’s objects have no other name than a prefix: the resolver says which of them, and one role touches no other folder.';
    const of = (folder: string) => `AwsSolutions-IAM5[Resource::<${this.bucketLogicalId()}.Arn>/${folder}/*]`;
    acknowledge(this.files.role, { [of('uploads')]: onlyFolder, [of('files')]: onlyFolder });
    acknowledge(this.keeper.role, { [of('files')]: onlyFolder });
    this.checkEachHour();
  }

  private bucketLogicalId(): string {
    return Stack.of(this).getLogicalId(this.bucket.node.defaultChild as CfnBucket);
  }

  private createBucket(stage: Stage, key: IKey | null): Bucket {
    const { data } = stage;
    const bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      // With a key of the bucket's own, made from the stage's, KMS is asked a hundredth as often.
      ...(key
        ? { encryption: BucketEncryption.KMS, encryptionKey: key, bucketKeyEnabled: true }
        : { encryption: BucketEncryption.S3_MANAGED }),
      enforceSSL: true,
      // As long as a table can be set back, the files that were removed since can be brought back.
      versioned: true,
      cors: [
        {
          allowedMethods: [HttpMethods.GET, HttpMethods.HEAD, HttpMethods.POST],
          allowedOrigins: [...originsOf(stage)],
          allowedHeaders: ['*'],
          exposedHeaders: ['ETag'],
          maxAge: 3600,
        },
      ],
      lifecycleRules: [
        {
          id: 'uploads-end',
          prefix: 'uploads/',
          expiration: Duration.days(1),
          noncurrentVersionExpiration: Duration.days(1),
          abortIncompleteMultipartUploadAfter: Duration.days(1),
        },
        {
          id: 'removed-files-end',
          prefix: 'files/',
          noncurrentVersionExpiration: Duration.days(data.recoveryDays),
          expiredObjectDeleteMarker: true,
        },
      ],
      removalPolicy: data.isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
    acknowledge(bucket, {
      'AwsSolutions-S1':
        'Every access is by a link or form that the API signed for a person; a log of them would hold addresses of people, and what each of them read.',
    });
    return bucket;
  }

  /** CDK's own rule and target are the same, but for a permission that names every rule of the account. */
  private checkEachHour(): void {
    const { lambda } = this.keeper;
    const rule = new CfnRule(this, 'EachHour', {
      description: 'Files that no message holds are removed.',
      scheduleExpression: 'rate(1 hour)',
      state: 'ENABLED',
      targets: [{ id: 'Keeper', arn: lambda.functionArn }],
    });
    lambda.addPermission('EachHour', {
      principal: new ServicePrincipal('events.amazonaws.com'),
      sourceArn: rule.attrArn,
    });
  }
}

function grant({ role }: OwnFunction, actions: string[], ...resources: string[]): void {
  role.addToPrincipalPolicy(new PolicyStatement({ actions, resources }));
}
