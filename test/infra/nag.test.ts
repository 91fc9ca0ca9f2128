import { describe, expect, test } from 'vitest';
import { stageNames, stageOf } from '../../infra/stages.ts';
import { cognitoStage, issuerStage } from './support/stages.ts';
import { synthesize } from './support/synth.ts';

const stages = [...stageNames.map(stageOf), issuerStage, cognitoStage];

describe.each(stages.map((stage) => [stage.name, stage] as const))('cdk-nag on %s', (_, stage) => {
  const synthesis = synthesize(stage);
  const { acknowledged } = synthesis;

  test('finds nothing that is not acknowledged', () => {
    expect(synthesis.findings).toEqual([]);
  });

  test('is answered with a reason each time, and for one construct, not for a whole stack', () => {
    expect(acknowledged.size).toBeGreaterThan(5);
    for (const [finding, reason] of acknowledged) {
      expect(reason.length, finding).toBeGreaterThan(40);
      expect(finding.split(' at ')[1], finding).toMatch(/^Parley(Web)?\/.+/);
    }
  });

  test('has something to say wherever it is answered', () => {
    const { everyFinding } = synthesis;
    for (const finding of acknowledged.keys()) {
      expect(everyFinding.some((one) => one.startsWith(`${finding}/`))).toBe(true);
    }
  });
});
