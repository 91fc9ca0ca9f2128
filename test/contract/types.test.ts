import { generateClient } from 'aws-amplify/api';
import { describe, expect, test } from 'vitest';
import * as operations from '../../generated/operations.ts';

/**
 * What a frontend team's compiler sees: `client.graphql` infers variables and results from the operation alone. The types below
 * are judged by `npm run types`: where one is not as it is said to be, this file does not compile. Each holds for every operation
 * that the generator writes, so a new one is covered by itself.
 */
// eslint-disable-next-line @typescript-eslint/no-unused-vars -- a value only so that the type of its call can be asked for
const client = generateClient({ authMode: 'lambda', authToken: 'never sent' });

type Operations = typeof operations;
type Name = keyof Operations;
/** The call as Amplify types it for one operation. */
type Call<Operation extends string> = typeof client.graphql<unknown, Operation>;
type Variables<Operation extends string> = NonNullable<Parameters<Call<Operation>>[0]['variables']>;
/** What arrives as `data`: the result of a query or mutation, or each event of a subscription. */
type Data<Operation extends string> =
  ReturnType<Call<Operation>> extends Promise<{ data: infer Result }>
    ? Result
    : ReturnType<Call<Operation>> extends { forEach: (next: (event: { data: infer Event }) => void) => unknown }
      ? Event
      : never;

/** The types that the generator wrote for an operation. */
type Generated<Operation> = Operation extends {
  __generatedQueryInput: infer Input;
  __generatedQueryOutput: infer Output;
}
  ? { variables: Input; data: Output }
  : Operation extends { __generatedMutationInput: infer Input; __generatedMutationOutput: infer Output }
    ? { variables: Input; data: Output }
    : Operation extends { __generatedSubscriptionInput: infer Input; __generatedSubscriptionOutput: infer Output }
      ? // An event is never null: AppSync publishes none for a field that is.
        { variables: Input; data: { [Field in keyof Output]: NonNullable<Output[Field]> } }
      : never;

type Is<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Both ways assignable: the same to whoever uses it, though Amplify may have written it anew. */
type IsSame<A, B> = [A, B] extends [B, A] ? true : false;
type IsAny<T> = 0 extends 1 & T ? true : false;
/** Whether `any` is the type or anywhere in it. */
type HoldsAny<T> =
  IsAny<T> extends true
    ? true
    : T extends readonly (infer Item)[]
      ? HoldsAny<Item>
      : T extends object
        ? true extends { [Key in keyof T]-?: HoldsAny<T[Key]> }[keyof T]
          ? true
          : false
        : false;
/** The operations for which the answer is not `Wanted`. */
type Failing<Answers extends Record<Name, unknown>, Wanted> = {
  [Key in Name]: Is<Answers[Key], Wanted> extends true ? never : Key;
}[Name];
type Every<Names extends never> = Names;

export type VariablesHoldNoAny = Every<Failing<{ [Key in Name]: HoldsAny<Variables<Operations[Key]>> }, false>>;
export type ResultsHoldNoAny = Every<Failing<{ [Key in Name]: HoldsAny<Data<Operations[Key]>> }, false>>;
export type VariablesAreTheGenerated = Every<
  Failing<{ [Key in Name]: IsSame<Variables<Operations[Key]>, Generated<Operations[Key]>['variables']> }, true>
>;
export type ResultsAreTheGenerated = Every<
  Failing<{ [Key in Name]: IsSame<Data<Operations[Key]>, Generated<Operations[Key]>['data']> }, true>
>;
/** Its answer stands under the operation's own name, and nothing else does. */
export type ResultsAreNamedForTheirField = Every<
  Failing<{ [Key in Name]: Is<keyof Data<Operations[Key]>, Key> }, true>
>;

/**
 * Variables with one mistake for each operation, of the kinds that people make. Were one none to the compiler, it would refuse this
 * file. (Amplify lets a call go without `variables` altogether, whatever the operation: that alone its types do not see.)
 */
