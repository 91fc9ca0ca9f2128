import { App, Validations } from 'aws-cdk-lib';
import { fileURLToPath } from 'node:url';
import { refuseExamples } from './check-stage.ts';
import { ParleyStack } from './parley-stack.ts';
import { stageOf } from './stages.ts';
import { WebStack } from './web-stack.ts';

const stage = stageOf(process.env.STAGE ?? 'prod');
// The CDK command line sets it where it has credentials, so where something may be deployed.
if (process.env.CDK_DEFAULT_ACCOUNT) refuseExamples(stage);

// The CDK command line names its own folder; run on its own, the app writes where the local server looks.
const outdir = process.env.CDK_OUTDIR ?? fileURLToPath(new URL('../cdk.out', import.meta.url));
const app = new App({ outdir });
// Checks of what is deployed; a laptop does without, as it does without CDK's own.
if (process.env.CDK_VALIDATION !== 'false') {
  const { AwsSolutionsChecks } = await import('cdk-nag');
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
const { api, files } = new ParleyStack(app, 'Parley', {
  description: 'Parley: real-time team messaging on AWS AppSync.',
  stage,
});
new WebStack(app, 'ParleyWeb', {
  description: 'Parley: the web client.',
  stage,
  api: api.hosts,
  filesHost: files.bucket.bucketRegionalDomainName,
});
app.synth();
