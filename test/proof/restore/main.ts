import { parseArgs } from 'node:util';
import { drill } from './drill.ts';

/**
 * `npm run drill:restore`: a restore of all tables to one second, and the deletion of a person, on this machine's engine, with the verdict of the
 * checker that judges `npm run proof:chaos`. See docs/restore.md.
 *
 *     --messages <n> how many are written before. Default: 600
 */
const { values } = parseArgs({ options: { messages: { type: 'string', default: '600' } } });
const wrong = await drill({ messages: Number(values.messages), say: (words) => console.log(words) });
console.log(wrong.length === 0 ? 'Nothing is wrong.' : `${wrong.length} WRONG.`);
process.exit(wrong.length === 0 ? 0 : 1);
