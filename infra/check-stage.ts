import { readModels } from './models.ts';
import type { Domain, SessionSource, Stage } from './stage.ts';
import { originsOf } from './stage.ts';

/** One thing that can not be, and where: `domains.api.name`. */
export interface StageProblem {
  readonly at: string;
  readonly message: string;
}

/** The stage can not be deployed as it is written. Carries every problem, not only the first. */
export class StageError extends Error {
  override readonly name = 'StageError';
  readonly problems: readonly StageProblem[];

  constructor(stage: string, problems: readonly StageProblem[]) {
    const lines = problems.map(({ at, message }) => `  ${at}: ${message}`);
    super(`The stage ${stage} can not be:\n${lines.join('\n')}`);
    this.problems = problems;
  }
}

/** Throws a `StageError` where something in the stage can not be. */
export function refuseBadStage(stage: Stage): void {
  const problems = problemsOf(stage);
  if (problems.length > 0) throw new StageError(stage.name, problems);
}

/** Throws a `StageError` where the stage still holds an example in place of a name or account of one's own. */
export function refuseExamples(stage: Stage): void {
  const problems = examplesIn(stage, '');
  if (problems.length > 0) throw new StageError(stage.name, problems);
}

const models: ReadonlySet<string> = new Set(readModels().map(({ name }) => name));

function problemsOf(stage: Stage): StageProblem[] {
  const problems: StageProblem[] = [];
  const demand = (holds: boolean, at: string, message: string): void => {
    if (!holds) problems.push({ at, message });
  };
  const { account, region, data, domains, sendLimits, firewall } = stage;

  demand(/^[a-z][a-z0-9-]{0,19}$/.test(stage.name), 'name', 'must be small letters, digits and hyphens, at most 20');
  demand(account === null || /^\d{12}$/.test(account), 'account', 'must be 12 digits');
  demand(region === null || /^[a-z]{2}(-[a-z]+)+-\d$/.test(region), 'region', 'must be as in eu-west-1');
  demand(region !== null || data.key === 'aws', 'region', 'a stage with a key of its own has a region');
  for (const kind of ['api', 'web'] as const) if (domains) problems.push(...domainProblems(kind, domains[kind]));
  demand(domains === null || domains.api.name !== domains.web.name, 'domains', 'must differ');

  for (const [at, origin] of originsOf(stage).entries()) {
    demand(isOrigin(origin), `allowedOrigins.${at}`, `must be https://host, or http://localhost:port: ${origin}`);
    const isPlain = origin.startsWith('http:');
    demand(!(isPlain && data.isProtected), `allowedOrigins.${at}`, 'a protected stage takes no plain http');
  }
  demand(firewall === null || originsOf(stage).length > 0, 'allowedOrigins', 'the firewall would let no page in');

  problems.push(...sessionProblems(stage.sessions));
  demand(isWhole(stage.longestSessionHours, 1, 720), 'longestSessionHours', 'must be 1 to 720');
  for (const [name, most] of Object.entries(stage.concurrency ?? {})) {
    demand(isWhole(most as number, 1, 10_000), `concurrency.${name}`, 'must be 1 to 10,000');
  }

  demand(isWhole(data.recoveryDays, 1, 35), 'data.recoveryDays', 'must be 1 to 35');
  for (const [model, table] of Object.entries(data.restored ?? {})) {
    demand(models.has(model), `data.restored.${model}`, 'there is no such model');
    // Amazon DynamoDB Developer Guide, "Naming rules".
    demand(/^[A-Za-z0-9_.-]{3,255}$/.test(table), `data.restored.${model}`, `must be a table's name: ${table}`);
  }
  demand(!data.isProtected || data.key === 'own', 'data.key', 'a protected stage has a key of its own');
  demand(!data.isProtected || data.backups !== null, 'data.backups', 'a protected stage keeps backups');
  if (data.backups) {
    // What people deleted is in every copy from before.
    demand(isWhole(data.backups.dailyDays, 1, 35), 'data.backups.dailyDays', 'must be 1 to 35');
  }
  demand(
    !data.isProtected || !stage.hasIntrospection,
    'hasIntrospection',
    'a protected stage does not tell its schema',
  );
  demand(!data.isProtected || firewall !== null, 'firewall', 'a protected stage has a firewall');

  for (const to of ['page', 'notice'] as const) {
    const address = stage.alarms[to];
    demand(address === null || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address), `alarms.${to}`, 'must be an e-mail address');
  }
  demand(!data.isProtected || stage.alarms.page !== null, 'alarms.page', 'a protected stage wakes somebody');

  demand(isWhole(stage.queryDepth, 1, 75), 'queryDepth', 'must be 1 to 75');
  demand(isWhole(stage.resolverCount, 1, 10_000), 'resolverCount', 'must be 1 to 10,000');
  demand(isWhole(sendLimits.typingIntervalMs, 0, 3000), 'sendLimits.typingIntervalMs', 'must be 0 to 3,000');
  // Clients that report once a minute may do so half a minute after the last time.
  demand(isWhole(sendLimits.reportIntervalMs, 0, 30_000), 'sendLimits.reportIntervalMs', 'must be 0 to 30,000');
  for (const limit of [
    'personPerSecond',
    'personBurst',
    'channelPerSecond',
    'makingIntervalMs',
    'makingBurst',
  ] as const) {
    demand(isWhole(sendLimits[limit], 1, 1_000_000), `sendLimits.${limit}`, 'must be 1 to 1,000,000');
  }
  if (firewall) {
    // AWS WAF Developer Guide, "Rate-based rule high-level settings": at least 10, at most two thousand million.
    demand(isWhole(firewall.tokenPerMinute, 10, 2e9), 'firewall.tokenPerMinute', 'must be 10 to 2,000,000,000');
    const least = Math.max(10, firewall.tokenPerMinute);
    demand(
      isWhole(firewall.addressPerMinute, least, 2e9),
      'firewall.addressPerMinute',
      'must be tokenPerMinute or more',
    );
  }
  return problems;
}

