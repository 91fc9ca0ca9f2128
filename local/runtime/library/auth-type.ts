import { isObject } from './plain-data.ts';
import { isMember } from './primordials.ts';
import { currentRun } from './run-state.ts';

interface Mode {
  readonly answer: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** As `EvaluateCode` infers the mode: all members belong to one mode, and those it requires are set. */
const modes: readonly Mode[] = [
  { answer: 'Lambda Authorization', required: [], optional: ['resolverContext'] },
  {
    answer: 'IAM Authorization',
    required: ['accountId', 'sourceIp', 'username', 'userArn'],
    optional: [
      ...['cognitoIdentityPoolId', 'cognitoIdentityId', 'cognitoIdentityAuthType', 'cognitoIdentityAuthProvider'],
    ],
  },
  {
    answer: 'User Pool Authorization',
    required: ['sourceIp', 'username', 'sub', 'issuer', 'claims', 'defaultAuthStrategy'],
    optional: ['groups'],
  },
  { answer: 'Open ID Connect Authorization', required: ['sub', 'issuer', 'claims'], optional: [] },
];

export function authType(): string {
  const { identity } = currentRun().ctx;
  if (!isObject(identity)) return 'API Key Authorization';
  const mode = modes.find(({ required, optional }) => {
    const known = Object.keys(identity).every((name) => isMember(required, name) || isMember(optional, name));
    return known && required.every((name) => identity[name] !== null && identity[name] !== undefined);
  });
  return mode?.answer ?? 'API Key Authorization';
}
