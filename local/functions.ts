import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { unqualifiedArn } from './assembly/function-arn.ts';
import type { LambdaCode, LambdaDefinition } from './assembly/model.ts';
import type { IdentityStore } from './iam/credentials.ts';
import type { Lambda } from './lambda/index.ts';
import { createLambda, sdkEnvironment } from './lambda/index.ts';
import type { Log } from './log.ts';

/** The Lambda functions of one version of a deployment. */
export interface Functions {
  /** By its own ARN, or one of its versions' or aliases'. Throws where there is none. */
  find(functionArn: string): Lambda;
  /** Loads ahead those of the called ones that have not run yet, as the first request would wait for them. */
  warm(called: ReadonlySet<string>): void;
  /** Ends those that `successor` does not go on with; null = all. */
  close(successor: Functions | null): Promise<void>;
  readonly all: ReadonlyMap<string, RunnableFunction>;
}

export interface RunnableFunction {
  readonly lambda: Lambda;
  /** Of all that makes the function what it is: its settings and its code. */
  readonly fingerprint: string;
  readonly code: LambdaCode;
}

export interface FunctionOptions {
  readonly region: string;
  readonly identities: IdentityStore;
  /** Where the services are that handlers call, as `sdkEnvironment` takes them. */
  readonly endpoints: Readonly<Record<string, string>>;
  readonly log: Log;
}

/** Nothing runs before it is asked for. A function of `previous` that has not changed goes on, warm as it is. */
export function createFunctions(
  definitions: readonly LambdaDefinition[],
  options: FunctionOptions,
  previous: Functions | null,
): Functions {
  const all = new Map(
    definitions.map((definition) => {
      const fingerprint = fingerprintOf(definition);
      const known = previous?.all.get(definition.arn);
      const goesOn = known?.fingerprint === fingerprint && isStillThere(known.code);
      const { code } = definition;
      return [definition.arn, goesOn ? known : { lambda: create(definition, options), fingerprint, code }] as const;
    }),
  );
  const fresh = [...all].filter(([arn, one]) => previous?.all.get(arn) !== one);
  return {
    all,
    find(functionArn) {
      const found = all.get(unqualifiedArn(functionArn));
      if (!found) throw new Error(`The deployment has no function ${functionArn}.`);
      return found.lambda;
    },
    warm(called) {
      const wanted = new Set([...called].map(unqualifiedArn));
      for (const [arn, { lambda }] of fresh) {
        if (!wanted.has(arn)) continue;
        // What fails now fails again, and is said, at the first call.
        lambda.warm().catch((error: unknown) => options.log.debug(`${arn} does not load yet: ${String(error)}`));
      }
    },
    async close(successor) {
      const ended = [...all].filter(([arn, one]) => successor?.all.get(arn) !== one);
      await Promise.all(ended.map(([, { lambda }]) => lambda.close()));
    },
  };
}

function create(definition: LambdaDefinition, { region, identities, endpoints, log }: FunctionOptions): Lambda {
  const credentials = definition.role ? identities.credentialsOf(definition.role.arn) : null;
  return createLambda(definition, {
    environment: sdkEnvironment(region, credentials, endpoints),
    log(level, text) {
      // What a handler writes may hold anything, so by default only that it did.
      if (level === 'warn' || level === 'error')
        log.warn(`${definition.name} wrote to its console (${level}); --verbose shows it.`);
      log.debug(`${definition.name}: ${text}`);
    },
  });
}

/** The role is left out, its ARN apart: what a role may do is asked at each call. */
function fingerprintOf(definition: LambdaDefinition): string {
  const { code, role, ...settings } = definition;
  const hash = createHash('sha256').update(JSON.stringify([settings, role?.arn ?? null, code.kind]));
  for (const [name, content] of filesOf(code)) hash.update(`\0${name}\0${content.length}\0`).update(content);
  return hash.digest('hex');
}

function* filesOf(code: LambdaCode): Generator<readonly [string, Buffer]> {
  switch (code.kind) {
    case 'inline':
      return yield ['', Buffer.from(code.text)];
    case 'archive':
      return yield ['', readFileSync(code.path)];
    case 'directory':
      for (const entry of readdirSync(code.path, { recursive: true, withFileTypes: true })) {
        const path = join(entry.parentPath, entry.name);
        if (entry.isFile()) yield [path.slice(code.path.length), readFileSync(path)];
      }
      return;
    default:
      return code satisfies never;
  }
}

/** A worker that has to start again, or loads a part late, needs its folder. */
function isStillThere(code: LambdaCode): boolean {
  return code.kind !== 'directory' || existsSync(code.path);
}
