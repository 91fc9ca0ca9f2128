/** What `cdk deploy --outputs-file` writes: by stack, by name. */
export type StackOutputs = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Amplify's own form (`amplify_outputs.json`, version 1), as far as Parley has something to say in it. */
export interface AmplifyOutputs {
  readonly version: '1';
  readonly data: {
    readonly url: string;
    readonly aws_region: string;
    readonly default_authorization_type: 'AWS_LAMBDA';
    readonly authorization_types: readonly ['AWS_IAM'];
  };
  /** Absent = the stage made no user pool. */
  readonly auth?: {
    readonly aws_region: string;
    readonly user_pool_id: string;
    readonly user_pool_client_id: string;
    readonly username_attributes: readonly ['email'];
  };
}

/** What every front end of a stage needs to know, of what its deployment put out. Throws where something is missing. */
export function amplifyOutputs(outputs: StackOutputs): AmplifyOutputs {
  const region = outputOf(outputs, 'Region');
  const pool = findOutput(outputs, 'UserPoolId');
  return {
    version: '1',
    data: {
      url: outputOf(outputs, 'GraphqlUrl'),
      aws_region: region,
      default_authorization_type: 'AWS_LAMBDA',
      authorization_types: ['AWS_IAM'],
    },
    ...(pool
      ? {
          auth: {
            aws_region: region,
            user_pool_id: pool,
            user_pool_client_id: outputOf(outputs, 'UserPoolClientId'),
            username_attributes: ['email'],
          },
        }
      : {}),
  };
}

/** Throws where no stack has it. */
export function outputOf(outputs: StackOutputs, name: string): string {
  const value = findOutput(outputs, name);
  if (!value) throw new Error(`the deployment put out no ${name}`);
  return value;
}

function findOutput(outputs: StackOutputs, name: string): string | undefined {
  return Object.values(outputs)
    .map((stack) => stack[name])
    .find((value) => value !== undefined);
}
