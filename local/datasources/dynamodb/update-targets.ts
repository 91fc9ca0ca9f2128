import type { Item } from './attribute-value.ts';
import { attributeName, type Expression } from './expression.ts';
import { validationException } from './failure.ts';

/**
 * The checks that the local engine makes of an UpdateItem but not of an update in a transaction, where it would even
 * move an item to another key.
 *
 * @throws what DynamoDB would say.
 */
export function checkTransactedUpdate(update: Expression, key: Item): void {
  if (update.text.trim() === '') {
    throw validationException('Invalid UpdateExpression: The expression can not be empty;');
  }
  const targets = updateTargets(update);
  for (const [index, target] of targets.entries()) {
    const other = targets.slice(0, index).find((earlier) => overlaps(earlier, target));
    if (other !== undefined) {
      throw validationException(
        'Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these ' +
          `paths; path one: [${other.join(', ')}], path two: [${target.join(', ')}]`,
      );
    }
    const [name = ''] = target;
    if (Object.hasOwn(key, name)) {
      throw validationException(
        `One or more parameter values were invalid: Cannot update attribute ${name}. This attribute is part of the key`,
      );
    }
  }
}

type Path = readonly string[];

/** The clauses' names are reserved words, so no attribute bears them without an alias. */
const clause = /^(SET|REMOVE|ADD|DELETE)$/i;

/** The document paths that an update expression writes to. What is no valid expression is left to DynamoDB. */
function updateTargets(update: Expression): readonly Path[] {
  const tokens = update.text.match(/[#:]?\w+|[^\s\w]/g) ?? [];
  const nameOf = (token: string | undefined) => attributeName(update, token ?? '');
  const targets: Path[] = [];
  let depth = 0;
  let isTargetNext = false;
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] ?? '';
    if (token === '(') depth += 1;
    else if (token === ')') depth -= 1;
    else if (depth > 0) continue;
    else if (token === ',' || clause.test(token)) isTargetNext = true;
    else if (isTargetNext) {
      isTargetNext = false;
      const path = [nameOf(token)];
      for (; tokens[at + 1] === '.' || tokens[at + 1] === '['; at += 2) {
        const isIndex = tokens[at + 1] === '[';
        path.push(isIndex ? `[${tokens[at + 2] ?? ''}]` : nameOf(tokens[at + 2]));
        // The closing bracket.
        if (isIndex) at += 1;
      }
      targets.push(path);
    }
  }
  return targets;
}

/** Whether one lies within the other. */
function overlaps(one: Path, other: Path): boolean {
  const [shorter, longer] = one.length <= other.length ? [one, other] : [other, one];
  return shorter.every((step, index) => step === longer[index]);
}
