import * as documents from '../../../generated/operations.ts';
import type {
  AddChannelMemberInput,
  ArchiveChannelInput,
  ChannelMemberFieldsFragment,
  CreateChannelInput,
  OpenDmInput,
  RemoveChannelMemberInput,
  UpdateChannelInput,
} from '../../../generated/operations.ts';
import type { Channel } from '../model.ts';
import type { ParleyParts } from '../parts.ts';
import { type Page, type PageOptions, pageOf, variablesOf } from './pages.ts';

/** That a person is in a channel. How far they have read is told to themselves alone. */
export type ChannelMember = ChannelMemberFieldsFragment;

export interface ChannelOperations {
  /** The channels that the caller may read, in them or not: first the private ones that they are in, then the public ones by name. */
  browseChannels(workspaceId: string, options?: PageOptions): Promise<Page<Channel>>;
  /** The caller is in it, with `members`. Done again after a lost answer, there are two. */
  createChannel(input: CreateChannelInput): Promise<Channel>;
  /** What is absent stays as it is. */
  updateChannel(input: UpdateChannelInput): Promise<Channel>;
  /** Closes it for writing, or with `isArchived: false` opens it again. */
  archiveChannel(input: ArchiveChannelInput): Promise<Channel>;
  /** The one direct message of these people and the caller. */
  openDm(input: OpenDmInput): Promise<Channel>;
  joinChannel(channelId: string): Promise<ChannelMember>;
  leaveChannel(channelId: string): Promise<ChannelMember>;
  /** In the order of their ids. */
  channelMembers(channelId: string, options?: PageOptions): Promise<Page<ChannelMember>>;
  addChannelMember(input: AddChannelMemberInput): Promise<ChannelMember>;
  removeChannelMember(input: RemoveChannelMemberInput): Promise<ChannelMember>;
}

export function channelOperations({ api: { ask }, write }: ParleyParts): ChannelOperations {
  return {
    async browseChannels(workspaceId, options = {}) {
      const query = documents.listChannels;
      const variables = { workspaceId, ...variablesOf(options) };
      return pageOf((await ask(query, variables)).listChannels);
    },
    async createChannel(input) {
      const query = documents.createChannel;
      return (await write(query, { input })).createChannel;
    },
    async updateChannel(input) {
      const query = documents.updateChannel;
      return (await write(query, { input })).updateChannel;
    },
    async archiveChannel(input) {
      const query = documents.archiveChannel;
      return (await write(query, { input })).archiveChannel;
    },
    async openDm(input) {
      const query = documents.openDm;
      return (await write(query, { input })).openDm;
    },
    async joinChannel(channelId) {
      const query = documents.joinChannel;
      return (await write(query, { input: { channelId } })).joinChannel;
    },
    async leaveChannel(channelId) {
      const query = documents.leaveChannel;
      return (await write(query, { input: { channelId } })).leaveChannel;
    },
    async channelMembers(channelId, options = {}) {
      const query = documents.listChannelMembers;
      const variables = { channelId, ...variablesOf(options) };
      return pageOf((await ask(query, variables)).listChannelMembers);
    },
    async addChannelMember(input) {
      const query = documents.addChannelMember;
      return (await write(query, { input })).addChannelMember;
    },
    async removeChannelMember(input) {
      const query = documents.removeChannelMember;
      return (await write(query, { input })).removeChannelMember;
    },
  };
}
