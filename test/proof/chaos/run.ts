import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { createDynamoDbClient } from '../../../local/dynamodb/client.ts';
import { eachAtOnce } from '../../support/each-at-once.ts';
import { bundleTab } from './bundle.ts';
import { createCaller } from './caller.ts';
import { createTabs, staff, writeCast } from './cast.ts';
import { createFaultRunner } from './fault-runner.ts';
import { readFinally, readMarkers, scan } from './final-reads.ts';
import { createForeigner } from './foreigner.ts';
import { type HistoryWriter, monotonicMs, openHistory } from './history-files.ts';
import { createMembers } from './members.ts';
import type { FaultKind, Plan } from './plan.ts';
import { createRandom, type Random } from './random.ts';
import { startService } from './service/service.ts';
import type { Stage } from './stage.ts';
import { areLive, restlessIn, tend, until } from './tab-reports.ts';
import type { Tab } from './tabs.ts';

export interface RunOptions {
  /** Takes all that the run writes. */
  readonly directory: string;
  /** Hears how far it is. */
  readonly onProgress?: (words: string) => void;
  /** Asked now and then: true ends the work early, and the run is judged as it is then. */
  readonly isEnough?: () => boolean;
}

export interface RunOutcome {
  /** Where the history is. */
  readonly historyDirectory: string;
  /** Messages sent by tabs that the service acknowledged. */
  readonly acknowledged: number;
  readonly faults: ReadonlyMap<FaultKind, number>;
  /** What happened when, for whoever reads a failure. */
  readonly timeline: readonly string[];
  /** How often which thing befell a frame, a request or a call of the engine. */
  readonly befallen: ReadonlyMap<string, number>;
  readonly workedMs: number;
  readonly settledMs: number;
  /** How long this machine kept a process waiting that could have gone on: of a thousand times the longest but one. */
  readonly machineLagMs: number;
  /** Sessions that ended of themselves. */
  readonly died: readonly string[];
}

/** How often what is due is looked for. */
const turnMs = 50;
const tendMs = 1_000;
/** A client that misses a position waits a second for it, and then asks: only then its counts are final. */
const calmMs = 2_500;
const sayMs = 5_000;
const lagStepMs = 20;
/** People come to channels so often, for each message. */
const welcomeShare = 0.1;
/** Longer than any run of the size that it is; then what there is is judged. */
const workForAtMostMs = { quick: 600_000, full: 29 * 60_000 };

const models = ['Channel', 'ChannelMember', 'Message', 'Reaction', 'User', 'Workspace', 'WorkspaceMember'];

/** Plays the plan on the real service with real clients, and leaves its history behind. */
export async function run(plan: Plan, options: RunOptions): Promise<RunOutcome> {
  const { directory, onProgress = () => undefined } = options;
  const historyDirectory = join(directory, 'history');
  mkdirSync(historyDirectory, { recursive: true });
  const history = openHistory(join(historyDirectory, 'runner.jsonl'));
  history.write({ kind: 'run', seed: plan.seed, wall: Date.now(), plan: { size: plan.size, sends: plan.sends } });
  const random = createRandom(plan.seed, 'run');
  const [service, file] = await Promise.all([
    startService({
      directory,
      people: [...Object.values(staff), ...plan.people],
      random: random.fork('engine'),
      isRestarted: plan.faults.some(({ kind }) => kind === 'kill-server' || kind === 'late-close'),
    }),
    bundleTab(directory),
  ]);
  const dynamoDb = createDynamoDbClient({ endpoint: service.engine.endpoint, region: 'eu-west-1', credentials: null });
  const tabs: Tab[] = [];
  try {
    const cast = await writeCast(plan, service, dynamoDb);
    const url = `http://127.0.0.1:${service.port}/graphql`;
    const callerOf = (person: string) => createCaller(person, url, () => service.sessions[person]?.token ?? '');
    const members = createMembers({
      owner: callerOf(staff.owner),
      channels: cast.channels,
      people: plan.people,
      staff: Object.values(staff),
      spare: cast.spare,
      random: random.fork('members'),
      history,
    });
    const sent = new Set<string>();
    const died: string[] = [];
    const failing = new Map<Tab, number>();
    tabs.push(
      ...(await createTabs({
        ...{ plan, service, cast, members, file, directory, historyDirectory, history, random },
        onSent: (id) => sent.add(id),
        giveToken(tab) {
          const left = failing.get(tab) ?? 0;
          failing.set(tab, left - 1);
          return left > 0 ? null : (service.sessions[tab.person]?.token ?? null);
        },
        onDied: (by, how) => died.push(`${by}: ${how}`),
      })),
    );
    const stage: RunningStage = {
      plan,
      service,
      tabs,
      channelIds: cast.channels.map(({ id }) => id),
      members,
      foreigner: createForeigner(callerOf(staff.foreigner), callerOf(staff.thief), history),
      busy: new Set(),
      isWorking: false,
      isShared: ({ device }) => tabs.filter((other) => other.device === device).length > 1,
      failTokens: (tab, count) => failing.set(tab, count),
      wait: (ms) => delay(ms),
      until,
      sent,
      random,
      history,
      onProgress,
      isEnough: options.isEnough ?? (() => false),
    };

    // A few at once: each is a process that reads a megabyte of code.
    await eachAtOnce(tabs, 3, (tab) => tab.start());
    if (!(await until(() => areLive(tabs), 60_000))) {
      throw new Error(`not all tabs came up: ${await restlessIn(tabs)}; ${died.join(', ')}`);
    }
    await measure(stage, 'before');
    const worked = await work(stage);
    const settledMs = await settle(stage);
    await measure(stage, 'after');
    await Promise.all(tabs.map((tab) => tab.close()));

    const [down, up, sync] = [callerOf(staff.foreigner), callerOf(staff.auditor), callerOf(staff.thief)];
    await readFinally({ down, up, sync }, stage.channelIds, history);
    for (const person of plan.people) await readMarkers(callerOf(person), cast.workspaceId, `${person}.last`, history);
    const tables = models.map((model) => ({ model, name: service.tableOf(model) }));
    await scan(dynamoDb, tables, history);
    const befallen = befallenIn(tabs, service.engineProxy.counts);
    return { ...worked, historyDirectory, acknowledged: sent.size, befallen, settledMs, died };
  } finally {
    history.close();
    dynamoDb.close();
    await Promise.all(tabs.map((tab) => tab.kill()));
    await Promise.all(tabs.map(({ link }) => link.close()));
    await service.close();
  }
}

