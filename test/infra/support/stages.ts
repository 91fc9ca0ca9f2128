import type { Stage } from '../../../infra/stage.ts';
import { stageOf } from '../../../infra/stages.ts';

/** A protected stage whose people come by an identity provider of their company's. */
export const issuerStage: Stage = {
  ...stageOf('prod'),
  name: 'by-issuer',
  sessions: [
    {
      kind: 'issuer',
      userIdPrefix: '',
      issuer: 'https://id.company.test/',
      jwksUrl: 'https://id.company.test/keys.json',
      audiences: ['parley'],
    },
  ],
};

/** One whose people come by the application's own sessions, by a user pool that is there, or by one that is made. */
export const cognitoStage: Stage = {
  ...stageOf('staging'),
  name: 'by-cognito',
  sessions: [
    { kind: 'secret', userIdPrefix: '' },
    { kind: 'user-pool', userIdPrefix: 'old:', pool: { id: 'eu-west-1_AbCdEf123', clientIds: ['web'] } },
    { kind: 'user-pool', userIdPrefix: 'new:', pool: 'new' },
  ],
};
