import { reactionId } from '../../../client/src/outbox/entry.ts';
import { channels, type Teller } from './teller.ts';

/** What went against a promise in a story that has ended, in words. */
export function breachesOf(teller: Teller): string[] {
  const { world } = teller;
  const unfinished = [...world.disk.values()].filter(({ state, isOver }) => state !== 'refused' && !isOver);
  return [
    ...world.breaches,
    ...world.service.breaches,
    ...unfinished.map(({ id, state }) => `${id} still is ${state}`),
    ...[...teller.kept].flatMap((id) => endingOf(teller, id)),
    ...textsOf(teller),
    ...reactionsOf(teller),
    ...channels.flatMap((name) => orderOf(teller, name)),
    ...channels.flatMap((name) => shownIn(teller, name)),
  ];
}

/** Each message ends in one of: stored once, refused with its reason, discarded. */
function endingOf(teller: Teller, id: string): string[] {
  const row = teller.world.disk.get(id);
  const stored = storedAs(teller, id);
  const isSent = stored !== undefined && stored.deletedAt === null;
  const isRefused = row?.kind === 'send';
  const isDeletedByAnother = stored !== undefined && !isSent && !teller.discarded.has(id);
  // A deletion that was refused may be given up: the message then stands, as the person wished last.
  // Where the tab died that gave it up, by another text, nobody was told.
  const isGivenUp = teller.deletionsGivenUp.has(id) || teller.isInDoubt(`edit ${id}`);
  const isDiscarded = teller.discarded.has(id) && !isRefused && !(isSent && isGivenUp);
  // What a gateway said five times without sense is refused with a doubt, and looked for again by `retry`.
  const ends = Number(isSent && !(isRefused && row.mayLandUntil)) + Number(isRefused) + Number(isDiscarded);
  // A tab died while it discarded: nobody was told, and either is well.
  const isEither = teller.isInDoubt(`discard ${id}`) && !row && ends !== 1;
  const isWell = ends === 1 || isEither || isDeletedByAnother || row?.kind === 'delete';
  return isWell ? [] : [`${id} has ended in ${ends} ways`];
}

/** Each says what the person wrote last, or that is refused. */
function textsOf(teller: Teller): string[] {
  return [...teller.texts].flatMap(([id, text]) => {
    const row = teller.world.disk.get(id);
    const stored = storedAs(teller, id);
    if (!stored || stored.deletedAt !== null || row?.kind === 'delete') return [];
    const last = row?.wish?.kind === 'edit' ? row.wish.content : (row?.content ?? stored.content);
    if (last === text || teller.unsaid.has(id) || teller.isInDoubt(`edit ${id}`)) return [];
    return [`${id} says "${last}", not "${text}"`];
  });
}

/** Each is there, or not, as the person wished last, or that is refused. */
function reactionsOf(teller: Teller): string[] {
  return [...teller.reactions].flatMap(([id, { channel, messageId, emoji, isOn }]) => {
    const server = teller.world.service.channel(channel);
    const stored = server.message(messageId);
    const row = teller.world.disk.get(id);
    const isThere = row?.reaction ? row.reaction.isOn : server.reactedAt(messageId, emoji) !== undefined;
    const isUnsaid = teller.unsaid.has(id) || teller.unsaid.has(messageId);
    const isUndone = isUnsaid || teller.isInDoubt(`react ${id}`);
    if (!stored || stored.deletedAt !== null || isThere === isOn || isUndone) return [];
    return [`${reactionId(messageId, emoji)} is ${isThere ? 'there' : 'not there'}`];
  });
}

/** What was kept first comes first. */
function orderOf({ world }: Teller, name: string): string[] {
  const order = world.service
    .channel(name)
    .messages()
    .filter(({ id, deletedAt }) => id.startsWith(`${name}-`) && deletedAt === null && !world.refused.has(id))
    .map(({ id }) => world.places.get(id) ?? 0);
  const isRising = order.every((place, index) => index === 0 || place > (order[index - 1] ?? 0));
  return isRising ? [] : [`${name} has the order ${order.join(' ')}`];
}

/** Each tab shows what is stored, and besides it what was refused, and nothing else. */
function shownIn({ world }: Teller, name: string): string[] {
  const stored = JSON.stringify(world.service.channel(name).messages());
  const refused = [...world.disk.values()].filter(({ channelId }) => channelId === name);
  const sends = refused.filter(({ id, kind }) => kind === 'send' && !world.service.channel(name).message(id));
  const changes = refused.filter(({ kind }) => kind !== 'send');
  return world.living().flatMap((tab, index) => {
    const state = tab.timelines.get(name)?.state();
    if (!state) return [];
    const pending = state.pending.map(({ id }) => id).sort();
    const changed = [...state.changes.values()].flat().map(({ id }) => id);
    return [
      ...(JSON.stringify(state.messages) === stored ? [] : [`tab ${index} shows ${name} otherwise than it is stored`]),
      ...(pending.join() ===
      sends
        .map(({ id }) => id)
        .sort()
        .join()
        ? []
        : [`tab ${index} still shows ${pending.join()}`]),
      ...(changed.sort().join() ===
      changes
        .map(({ id }) => id)
        .sort()
        .join()
        ? []
        : [`tab ${index} has ${changed.join()}`]),
    ];
  });
}

function storedAs({ world }: Teller, id: string) {
  for (const server of world.service.channels.values()) {
    const message = server.message(id);
    if (message) return message;
  }
  return undefined;
}
