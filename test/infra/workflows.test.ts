import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { stageNames } from '../../infra/stages.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

const root = new URL('../../', import.meta.url);
const folder = new URL('.github/workflows/', root);
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');

interface Step {
  if?: string;
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
}
interface Job {
  uses?: string;
  needs?: string;
  if?: string;
  environment?: string;
  'timeout-minutes'?: number;
  steps?: Step[];
  with?: Record<string, unknown>;
  strategy?: { matrix: { stage: string[] } };
}
interface Inputs {
  inputs?: Record<string, { required?: boolean; options?: string[] }>;
}
interface Workflow {
  on: { workflow_call?: Inputs; workflow_dispatch?: Inputs; pull_request?: unknown; push?: { branches: string[] } };
  permissions: Record<string, string>;
  jobs: Record<string, Job>;
}

const files = readdirSync(folder);
/** Read by the rules of YAML 1.2, by which `on` is a word. */
const workflows = new Map(files.map((file) => [file, parse(read(file)) as Workflow]));
const all = [...workflows].flatMap(([file, workflow]) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({ file, workflow, name, job })),
);
const scripts = (JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { scripts: Record<string, string> })
  .scripts;

describe('the workflows', () => {
  test('are those that a deployment needs', () => {
    expect(files.sort()).toEqual([
      'deploy-stage.yml',
      'deploy.yml',
      'diff.yml',
      'drift.yml',
      'rollback.yml',
      'test.yml',
    ]);
  });

  test('use other people’s actions at one commit each, and say which version that is', () => {
    for (const file of files) {
      for (const [line, action = ''] of read(file).matchAll(/uses: (\S+).*$/gm)) {
        if (action.startsWith('./')) expect(existsSync(new URL(action, root)), action).toBe(true);
        else expect(line, file).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      }
    }
  });

  test('call each other with every input that is asked for, and no other', () => {
    const calls = all.filter(({ job }) => job.uses);
    expect(calls).toHaveLength(4);
    for (const { job } of calls) {
      const called = workflows.get(job.uses?.split('/').at(-1) ?? '');
      expect(Object.keys(job.with ?? {}).sort()).toEqual(
        Object.keys(called?.on.workflow_call?.inputs ?? { none: {} }).sort(),
      );
    }
  });

  test('wait for jobs that there are, and end in any case', () => {
    for (const { workflow, job, name } of all) {
      if (job.needs) expect(Object.keys(workflow.jobs)).toContain(job.needs);
      if (!job.uses) expect(job['timeout-minutes'], name).toBeLessThanOrEqual(60);
    }
  });

  test('run commands that there are', () => {
    for (const { job } of all) {
      for (const { run = '' } of job.steps ?? []) {
        for (const [, script = ''] of run.matchAll(/npm run (\S+)/g)) expect(scripts).toHaveProperty(script);
        for (const [, file = ''] of run.matchAll(/\b((?:infra|test|web)\/\S+\.ts)\b/g)) {
          expect(existsSync(new URL(file, root)), file).toBe(true);
        }
        for (const [, command = ''] of run.matchAll(/npx (\S+)/g)) {
          expect(existsSync(new URL(`node_modules/.bin/${command}`, root)), command).toBe(true);
        }
      }
    }
  });

  test('know stages that there are', () => {
    const named = all.flatMap(({ job }) => [...(job.strategy?.matrix.stage ?? []), job.with?.['stage'] ?? []].flat());
    const asked = workflows.get('rollback.yml')?.on.workflow_dispatch?.inputs?.['stage']?.options ?? [];
    const literal = [...named, ...asked].map(String).filter((one) => !one.startsWith('${{'));
    expect(new Set(literal)).toEqual(new Set(['staging', 'prod']));
    for (const one of literal) expect(stageNames).toContain(one);
  });
});

