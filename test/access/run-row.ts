import { ulid } from 'ulid';
import { type Outcome, ask } from './ask.ts';
import { type Scene, absentId, calls } from './calls.ts';
import type { Copy } from './copies.ts';
import { type Cell, objectOf } from './notation.ts';
import { type World, copyFor, makerFor, prepare, sceneOf, soleOwnerFor } from './scenes.ts';

/** A cell, or what a cell did besides, that is not as the rules have it. */
export interface Mismatch {
  operation: string;
  object: string;
  actor: string;
  expected: string;
  got: string;
}

/**
 * Runs one row of the rules: one operation on one object by everyone. Whoever is allowed a change gets an object of their own;
 * all others share one, which has to be unchanged afterwards. What is not found has to be told word for word as what is not there.
 */
export async function runRow(world: World, cells: readonly Cell[]): Promise<Mismatch[]> {
  const mismatches: Mismatch[] = [];
  const shared = new Map<string, Promise<Copy | null>>();
  const absences = new Map<string, Promise<string[]>>();
  const isMutation = cells[0]?.operation.startsWith('Mutation.') ?? false;
  const authors = cells.map((cell) => cell.actor);

  const run = async (cell: Cell): Promise<void> => {
    const { operation, actor, expected } = cell;
    const report = (got: string, what: string = expected) =>
      void mismatches.push({ operation, object: objectOf(cell), actor, expected: what, got });
    let copy: Copy | null;
    if (isMutation && expected === '+') {
      copy = await copyFor(world, cell, [actor]);
    } else {
      const key = `${makerFor(cell)} ${soleOwnerFor(cell) ?? ''}`;
      const common = shared.get(key) ?? copyFor(world, cell, authors);
      shared.set(key, common);
      copy = await common;
    }
    const scene = sceneOf(world.house, cell, copy);
    await prepare(world, cell, scene);
    const outcome = await act(world, cell, scene);
    if (outcome.letter !== expected) return report(outcome.letter);
    if (!'wcmpu'.includes(expected)) return;
    const absent =
      absences.get(expected) ?? Promise.all(withoutObject(cell, scene).map((one) => told(world, cell, one)));
    absences.set(expected, absent);
    for (const said of await absent) {
      if (said !== outcome.told) report(outcome.told, `as for an id of nothing: ${said}`);
    }
  };
  await Promise.all(cells.map(run));

  if (isMutation) {
    const except = untouched(cells);
    for (const [key, copy] of shared) {
      for (const change of (await (await copy)?.changes(except)) ?? []) {
        const [first] = cells;
        if (!first) continue;
        const { operation } = first;
        mismatches.push({ operation, object: objectOf(first), actor: key, expected: 'no change', got: change });
      }
    }
  }
  return mismatches;
}

async function told(world: World, cell: Cell, scene: Scene): Promise<string> {
  return (await act(world, cell, scene)).told;
}

function act({ house, subscribers }: World, { operation, variant, actor }: Cell, scene: Scene): Promise<Outcome> {
  const call = calls[operation]?.(scene, variant);
  if (!call) throw new Error(`nothing says how to call ${operation}`);
  if (operation.startsWith('Subscription.')) return subscribers[actor].subscribe(call);
  return ask(house.people[actor], call);
}

/** The same call with ids of nothing in place of what the answer says is not there. */
function withoutObject({ expected }: Cell, scene: Scene): Scene[] {
  switch (expected) {
    case 'w':
      return [{ ...scene, workspaceId: absentId() }];
    case 'c':
      return [scene.workspaceId, absentId()].map((workspaceId) => ({
        ...scene,
        channelId: `${workspaceId}_${absentId()}`,
        messageId: ulid(),
      }));
    case 'm':
    case 'p':
      return [{ ...scene, messageId: ulid() }];
    case 'u':
      return [{ ...scene, personId: absentId() }];
    default:
      return [];
  }
}

/** What a refusal may have changed all the same, or what was changed on purpose before. */
function untouched(cells: readonly Cell[]): string[] {
  // A position is taken before it is known that the id is.
  if (cells.some((cell) => cell.expected === 'T')) return ['Channel'];
  // It was opened a first time to be there, which makes a row and counts for whoever did it.
  if (cells.some((cell) => cell.operation === 'Mutation.openDm' && cell.variant === 'again'))
    return ['DirectMessage', 'WorkspaceMember'];
  return [];
}
