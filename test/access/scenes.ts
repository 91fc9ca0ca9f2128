import * as operations from '../../generated/operations.ts';
import type { Network } from '../support/network.ts';
import { type Subscriber, subscriberOf } from './ask.ts';
import { type Scene, personOf } from './calls.ts';
import { type Copier, type Copy, copierOf } from './copies.ts';
import { type ChannelKind, type House, type Maker, buildHouse, idOf } from './house.ts';
import { type Actor, type Cell, allActors } from './notation.ts';

export interface World {
  network: Network;
  house: House;
  copier: Copier;
  subscribers: Record<Actor, Subscriber>;
  /** Ends the connections; the network goes on. */
  close(): Promise<void>;
}

/** Builds the house in a network that has nothing yet. */
export async function openWorld(network: Network): Promise<World> {
  const house = await buildHouse(network);
  const opened = await Promise.all(
    allActors.map(async (actor) => [actor, await subscriberOf(house.people[actor], network.realtimeUrl)] as const),
  );
  // Of each there is one, which `fromEntries` can not know.
  const subscribers = Object.fromEntries(opened) as World['subscribers'];
  return {
    network,
    house,
    copier: copierOf(network, house),
    subscribers,
    close: async () => void (await Promise.all(opened.map(([, subscriber]) => subscriber.close()))),
  };
}

/** To whom it matters who made the channel, the one that they made. */
export function makerFor({ kind, actor }: Cell): Maker {
  return (actor === 'k' || actor === 'g') && !kind.endsWith('Dm') ? actor : 'C';
}

export function soleOwnerFor({ variant, actor }: Cell): string | undefined {
  if (variant !== 'lastOwner') return undefined;
  return actor === 'o' ? idOf.o : idOf.O;
}

/** Null where the operation names nothing. */
export async function copyFor({ copier }: World, cell: Cell, authors: readonly Actor[]): Promise<Copy | null> {
  const { kind } = cell;
  switch (kind) {
    case 'mine':
      return null;
    case 'house':
    case 'foreign':
      return copier.workspace(kind, soleOwnerFor(cell));
    default:
      // Any other word of the rules is a kind of channel; `House.place` throws where it is none.
      return copier.channel(kind as ChannelKind, makerFor(cell), authors);
  }
}

export function sceneOf(house: House, cell: Cell, copy: Copy | null): Scene {
  const { operation, kind, variant, actor } = cell;
  const callerId = idOf[actor];
  return {
    callerId,
    workspaceId: copy?.workspaceId ?? '',
    channelId: copy?.channelId ?? '',
    messageId: copy ? messageFor(house, variant, actor, copy) : '',
    personId: personOf(operation, kind, variant, callerId, soleOwnerFor(cell) ?? ''),
  };
}

function messageFor(house: House, variant: string, actor: Actor, copy: Copy): string {
  switch (variant) {
    case 'own':
    case 'again':
    case 'retry':
      return copy.ownIds.get(actor) ?? '';
    case 'deleted':
      return copy.deletedIds.get(actor) ?? '';
    case 'elsewhere':
    case 'replyElsewhere':
      return house.lobby.messageId;
    case 'hidden':
    case 'takenElsewhere':
    case 'replyHidden':
      return house.place('foreignDm', 'C').messageId;
    default:
      return copy.otherId;
  }
}

/** What has to have happened before. */
export async function prepare(
  { house }: World,
  { operation, variant, actor, expected }: Cell,
  scene: Scene,
): Promise<void> {
  if (operation === 'Mutation.openDm' && variant === 'again') {
    const input = { workspaceId: scene.workspaceId, members: [scene.callerId] };
    // Refused where the caller is not of the workspace.
    await house.people.pete.ask(operations.openDm, { input });
  }
  if (operation === 'Mutation.removeReaction' && expected === '+' && variant !== 'deleted') {
    const { channelId, messageId } = scene;
    await house.people[actor].get(operations.addReaction, { input: { channelId, messageId, emoji: '👍' } });
  }
}
