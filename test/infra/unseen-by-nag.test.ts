import { describe, expect, test } from 'vitest';
import { readModels } from '../../infra/models.ts';
import { originsOf } from '../../infra/stage.ts';
import { stageNames, stageOf } from '../../infra/stages.ts';
import { synthesize } from './support/synth.ts';

/** What is promised of every stage, and cdk-nag has no rule for. */
describe.each(stageNames)('%s', (name) => {
  const stage = stageOf(name);
  const { service, web } = synthesize(stage);
  interface Found<Properties> {
    readonly Properties: Properties;
    readonly DeletionPolicy?: string;
    readonly UpdateReplacePolicy?: string;
  }
  /** The template says what it says: each test looks at what it needs of it. */
  const all = <Properties>(type: string, of = service) =>
    Object.values(of.findResources(type)) as unknown as Found<Properties>[];

  const tables = all<{
    BillingMode: string;
    TimeToLiveSpecification?: object;
    SSESpecification: { SSEEnabled: boolean; SSEType?: string };
    Replicas: {
      DeletionProtectionEnabled?: boolean;
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: boolean; RecoveryPeriodInDays: number };
      SSESpecification?: { KMSMasterKeyId: object };
    }[];
  }>('AWS::DynamoDB::GlobalTable');

  test('can restore each table to any second of the days that it says', () => {
    expect(tables).toHaveLength(readModels().length);
    for (const { Properties } of tables) {
      expect(Properties.BillingMode).toBe('PAY_PER_REQUEST');
      expect(Properties.Replicas.map((one) => one.PointInTimeRecoverySpecification)).toEqual([
        { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: stage.data.recoveryDays },
      ]);
    }
  });

  test('keeps its tables, its key and its vault where it is protected, and nothing where it is not', () => {
    const policy = stage.data.isProtected ? 'Retain' : 'Delete';
    for (const table of tables) {
      expect(table).toMatchObject({ DeletionPolicy: policy, UpdateReplacePolicy: policy });
      expect(table.Properties.Replicas[0]?.DeletionProtectionEnabled ?? false).toBe(stage.data.isProtected);
    }
    for (const key of all('AWS::KMS::Key')) expect(key).toMatchObject({ DeletionPolicy: policy });
    for (const vault of all('AWS::Backup::BackupVault'))
      expect(vault).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate' });
    const secrets = all<{ GenerateSecretString: object }>('AWS::SecretsManager::Secret');
    for (const secret of secrets) {
      expect(secret).toMatchObject({ DeletionPolicy: policy, UpdateReplacePolicy: policy });
      // Frozen: CloudFormation makes a new secret where it changes, over the one that was put there by hand.
      expect(secret.Properties.GenerateSecretString).toEqual({ PasswordLength: 64, ExcludePunctuation: true });
    }
    expect(secrets).toHaveLength(1);
  });

  test('names no vault that an earlier deployment may have left', () => {
    const named = all<{ BackupVaultName: unknown }>('AWS::Backup::BackupVault').map(({ Properties }) =>
      JSON.stringify(Properties.BackupVaultName),
    );
    for (const one of named) expect(one).toContain('AWS::StackId');
    expect(named).toHaveLength(stage.data.backups ? 1 : 0);
  });

  test('keeps what people deleted in no copy for more than 35 days', () => {
    const plans = all<{ BackupPlan: { BackupPlanRule: { Lifecycle: { DeleteAfterDays: number } }[] } }>(
      'AWS::Backup::BackupPlan',
    );
    const days = plans.flatMap(({ Properties }) =>
      Properties.BackupPlan.BackupPlanRule.map((one) => one.Lifecycle.DeleteAfterDays),
    );
    expect(days).toEqual(stage.data.backups ? [35] : []);
    for (const { Properties } of tables) {
      const [recovery] = Properties.Replicas.map((one) => one.PointInTimeRecoverySpecification.RecoveryPeriodInDays);
      expect(recovery).toBeLessThanOrEqual(35);
    }
  });

  test('has a key of its own, which changes, where it says so', () => {
    const keys = all<{ EnableKeyRotation: boolean }>('AWS::KMS::Key');
    expect(keys.map((one) => one.Properties.EnableKeyRotation)).toEqual(stage.data.key === 'own' ? [true] : []);
    const [key] = Object.keys(service.findResources('AWS::KMS::Key'));
    for (const { Properties } of tables) {
      expect(Properties.SSESpecification).toMatchObject(
        key ? { SSEEnabled: true, SSEType: 'KMS' } : { SSEEnabled: false },
      );
      expect(Properties.Replicas[0]?.SSESpecification).toEqual(
        key ? { KMSMasterKeyId: { 'Fn::GetAtt': [key, 'Arn'] } } : undefined,
      );
    }
  });

  test('lets nobody use the key but through the service that it is for', () => {
    const keys = all<{ KeyPolicy: { Statement: { Principal: { AWS?: string }; Condition?: object; Sid?: string }[] } }>(
      'AWS::KMS::Key',
    );
    for (const { Properties } of keys) {
      const open = Properties.KeyPolicy.Statement.filter(({ Principal }) => Principal.AWS === '*');
      expect(open.map(({ Condition }) => Condition)).toEqual([
        {
          StringEquals: {
            'kms:CallerAccount': { Ref: 'AWS::AccountId' },
            'kms:ViaService': [`dynamodb.${stage.region}.amazonaws.com`, `s3.${stage.region}.amazonaws.com`],
          },
        },
      ]);
    }
  });

  test('keeps files where nobody comes but by what was signed, over TLS, and as long as its tables', () => {
    const [bucket] = all<Record<string, unknown>>('AWS::S3::Bucket');
    const policy = stage.data.isProtected ? 'Retain' : 'Delete';
    expect(bucket).toMatchObject({ DeletionPolicy: policy, UpdateReplacePolicy: policy });
    const [key] = Object.keys(service.findResources('AWS::KMS::Key'));
    expect(bucket?.Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      VersioningConfiguration: { Status: 'Enabled' },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          key
            ? {
                BucketKeyEnabled: true,
                ServerSideEncryptionByDefault: {
                  SSEAlgorithm: 'aws:kms',
                  KMSMasterKeyID: { 'Fn::GetAtt': [key, 'Arn'] },
                },
              }
            : { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
        ],
      },
      CorsConfiguration: { CorsRules: [{ AllowedOrigins: originsOf(stage), AllowedMethods: ['GET', 'HEAD', 'POST'] }] },
      LifecycleConfiguration: {
        Rules: [
          { Prefix: 'uploads/', ExpirationInDays: 1, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
          { Prefix: 'files/', NoncurrentVersionExpiration: { NoncurrentDays: stage.data.recoveryDays } },
        ],
      },
    });
    const [policyOfBucket] = all<{ PolicyDocument: { Statement: object[] } }>('AWS::S3::BucketPolicy');
    expect(policyOfBucket?.Properties.PolicyDocument.Statement).toMatchObject([
      { Effect: 'Deny', Principal: { AWS: '*' }, Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]);
  });

  test('lets no service of AWS’s use the key, or tell of an alarm, but for what is ours', () => {
    interface Statement {
      Effect: string;
      Principal: { Service?: string | string[] } | string;
      Condition?: Record<string, Record<string, unknown>>;
      Sid?: string;
    }
    const policies = [
      ...all<{ KeyPolicy: { Statement: Statement[] } }>('AWS::KMS::Key').map((one) => one.Properties.KeyPolicy),
      ...all<{ PolicyDocument: { Statement: Statement[] } }>('AWS::SNS::TopicPolicy').map(
        (one) => one.Properties.PolicyDocument,
      ),
    ];
    const ofServices = policies
      .flatMap((one) => one.Statement)
      .filter(({ Principal }) => typeof Principal === 'object' && Principal.Service);
    expect(ofServices.length).toBeGreaterThanOrEqual(2);
    for (const { Condition = {}, Sid } of ofServices) {
      const keys = Object.values(Condition).flatMap((one) => Object.keys(one));
      expect(keys.filter((one) => one === 'aws:SourceAccount' || one === 'aws:SourceArn').length, Sid).toBe(1);
    }
    // EventBridge may tell of failed copies, by the one rule for them.
    const ofEvents = ofServices.filter((one) => JSON.stringify(one.Principal).includes('events.amazonaws.com'));
    const rules = JSON.stringify(ofEvents.map(({ Condition }) => Condition?.['ArnEquals']?.['aws:SourceArn']));
    expect(ofEvents).toHaveLength(stage.data.backups ? 2 : 0);
    expect(rules.split(`:rule/parley-${name}-backup-failed`)).toHaveLength(ofEvents.length + 1);
  });

  test('lets no row expire by itself, as no model has one that should', () => {
    for (const { Properties } of tables) expect(Properties.TimeToLiveSpecification).toBeUndefined();
  });

  test('copies every table and the files where it says so, and lets nobody delete a copy', () => {
    const selections = all<{ BackupSelection: { Resources: object[] } }>('AWS::Backup::BackupSelection');
    const ids = Object.keys(service.findResources('AWS::DynamoDB::GlobalTable'));
    const buckets = Object.keys(service.findResources('AWS::S3::Bucket'));
    expect(selections.map((one) => one.Properties.BackupSelection.Resources)).toEqual(
      stage.data.backups
        ? [expect.arrayContaining([...ids, ...buckets].map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] })))]
        : [],
    );
    for (const vault of all('AWS::Backup::BackupVault')) expect(JSON.stringify(vault)).toContain('DeleteRecoveryPoint');
  });

  test('logs errors without what people wrote, and no log for ever', () => {
    service.hasResourceProperties('AWS::AppSync::GraphQLApi', {
      LogConfig: { FieldLogLevel: 'ERROR', ExcludeVerboseContent: true },
      XrayEnabled: true,
    });
    const groups = all<{ RetentionInDays: number }>('AWS::Logs::LogGroup');
    expect(groups.length).toBeGreaterThan(2);
    for (const { Properties } of groups) expect(Properties.RetentionInDays).toBe(stage.logDays);
    // A function without a group of its own would write to one that Lambda makes, and keeps.
    const functions = all<{ LoggingConfig?: object; Role: object }>('AWS::Lambda::Function');
    for (const { Properties } of functions) expect(Properties.LoggingConfig).toBeDefined();
    service.resourceCountIs('Custom::LogRetention', 0);
  });

  test('has the limits that it says, and tells its schema where it says so', () => {
    service.hasResourceProperties('AWS::AppSync::GraphQLApi', {
      QueryDepthLimit: stage.queryDepth,
      ResolverCountLimit: stage.resolverCount,
      IntrospectionConfig: stage.hasIntrospection ? 'ENABLED' : 'DISABLED',
      EnvironmentVariables: { PERSON_PER_SECOND: String(stage.sendLimits.personPerSecond) },
    });
  });

  test('grants no action and no table by wildcard, and of the bucket a folder', () => {
    const wild = all<{ PolicyDocument: { Statement: object[] } }>('AWS::IAM::Policy')
      .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
      .filter((statement) => JSON.stringify(statement).includes('*'));
    const [bucket] = Object.keys(service.findResources('AWS::S3::Bucket'));
    const within = (folder: string) => ({ 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, `/${folder}/*`]] });
    expect(wild).toEqual([
      { Effect: 'Allow', Action: ['s3:PutObject', 's3:GetObject'], Resource: [within('uploads'), within('files')] },
      { Effect: 'Allow', Action: 's3:DeleteObject', Resource: within('files') },
    ]);
  });

  test('trusts a session for a minute', () => {
    service.hasResourceProperties('AWS::AppSync::GraphQLApi', {
      LambdaAuthorizerConfig: { AuthorizerResultTtlInSeconds: 60 },
    });
  });

  test('is reached by its own names, where it has some', () => {
    service.resourceCountIs('AWS::AppSync::DomainNameApiAssociation', stage.domains ? 1 : 0);
    const [distribution] = all<{ DistributionConfig: { Aliases?: string[] } }>('AWS::CloudFront::Distribution', web);
    expect(distribution?.Properties.DistributionConfig.Aliases).toEqual(
      stage.domains ? [stage.domains.web.name] : undefined,
    );
  });

  test('stays below the 500 resources that a stack can have, with room to grow', () => {
    expect(Object.keys((service.toJSON() as { Resources: object }).Resources).length).toBeLessThan(400);
  });
});
