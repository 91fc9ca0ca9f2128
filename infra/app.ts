import { App } from 'aws-cdk-lib';
import { fileURLToPath } from 'node:url';
import { ParleyStack } from './parley-stack.ts';
import { stageOf } from './stages.ts';

// The CDK command line names its own folder; run on its own, the app writes where the local server looks.
const outdir = process.env.CDK_OUTDIR ?? fileURLToPath(new URL('../cdk.out', import.meta.url));
const app = new App({ outdir });
new ParleyStack(app, 'Parley', {
  description: 'Parley: real-time team messaging on AWS AppSync.',
  stage: stageOf(process.env.STAGE ?? 'prod'),
});
app.synth();