describe('nobody gets more than they need', () => {
  test('of GitHub: reading, and a name to be known by where a role is taken', () => {
    for (const [file, { permissions }] of workflows) {
      const knowsWhatIsDeployed = /^(deploy|rollback)/.test(file);
      expect(permissions, file).toEqual({
        contents: 'read',
        ...(knowsWhatIsDeployed ? { deployments: 'read' } : {}),
        ...(file === 'test.yml' ? {} : { 'id-token': 'write' }),
      });
    }
  });

  test('of AWS: a role for the job, and no key that lasts', () => {
    for (const file of files) {
      expect(read(file)).not.toMatch(/secrets\.|aws-access-key|AWS_SECRET/i);
      expect(read(file)).not.toContain('pull_request_target');
    }
    const takes = all.flatMap(({ file, job }) =>
      (job.steps ?? []).flatMap(({ uses, with: given }) =>
        uses?.startsWith('aws-actions/configure-aws-credentials') ? [[file, String(given?.['role-to-assume'])]] : [],
      ),
    );
    expect(takes.map(([file, role]) => [file, /DEPLOY/.test(role ?? '')])).toEqual([
      ['deploy-stage.yml', true],
      ['diff.yml', false],
      ['drift.yml', false],
      ['drift.yml', false],
    ]);
    // CDK does not take its own role for looking where it looks for drift.
    const chained = all
      .find(({ file }) => file === 'drift.yml')
      ?.job.steps?.filter(({ with: given }) => given?.['role-chaining']);
    expect(chained?.map(({ with: given }) => given?.['role-to-assume'])).toEqual([
      expect.stringMatching(/:role\/cdk-hnb659fds-lookup-role-\$\{\{.*\}\}-\$\{\{.*\}\}$/),
    ]);
  });

  test('and a pull request of a fork gets no role at all', () => {
    const job = workflows.get('diff.yml')?.jobs['diff'];
    expect(job?.if).toContain('github.event.pull_request.head.repo.full_name == github.repository');
  });

  test('nor does what somebody types become part of a command', () => {
    for (const { job } of all) {
      for (const { run = '' } of job.steps ?? []) expect(run).not.toContain('${{');
    }
  });

  test('nor do a checkout’s credentials stay where others’ code runs', () => {
    for (const { job } of all) {
      for (const { uses, with: given } of job.steps ?? []) {
        if (uses?.startsWith('actions/checkout')) expect(given?.['persist-credentials']).toBe(false);
      }
    }
  });
});

test('prod is reached from staging, after tests, and by an environment that can ask for approval', () => {
  const jobs = workflows.get('deploy.yml')?.jobs;
  expect(Object.entries(jobs ?? {}).map(([name, { needs }]) => [name, needs])).toEqual([
    ['test', undefined],
    ['staging', 'test'],
    ['prod', 'staging'],
  ]);
  expect(workflows.get('deploy.yml')?.on.push?.branches).toEqual(['main']);
  expect(workflows.get('deploy-stage.yml')?.jobs['deploy']?.environment).toBe('${{ inputs.stage }}');
});

test('what was deployed is tried, on AWS', () => {
  const steps = workflows.get('deploy-stage.yml')?.jobs['deploy']?.steps ?? [];
  const at = (text: string) => steps.findIndex(({ run = '' }) => run.includes(text));
  expect(at('cdk deploy')).toBeGreaterThan(0);
  expect(at('publish-web.ts')).toBeGreaterThan(at('cdk deploy'));
  expect(at('smoke.test.ts')).toBeGreaterThan(at('publish-web.ts'));
  expect(steps[at('smoke.test.ts')]?.env).toMatchObject({ TARGET: 'aws' });
});

describe('a stage goes forward', () => {
  const repository = temporaryDirectory();
  const script = fileURLToPath(new URL('infra/deploy/refuse-older.sh', root));
  const git = (...command: string[]) =>
    execFileSync('git', ['-C', repository.path, ...command], { encoding: 'utf8' }).trim();
  const commit = (name: string) => {
    git('-c', 'user.name=t', '-c', 'user.email=t@t.test', 'commit', '--quiet', '--allow-empty', '--message', name);
    return git('rev-parse', 'HEAD');
  };
  git('init', '--quiet', '--initial-branch=main');
  const [first, second] = [commit('first'), commit('second')];
  git('checkout', '--quiet', '-b', 'aside', first);
  const aside = commit('aside');
  afterAll(() => repository.remove());
  const deploys = (one: string, ...deployed: string[]) =>
    spawnSync(script, [one, ...deployed], { cwd: repository.path, encoding: 'utf8' });

  test('to what is later, aside, or the same, and to anything at first', () => {
    for (const deployed of [[], [first], [second], [aside, first], ['0'.repeat(40)]]) {
      expect(deploys(second, ...deployed)).toMatchObject({ status: 0 });
    }
  });

  test('and never back by an approval that comes late', () => {
    for (const deployed of [[second], [first, second], [aside]]) {
      const { status, stdout } = deploys(first, ...deployed);
      expect(status).toBe(1);
      expect(stdout).toContain('rollback');
    }
  });

  test('unless that is what somebody asks for', () => {
    const flags = all.flatMap(({ file, job }) =>
      job.with && 'may-go-back' in job.with ? [[file, job.with['may-go-back']]] : [],
    );
    expect(flags).toEqual([
      ['deploy.yml', false],
      ['deploy.yml', false],
      ['rollback.yml', true],
    ]);
    const step = workflows
      .get('deploy-stage.yml')
      ?.jobs['deploy']?.steps?.find(({ run = '' }) => run.includes('refuse-older.sh'));
    expect(step).toMatchObject({ if: '${{ !inputs.may-go-back }}' });
  });
});
