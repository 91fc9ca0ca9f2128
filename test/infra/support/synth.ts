import { App, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AwsSolutionsChecks } from 'cdk-nag';
import { ParleyStack } from '../../../infra/parley-stack.ts';
import type { Stage } from '../../../infra/stage.ts';
import { WebStack } from '../../../infra/web-stack.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

export interface Synthesis {
  readonly service: Template;
  readonly web: Template;
  /** What cdk-nag has to say that nobody acknowledged: `rule at path`. */
  readonly findings: readonly string[];
  /** What it has to say at all: `rule at path`. */
  readonly everyFinding: readonly string[];
  /** Why each acknowledged finding is meant to be so, by `rule at path`; the path is of the construct that stands for all in it. */
  readonly acknowledged: ReadonlyMap<string, string>;
}

/** By all that the stage says. The files of this folder run in one worker, which keeps them (vitest.config.ts). */
const kept = new Map<string, Synthesis>();

/** Both stacks of a stage, as infra/app.ts makes them, with cdk-nag's opinion. Made once for all who ask; nobody changes it. */
export function synthesize(stage: Stage): Synthesis {
  const key = JSON.stringify(stage);
  const synthesis = kept.get(key) ?? synthesizeAnew(stage);
  kept.set(key, synthesis);
  return synthesis;
}

/** As `synthesize`, and never one that was made before. */
export function synthesizeAnew(stage: Stage): Synthesis {
  const outdir = temporaryDirectory();
  const app = new App({ outdir: outdir.path });
  const service = new ParleyStack(app, 'Parley', { stage });
  const web = new WebStack(app, 'ParleyWeb', {
    stage,
    api: service.api.hosts,
    filesHost: service.files.bucket.bucketRegionalDomainName,
  });
  const templates = { service: Template.fromStack(service), web: Template.fromStack(web) };
  outdir.remove();
  return {
    ...templates,
    // Asked for by few tests, and as slow as the synthesis.
    get findings() {
      return findingsOf(new AwsSolutionsChecks(app), app);
    },
    get everyFinding() {
      // What it does with an acknowledgement is its own affair; without, it says everything.
      return findingsOf(Object.assign(new AwsSolutionsChecks(app), { isAcknowledged: () => false }), app);
    },
    get acknowledged() {
      return acknowledgedIn(app);
    },
  };
}

function acknowledgedIn(app: App): Map<string, string> {
  const acknowledged = new Map<string, string>();
  for (const { node } of app.node.findAll()) {
    for (const { type, data } of node.metadata) {
      if (type !== Validations.ACKNOWLEDGED_RULES_METADATA_KEY) continue;
      for (const [rule, reason] of Object.entries(data as Record<string, string>)) {
        acknowledged.set(`${rule.replace(/^annotation::/i, '')} at ${node.path}`, reason);
      }
    }
  }
  return acknowledged;
}

function findingsOf(checks: AwsSolutionsChecks, app: App): string[] {
  return checks
    .validateScope(app)
    .violations.flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map(({ constructPath }) => `${ruleName} at ${constructPath}`),
    );
}
