import { buildInlines } from './build-inlines.ts';
import { type ListMarker, indentOf, listMarker, withoutIndent } from './list-marker.ts';
import { pairMarks } from './pair-marks.ts';
import { tokenize } from './tokenize.ts';
import type { Block, Inline } from './tree.ts';
import { visibleCode } from './visible-text.ts';

/** Quotes in quotes and lists in lists beyond this many are text: each costs a look at its lines, and nobody reads them. */
const deepest = 4;

const fence = /^ {0,3}(`{3,})([^`]*)$/;
const languageName = /^[\p{L}\p{N}+#._-]{1,32}$/u;

/** Lines as blocks. Each line is looked at once for each quote or list that it is in. */
export function parseBlocks(lines: readonly string[], depth = 0): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lineAt(at);
    if (isBlank(line)) at += 1;
    else if (fence.test(line)) blocks.push(codeBlock());
    else if (isQuote(line)) blocks.push(quote());
    else if (marker(line)) blocks.push(list());
    else blocks.push(paragraph());
  }
  return blocks;

  function lineAt(index: number): string {
    return lines[index] ?? '';
  }

  function isQuote(line: string): boolean {
    return depth < deepest && /^>(?: |>|$)/.test(line);
  }

  function marker(line: string): ListMarker | null {
    return depth < deepest ? listMarker(line) : null;
  }

  /** To the line that ends with as many backticks, or to the end of the message. */
  function codeBlock(): Block {
    const [, ticks = '', info = ''] = fence.exec(lineAt(at)) ?? [];
    const label = info.trim();
    const isLabel = languageName.test(label);
    const code: string[] = label && !isLabel ? [info.trimStart()] : [];
    for (at += 1; at < lines.length; at += 1) {
      const line = lineAt(at).trimEnd();
      if (!line.endsWith(ticks)) code.push(lineAt(at));
      else {
        const last = line.slice(0, -ticks.length);
        if (last.trim()) code.push(last);
        at += 1;
        break;
      }
    }
    return { kind: 'code-block', language: isLabel ? label : null, text: visibleCode(code.join('\n')) };
  }

  function quote(): Block {
    const inner: string[] = [];
    for (; isQuote(lineAt(at)); at += 1) inner.push(lineAt(at).slice(lineAt(at).charAt(1) === ' ' ? 2 : 1));
    return { kind: 'quote', blocks: parseBlocks(inner, depth + 1) };
  }

  /** Items are of one kind and stand at one margin; what is indented further belongs to the item before it. */
  function list(): Block {
    const first = marker(lineAt(at));
    const items: Block[][] = [];
    const isSibling = (line: string) => {
      const found = marker(line);
      return found !== null && (found.number === null) === (first?.number === null);
    };
    while (at < lines.length && isSibling(lineAt(at))) {
      const inner = [marker(lineAt(at))?.text ?? ''];
      const indent = indentOf(lineAt(at + 1));
      for (at += 1; isWithin(lineAt(at)); at += 1) inner.push(withoutIndent(lineAt(at), indent));
      items.push(parseBlocks(inner, depth + 1));
      // One empty line may stand between two items.
      if (isBlank(lineAt(at)) && isSibling(lineAt(at + 1))) at += 1;
    }
    return { kind: 'list', start: first?.number ?? null, items };
  }

  function paragraph(): Block {
    const inner: string[] = [];
    for (; at < lines.length && isText(lineAt(at)); at += 1) inner.push(lineAt(at));
    return { kind: 'paragraph', children: parseInlines(inner.join('\n')) };
  }

  function isText(line: string): boolean {
    return !isBlank(line) && !fence.test(line) && !isQuote(line) && !marker(line);
  }
}

function parseInlines(text: string): Inline[] {
  const tokens = tokenize(text);
  pairMarks(tokens);
  return buildInlines(tokens);
}

function isWithin(line: string): boolean {
  return /^(?: {2}|\t)/.test(line) && !isBlank(line);
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}
