import { openSync } from 'node:fs';
import { join } from 'node:path';
import { writeRows } from '../../../dev/seed/write-rows.ts';
import type { DynamoDbClient } from '../../../local/index.ts';
import { channelMember, channelRow, workspaceMember, workspaceRow } from '../../support/crowd.ts';
import { createDeviceStorage } from './device-storage.ts';
import type { HistoryWriter } from './history-files.ts';
import type { Members } from './members.ts';
import type { Plan, PlannedChannel } from './plan.ts';
import { type Link, openLink } from './proxy/link.ts';
import type { Random } from './random.ts';
import type { Service } from './service/service.ts';
import { createTab, type Tab } from './tabs.ts';

/** Those who keep the place: the owner, two who have no client of ours, and one who only looks. They are in every channel. */
export const staff = { owner: 'own', foreigner: 'zoe', thief: 'yan', auditor: 'aud' } as const;

const workspaceId = 'w1';
/** For each message: more than ever come to a channel. */
const spareShare = 0.11;

export interface StagedChannel extends PlannedChannel {
  readonly id: string;
}

export interface Cast {
  readonly workspaceId: string;
  readonly channels: readonly StagedChannel[];
  /** Of the workspace, in no channel, with no device. */
  readonly spare: readonly string[];
}

/** Writes the workspace with its people and channels into the empty tables. */
export async function writeCast(plan: Plan, service: Service, dynamoDb: DynamoDbClient): Promise<Cast> {
  const spare = Array.from({ length: Math.ceil(plan.sends * spareShare) + 20 }, (_, index) => `spare${index}`);
  const all = Object.values(staff);
  const channels = plan.channels.map((channel) => ({ ...channel, id: `${workspaceId}_${channel.slug}` }));
  await writeRows(
    dynamoDb,
    {
      User: [],
      DirectMessage: [],
      Message: [],
      Workspace: [workspaceRow(workspaceId, staff.owner)],
      WorkspaceMember: [...all, ...plan.people, ...spare].map((person) =>
        workspaceMember(workspaceId, person, person === staff.owner ? 'OWNER' : 'MEMBER'),
      ),
      Channel: channels.map(({ slug, isPrivate, members }) =>
        channelRow(workspaceId, slug, { isPrivate, memberCount: members.length + all.length, createdBy: staff.owner }),
      ),
      ChannelMember: channels.flatMap(({ id, members }) =>
        [...members, ...all].map((person) => channelMember(id, person)),
      ),
    },
    (model) => service.tableOf(model),
  );
  return { workspaceId, channels, spare };
}

export interface TabsParts {
  readonly plan: Plan;
  readonly service: Service;
  readonly cast: Cast;
  readonly members: Members;
  /** The bundle. */
  readonly file: string;
  readonly directory: string;
  readonly historyDirectory: string;
  readonly history: HistoryWriter;
  readonly random: Random;
  readonly onSent: (id: string) => void;
  readonly giveToken: (tab: Tab) => string | null;
  readonly onDied: (by: string, how: string) => void;
}

/** Every tab of every device, each with its own way to the service. None is open yet. */
export async function createTabs(parts: TabsParts): Promise<Tab[]> {
  const { plan, service, cast, members, history, directory } = parts;
  const output = openSync(join(directory, 'tabs.log'), 'a');
  const tabs: Tab[] = [];
  for (const { name: device, person, tabs: count } of plan.devices) {
    const storage = createDeviceStorage(parts.onSent);
    for (let index = 0; index < count; index += 1) {
      const name = `${device}.${index}`;
      const link: Link = await openLink({
        upstream: { host: service.host, port: () => service.port },
        random: parts.random.fork(name),
        onDelivered: ({ channel, event }) => {
          history.heard({ person, by: tab.by, ...(channel === null ? {} : { channel }) }, event);
        },
      });
      const tab: Tab = createTab({
        name,
        person,
        device,
        storage,
        link,
        file: parts.file,
        historyDirectory: parts.historyDirectory,
        output,
        startWith: () => ({
          workspaceId: cast.workspaceId,
          // Those that the person is in, and not just may read.
          channels: cast.channels
            .filter((channel) => channel.members.includes(person) && members.mayRead(person, channel.id) !== false)
            .map(({ id }) => id),
          seed: plan.seed,
          pace: plan.pace,
          token: service.sessions[person]?.token ?? '',
        }),
        giveToken: () => parts.giveToken(tab),
        onDied: parts.onDied,
        onKilled: (by) => history.write({ kind: 'end', by, how: 'killed' }),
      });
      tabs.push(tab);
    }
  }
  return tabs;
}
