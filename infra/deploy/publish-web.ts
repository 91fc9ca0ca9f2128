import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type StackOutputs, amplifyOutputs, outputOf } from './amplify-outputs.ts';
import { uploadPlan } from './upload-plan.ts';

/**
 * Writes `parley-outputs.json` beside the built web client and puts all of it where CloudFront serves it from, by the AWS command line.
 *
 * `npx tsx infra/deploy/publish-web.ts --outputs cdk-outputs.json --folder web/dist`; `--dry` only says what it would do.
 */
const { values } = parseArgs({
  options: {
    outputs: { type: 'string', default: 'cdk-outputs.json' },
    folder: { type: 'string', default: 'web/dist' },
    dry: { type: 'boolean', default: false },
  },
});
// Written by the CDK command line, in the form that it documents.
const outputs = JSON.parse(readFileSync(values.outputs, 'utf8')) as StackOutputs;
writeFileSync(join(values.folder, 'parley-outputs.json'), `${JSON.stringify(amplifyOutputs(outputs), null, 2)}\n`);
const plan = uploadPlan(values.folder, outputOf(outputs, 'WebBucket'), outputOf(outputs, 'WebDistribution'));
for (const command of plan) {
  console.log(`aws ${command.join(' ')}`);
  if (!values.dry) execFileSync('aws', command, { stdio: 'inherit' });
}
console.log(outputOf(outputs, 'WebUrl'));
