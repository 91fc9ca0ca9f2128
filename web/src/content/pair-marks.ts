import type { MarkRun, Token } from './tokens.ts';

/**
 * Finds for each mark that may close the nearest one that may open it, and writes into both what they are to each other. What stood open
 * between the two stays text. Pairs nest and never cross, since each is taken off one stack. Every step puts something on
 * it or takes something off, so the work grows with the number of tokens.
 */
export function pairMarks(tokens: readonly Token[]): void {
  const stack: (MarkRun | (Token & { kind: 'bracket' }))[] = [];
  /** The places in the stack of what could be closed, by what closes it. */
  const places = new Map<string, number[]>();

  for (const token of tokens) {
    switch (token.kind) {
      case 'leaf':
        break;
      case 'run':
        if (token.canClose) close(token);
        if (token.canOpen && token.left > 0) push(token);
        break;
      case 'bracket':
        push(token);
        break;
      case 'bracket-end': {
        const bracket = nearestBracket();
        if (!bracket) break;
        bracket.isSpent = true;
        places.get('[')?.pop();
        break;
      }
      case 'link-end': {
        const bracket = nearestBracket();
        if (!bracket) break;
        cutTo(nearest('[') ?? stack.length);
        bracket.isLink = true;
        token.isLink = true;
        // A link holds no link: what stood open before it is no longer the beginning of one.
        places.delete('[');
        break;
      }
      default:
        token satisfies never;
    }
  }

  function close(run: MarkRun): void {
    while (run.left > 0) {
      const place = nearestOf(run.character, run.left);
      const opener = place === null ? undefined : stack[place];
      if (place === null || opener?.kind !== 'run') return;
      cutTo(place);
      const size = Math.min(run.left, opener.left);
      run.left -= size;
      opener.left -= size;
      run.closes.push(size);
      opener.opens.push(size);
      if (opener.left > 0) push(opener);
    }
  }

  /** One closes one, two closes two, and of three in a row either part can close or be closed by itself. */
  function nearestOf(character: string, size: number): number | null {
    const sizes = size === 3 ? [1, 2, 3] : [size, 3];
    const found = sizes.map((each) => nearest(`${character}${each}`)).filter((place) => place !== null);
    return found.length === 0 ? null : Math.max(...found);
  }

  function nearestBracket(): (Token & { kind: 'bracket' }) | null {
    const token = stack[nearest('[') ?? stack.length];
    return token?.kind === 'bracket' ? token : null;
  }

  function nearest(key: string): number | null {
    return places.get(key)?.at(-1) ?? null;
  }

  function push(token: (typeof stack)[number]): void {
    const key = keyOf(token);
    const known = places.get(key);
    if (known) known.push(stack.length);
    else places.set(key, [stack.length]);
    stack.push(token);
  }

  function cutTo(height: number): void {
    while (stack.length > height) {
      const token = stack.pop();
      if (token && !(token.kind === 'bracket' && token.isSpent)) places.get(keyOf(token))?.pop();
    }
  }

  function keyOf(token: (typeof stack)[number]): string {
    return token.kind === 'bracket' ? '[' : `${token.character}${token.left}`;
  }
}
