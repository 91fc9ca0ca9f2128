import { positionOfCaller } from './code-position.ts';
import { countText } from './metering.ts';
import { toJson } from './plain-data.ts';
import { currentRun } from './run-state.ts';

export const console = {
  log: (...values: unknown[]): void => write('INFO', values),
  error: (...values: unknown[]): void => write('ERROR', values),
  debug: (...values: unknown[]): void => write('DEBUG', values),
};

function write(level: string, values: readonly unknown[]): void {
  const text = values.map((value) => (value === undefined ? 'undefined' : toJson(value))).join(' ');
  countText(text.length);
  currentRun().logs.push(toJson({ level, position: positionOfCaller(), text }));
}