const mistakes: { [Key in Name]: Variables<Operations[Key]> } = {
  // @ts-expect-error -- no userId
  addChannelMember: { input: { channelId: 'harbor_general' } },
  // @ts-expect-error -- emoji is text
  addReaction: { input: { messageId: 'm', channelId: 'harbor_general', emoji: 1 } },
  // @ts-expect-error -- no such role
  addWorkspaceMember: { input: { workspaceId: 'harbor', userId: 'eve', role: 'KING' } },
  // @ts-expect-error -- isArchived is yes or no
  archiveChannel: { input: { channelId: 'harbor_general', isArchived: 'yes' } },
  // @ts-expect-error -- members is a list
  createChannel: { input: { workspaceId: 'harbor', name: 'n', members: 'bob' } },
  // @ts-expect-error -- no input
  createWorkspace: { name: 'n' },
  // @ts-expect-error -- no channelId
  deleteMessage: { input: { id: 'm' } },
  // @ts-expect-error -- it is called content
  editMessage: { input: { id: 'm', channelId: 'harbor_general', text: 't' } },
  // @ts-expect-error -- it is called id
  getChannel: { channelId: 'harbor_general' },
  // @ts-expect-error -- an id is text
  getMessage: { id: 1 },
  // @ts-expect-error -- no id
  getWorkspace: {},
  // @ts-expect-error -- no input
  joinChannel: { channelId: 'harbor_general' },
  // @ts-expect-error -- no channelId
  leaveChannel: { input: {} },
  // @ts-expect-error -- limit is a number
  listChannelMembers: { channelId: 'harbor_general', limit: '50' },
  // @ts-expect-error -- no workspaceId
  listChannels: { limit: 50 },
  // @ts-expect-error -- it is called nextToken
  listMyChannels: { workspaceId: 'harbor', cursor: 'c' },
  // @ts-expect-error -- no channelId
  listReactions: { messageId: 'm', emoji: 'e' },
  // @ts-expect-error -- null is no id
  listWorkspaceMembers: { workspaceId: null },
  // @ts-expect-error -- takes no workspaceId
  listWorkspaces: { workspaceId: 'harbor' },
  // @ts-expect-error -- seq is a number
  markRead: { input: { channelId: 'harbor_general', seq: '7' } },
  // @ts-expect-error -- takes nothing
  me: { id: 'alice' },
  // @ts-expect-error -- ASC or DESC
  messagesByChannel: { channelId: 'harbor_general', sortDirection: 'UP' },
  // @ts-expect-error -- no channelId
  onChannelEvent: { audience: 'harbor_general:1.1' },
  // @ts-expect-error -- no userId
  onInboxEvent: {},
  // @ts-expect-error -- ids are text
  openDm: { input: { workspaceId: 'harbor', members: [1] } },
  // @ts-expect-error -- no channelId
  removeChannelMember: { input: { userId: 'bob' } },
  // @ts-expect-error -- no emoji
  removeReaction: { input: { messageId: 'm', channelId: 'harbor_general' } },
  // @ts-expect-error -- no such platform
  reportMetrics: { input: { platform: 'FRIDGE', version: '0.1.0', metrics: [] } },
  // @ts-expect-error -- takes no role
  removeWorkspaceMember: { input: { workspaceId: 'harbor', userId: 'eve', role: 'GUEST' } },
  // @ts-expect-error -- no id
  sendMessage: { input: { channelId: 'harbor_general', content: 'no id' } },
  // @ts-expect-error -- takes no input
  sendTyping: { input: { channelId: 'harbor_general' } },
  // @ts-expect-error -- no afterSeq
  syncChannel: { channelId: 'harbor_general' },
  // @ts-expect-error -- isPrivate is yes or no
  updateChannel: { input: { channelId: 'harbor_general', isPrivate: 'true' } },
  // @ts-expect-error -- a name can not be null
  updateProfile: { input: { name: null } },
  // @ts-expect-error -- no messageId
  finishUpload: { input: { channelId: 'harbor_general', file: { id: 'f', name: 'n', contentType: 'a/b', size: 1 } } },
  // @ts-expect-error -- no file
  requestUpload: { input: { channelId: 'harbor_general', messageId: 'm' } },
  // @ts-expect-error -- no messageId
  attachmentLinks: { channelId: 'harbor_general' },
  // @ts-expect-error -- no role
  updateWorkspaceMember: { input: { workspaceId: 'harbor', userId: 'bob' } },
};

describe('an operation with the wrong variables', () => {
  test('does not compile, whichever it is', () => {
    expect(Object.keys(mistakes).sort()).toEqual(Object.keys(operations).sort());
  });
});

describe('HoldsAny', () => {
  test('finds what the types above are to be free of', () => {
    const found: [HoldsAny<unknown[]>, HoldsAny<{ a?: { b: string | null }[] }>] = [false, false];
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what it has to find
    const missed: [HoldsAny<any>, HoldsAny<any[]>, HoldsAny<{ a?: { b: any }[] }>] = [true, true, true];
    expect([...found, ...missed]).toEqual([false, false, true, true, true]);
  });
});
