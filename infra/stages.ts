import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { refuseBadStage } from './check-stage.ts';
import type { Domain, SendLimits, Stage } from './stage.ts';

const everyday: SendLimits = {
  personPerSecond: 5,
  personBurst: 10,
  channelPerSecond: 50,
  typingIntervalMs: 1000,
  reportIntervalMs: 1000,
  makingIntervalMs: 3000,
  makingBurst: 30,
};

const dev: Stage = {
  name: 'dev',
  account: null,
  region: null,
  domains: null,
  allowedOrigins: ['http://localhost:4000', 'http://localhost:5173'],
  sessions: [{ kind: 'secret', userIdPrefix: '' }],
  longestSessionHours: 24,
  concurrency: null,
  data: { isProtected: false, key: 'aws', recoveryDays: 7, backups: null },
  logDays: RetentionDays.ONE_WEEK,
  alarms: { page: null, notice: null },
  hasIntrospection: true,
  // The deepest document of operations/ has 4 levels. One more is allowed, as AWS does not say how it counts.
  queryDepth: 5,
  // What the service needs when it publishes; people's own documents need one.
  resolverCount: 5,
  sendLimits: everyday,
  firewall: null,
};

const staging: Stage = {
  ...dev,
  name: 'staging',
  region: 'eu-west-1',
  domains: domainsUnder('staging.parley.example'),
  allowedOrigins: [],
  data: { isProtected: false, key: 'own', recoveryDays: 7, backups: null },
  logDays: RetentionDays.TWO_WEEKS,
  alarms: { page: null, notice: 'parley-staging@parley.example' },
  hasIntrospection: false,
  // A busy client asks for some 2 things a second; 20 leave room for scripts. 500 are a company of 250 people behind one address.
  firewall: { tokenPerMinute: 1200, addressPerMinute: 30_000 },
};

const prod: Stage = {
  ...staging,
  name: 'prod',
  domains: domainsUnder('parley.example'),
  // An account that may run less than 1,000 functions at once needs its quota raised first, or null here.
  concurrency: { authorizer: 100, metricsRecorder: 20 },
  // What people delete is gone from the tables at once, and with the last copy from everywhere: no copy is kept for longer than these days.
  data: { isProtected: true, key: 'own', recoveryDays: 35, backups: { dailyDays: 35 } },
  logDays: RetentionDays.ONE_MONTH,
  alarms: { page: 'parley-on-call@parley.example', notice: 'parley-team@parley.example' },
};

/**
 * For load and for tests: as fast as the service can, for a million messages of one person. The long interval keeps those who send from many
 * places at once from finding their entry paid off, and refused, in between.
 */
const load: Stage = {
  ...dev,
  name: 'load',
  sendLimits: {
    personPerSecond: 1,
    personBurst: 1_000_000,
    channelPerSecond: 1_000_000,
    typingIntervalMs: 0,
    reportIntervalMs: 0,
    makingIntervalMs: 1,
    makingBurst: 1_000_000,
  },
};

/**
 * Every deployment there is. Names under `parley.example`, and the account 111122223333, stand for those of whoever deploys: with them a
 * stage can be synthesised and served on a laptop, but not deployed.
 */
const stages = { dev, staging, prod, load };

export type StageName = keyof typeof stages;

export const stageNames = Object.keys(stages) as readonly StageName[];

/** Throws a `StageError` where there is no stage of that name, or it can not be. */
export function stageOf(name: string): Stage {
  const known = stageNames.find((one) => one === name);
  if (!known) throw new Error(`there is no stage ${name}; there are ${stageNames.join(', ')}`);
  const stage = stages[known];
  refuseBadStage(stage);
  return stage;
}

function domainsUnder(domain: string): { api: Domain; web: Domain } {
  const certificateArn = 'arn:aws:acm:us-east-1:111122223333:certificate/00000000-0000-4000-8000-000000000000';
  return { api: { name: `api.${domain}`, certificateArn }, web: { name: `chat.${domain}`, certificateArn } };
}