interface RunningStage extends Stage {
  isWorking: boolean;
  /** The ids of what tabs sent and the service acknowledged. */
  readonly sent: ReadonlySet<string>;
  readonly random: Random;
  readonly history: HistoryWriter;
  readonly onProgress: (words: string) => void;
  readonly isEnough: () => boolean;
}

/** Everybody writes and reads while the planned faults befall them, until both are done. */
async function work(
  stage: RunningStage,
): Promise<Pick<RunOutcome, 'faults' | 'timeline' | 'workedMs' | 'machineLagMs'>> {
  const { plan, tabs, members, sent, random } = stage;
  const faultRunner = createFaultRunner(stage, plan.faults, random.fork('faults'), stage.history);
  const startedAt = Date.now();
  const lag = monitorEventLoopDelay({ resolution: lagStepMs });
  lag.enable();
  setWorking(stage, true);
  let welcomed = 0;
  let welcoming: Promise<unknown> | null = null;
  let failure: unknown = null;
  let tendedAt = 0;
  let saidAt = 0;
  while (!stage.isEnough() && failure === null && Date.now() - startedAt < workForAtMostMs[plan.size]) {
    if (sent.size >= plan.sends && faultRunner.isDone) break;
    faultRunner.advance(Math.min(1, sent.size / plan.sends));
    if (!welcoming && welcomed < sent.size * welcomeShare) {
      welcomed += 1;
      welcoming = members
        .welcome()
        .catch((error: unknown) => (failure = error))
        .finally(() => (welcoming = null));
    }
    if (Date.now() - tendedAt > tendMs) {
      tendedAt = Date.now();
      void tend(tabs, members, random.isLucky(0.5) ? 'retry' : 'discard');
    }
    if (Date.now() - saidAt > sayMs) {
      saidAt = Date.now();
      stage.onProgress(`${sent.size} acknowledged, ${faultRunner.begun} of ${plan.faults.length} faults`);
    }
    await delay(turnMs);
  }
  await faultRunner.settled();
  if (welcoming) await welcoming;
  if (failure) throw failure;
  lag.disable();
  const machineLagMs = Math.max(0, lag.percentile(99.9) / 1e6 - lagStepMs);
  return { faults: faultRunner.counts, timeline: faultRunner.timeline, workedMs: Date.now() - startedAt, machineLagMs };
}

/** Nobody asks for anything more: waits until all have come to rest. Answers with how long that took. */
async function settle(stage: RunningStage): Promise<number> {
  const { plan, tabs, members, history } = stage;
  setWorking(stage, false);
  const healedAt = monotonicMs();
  history.write({ kind: 'healed' });
  // What a client missed last shows with what comes next.
  for (const channel of stage.channelIds) await stage.foreigner.send(channel);
  let restless = '';
  let calmSince = Infinity;
  const isComplete = await until(async () => {
    await tend(tabs, members, 'discard');
    const words = await restlessIn(tabs);
    if (words !== '') restless = words;
    calmSince = words === '' ? Math.min(calmSince, Date.now()) : Infinity;
    return Date.now() - calmSince > calmMs;
  }, plan.settleMs);
  history.write({ kind: 'drained', isComplete });
  const tookMs = monotonicMs() - healedAt;
  stage.onProgress(`${isComplete ? 'at rest' : 'gave up waiting'} after ${Math.round(tookMs)} ms; last: ${restless}`);
  return tookMs;
}

function setWorking(stage: RunningStage, isOn: boolean): void {
  stage.isWorking = isOn;
  for (const tab of stage.tabs) tab.tell({ type: 'work', isOn });
}

/** What everybody holds. The server's sockets to proxy and engine are kept in store, and no sign of a leak. */
async function measure({ tabs, service, history }: RunningStage, when: 'before' | 'after'): Promise<void> {
  for (const tab of tabs) tab.tell({ type: 'measure', when });
  const { timers, heapBytes } = await service.measure();
  history.write({ kind: 'resources', by: 'server', when, timers, heapBytes });
}

function befallenIn(tabs: readonly Tab[], engine: Readonly<Record<string, number>>): Map<string, number> {
  const all = new Map<string, number>();
  for (const { link } of tabs) for (const [name, count] of link.counts) all.set(name, (all.get(name) ?? 0) + count);
  for (const [name, count] of Object.entries(engine)) if (count > 0) all.set(`engine ${name}`, count);
  return all;
}
