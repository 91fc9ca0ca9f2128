import { readFileSync } from 'node:fs';
import { type StackOutputs, outputOf } from '../deploy/amplify-outputs.ts';
import { type Database, openDatabase } from './database.ts';

/** The tables of the stage whose deployment wrote the file. `endpoint`: as in `Place`. */
export function openStage(outputsFile: string, endpoint: string | null): Database {
  // Written by the CDK command line, in the form that it documents; `TableNames` by the stack.
  const outputs = JSON.parse(readFileSync(outputsFile, 'utf8')) as StackOutputs;
  const tables = JSON.parse(outputOf(outputs, 'TableNames')) as Record<string, string>;
  return openDatabase({ region: outputOf(outputs, 'Region'), tables, endpoint });
}
