import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { CiStack } from './ci-stack.ts';
import { stageOf } from './stages.ts';

// Apart from app.ts: whoever deploys this decides who may deploy the rest.
// GITHUB=new STAGE=prod REPOSITORY=company/parley npx cdk deploy --app 'npx tsx infra/ci-app.ts'
// `GITHUB=new` for the first stage of an account alone, and again whenever that one is deployed anew.
const { STAGE = 'prod', REPOSITORY = '', GITHUB, CDK_OUTDIR } = process.env;
if (!/^[A-Za-z0-9-]+\/[A-Za-z0-9._-]+$/.test(REPOSITORY)) throw new Error('REPOSITORY must be as in company/parley');

const app = new App(CDK_OUTDIR ? { outdir: CDK_OUTDIR } : {});
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
new CiStack(app, 'ParleyCi', {
  description: 'Parley: whom GitHub may be.',
  stage: stageOf(STAGE),
  repository: REPOSITORY,
  makesProvider: GITHUB === 'new',
});
app.synth();