function domainProblems(kind: 'api' | 'web', { name, certificateArn }: Domain): StageProblem[] {
  const problems: StageProblem[] = [];
  if (!/^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/.test(name)) {
    problems.push({ at: `domains.${kind}.name`, message: `must be a host name: ${name}` });
  }
  if (!/^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]{36}$/.test(certificateArn)) {
    const message = 'must be the ARN of a certificate of us-east-1, the one region that AppSync and CloudFront look in';
    problems.push({ at: `domains.${kind}.certificateArn`, message });
  }
  return problems;
}

function sessionProblems(sources: readonly SessionSource[]): StageProblem[] {
  const problems: StageProblem[] = [];
  if (sources.length === 0) problems.push({ at: 'sessions', message: 'nobody could sign in' });
  for (const kind of ['secret', 'new'] as const) {
    const alike = sources.filter((one) => one.kind === kind || (one.kind === 'user-pool' && one.pool === kind));
    if (alike.length > 1) problems.push({ at: 'sessions', message: `there can be one ${kind} source` });
  }
  const prefixes = sources.map((one) => one.userIdPrefix);
  if (new Set(prefixes).size < prefixes.length) {
    problems.push({ at: 'sessions', message: 'each source needs a userIdPrefix of its own' });
  }
  for (const [at, source] of sources.entries()) {
    const say = (name: string, message: string) => problems.push({ at: `sessions.${at}.${name}`, message });
    if (!/^([A-Za-z0-9_.@|-]{1,20}:)?$/.test(source.userIdPrefix)) {
      say('userIdPrefix', 'must be empty, or at most 20 letters, digits and _.@|- before a colon');
    }
    if (source.kind === 'issuer') {
      for (const name of ['issuer', 'jwksUrl'] as const) if (!isHttps(source[name])) say(name, 'must be an https URL');
      if (source.audiences.length === 0) say('audiences', 'a token made for another application would do');
    }
    if (source.kind === 'user-pool' && source.pool !== 'new') {
      if (!/^[a-z]{2}(-[a-z]+)+-\d_[A-Za-z0-9]{1,55}$/.test(source.pool.id))
        say('pool.id', 'must be as in eu-west-1_AbC123');
      if (source.pool.clientIds.length === 0) say('pool.clientIds', 'a token made for another application would do');
    }
  }
  return problems;
}

function isOrigin(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { origin, protocol, hostname } = new URL(text);
  return origin === text && (protocol === 'https:' || (protocol === 'http:' && hostname === 'localhost'));
}

function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:';
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function examplesIn(value: unknown, at: string): StageProblem[] {
  if (typeof value === 'string') {
    const isExample = /(^|[.@])parley\.example$/.test(value) || value.includes('111122223333');
    return isExample ? [{ at, message: `is an example: ${value}` }] : [];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => examplesIn(part, at ? `${at}.${key}` : key));
}
