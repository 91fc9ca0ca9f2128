import { parseArgs } from 'node:util';
import { openStage } from './open-stage.ts';
import { stepOver } from './step-over.ts';

/**
 * `npm run step-over -- --outputs cdk-outputs.json --by 1000000`: after a restore, before anybody writes. See docs/restore.md.
 *
 *     --by <n>  more positions than any channel can have taken since the second that was restored. Default: 1000000
 */
const { values } = parseArgs({
  options: {
    outputs: { type: 'string', default: 'cdk-outputs.json' },
    by: { type: 'string', default: '1000000' },
    endpoint: { type: 'string' },
  },
});
const by = Number(values.by);
if (!Number.isInteger(by) || by < 1) throw new Error('--by must be a whole number from 1 on');
const channels = await stepOver(openStage(values.outputs, values.endpoint ?? null), by);
console.log(`${channels} channels go on ${by} positions further.`);
