import { bareLink } from './bare-link.ts';
import type { MarkRun, Token } from './tokens.ts';
import { type SafeLink, misleads } from './safe-link.ts';
import type { Inline } from './tree.ts';
import { visibleCode, visibleText } from './visible-text.ts';

/** Marks within marks beyond this many stay text: nobody reads them, and each is an element in an element. */
const deepest = 8;

type LinkEnd = Token & { kind: 'link-end' };

interface Frame {
  readonly children: Inline[];
  /** Null = too deep: its marks are shown, and what it holds belongs to the frame around. */
  readonly make: ((children: Inline[]) => Inline) | null;
}

/** The tree of paired tokens. */
export function buildInlines(tokens: readonly Token[]): Inline[] {
  const root: Frame = { children: [], make: null };
  const frames: Frame[] = [root];
  let depth = 0;
  let linkDepth = 0;
  const links = linkEnds(tokens);

  tokens.forEach((token, index) => {
    switch (token.kind) {
      case 'leaf':
        addLeaf(token.leaf);
        break;
      case 'run':
        for (const size of token.closes) end(token.character.repeat(size));
        addText(token.character.repeat(token.left));
        for (const size of token.opens.toReversed()) beginRun(token, size);
        break;
      case 'bracket':
        beginLink(index);
        break;
      case 'link-end':
        if (token.isLink) endLink(token);
        else addAddress(token);
        break;
      case 'bracket-end':
        addText(']');
        break;
      default:
        token satisfies never;
    }
  });
  return seen(root.children);

  function top(): Frame {
    return frames.at(-1) ?? root;
  }

  function addLeaf(leaf: Inline): void {
    // Within a label an address is only its own words.
    if (leaf.kind === 'link' && linkDepth > 0) leaf.children.forEach(addLeaf);
    else if (leaf.kind === 'text') addText(leaf.text);
    else top().children.push(leaf.kind === 'code' ? { ...leaf, text: visibleCode(leaf.text) } : leaf);
  }

  function addText(text: string): void {
    const { children } = top();
    const last = children.at(-1);
    if (last?.kind === 'text') children[children.length - 1] = { kind: 'text', text: last.text + text };
    else if (text) children.push({ kind: 'text', text });
  }

  function begin(make: NonNullable<Frame['make']>, source: string): void {
    depth += 1;
    if (depth <= deepest) return void frames.push({ children: [], make });
    addText(source);
    frames.push({ children: top().children, make: null });
  }

  function beginRun({ character }: MarkRun, size: number): void {
    begin((children) => marked(character, size, children), character.repeat(size));
  }

  function beginLink(index: number): void {
    const end = links.get(index);
    if (!end) return addText('[');
    linkDepth += 1;
    begin((children) => labelled(end.link, children), '[');
  }

  function endLink({ address }: LinkEnd): void {
    linkDepth -= 1;
    end(`](${address})`);
  }

  /** Behind a bracket that is none of a link's, an address is still an address. */
  function addAddress({ address, link }: LinkEnd): void {
    addText('](');
    addLeaf(bareLink(address, link));
    addText(')');
  }

  function end(source: string): void {
    depth -= 1;
    const frame = frames.pop();
    if (frame?.make) top().children.push(frame.make(seen(frame.children)));
    else addText(source);
  }
}

/** Three marks in a row are bold and italic at once. */
function marked(character: string, size: number, children: Inline[]): Inline {
  if (character === '~') return { kind: 'strike', children };
  if (size === 1) return { kind: 'italic', children };
  return { kind: 'bold', children: size === 2 ? children : [{ kind: 'italic', children }] };
}

function labelled({ href, place }: SafeLink, children: readonly Inline[]): Inline {
  const label = labelOf(children);
  // Nobody could see or press a link without a label.
  if (!label.trim())
    return { kind: 'link', href, truePlace: null, isBare: false, children: [{ kind: 'text', text: place }] };
  return { kind: 'link', href, truePlace: misleads(label, { href, place }) ? place : null, isBare: false, children };
}

function labelOf(children: readonly Inline[]): string {
  return children.map(wordsOf).join('');
}

function wordsOf(node: Inline): string {
  switch (node.kind) {
    case 'text':
    case 'code':
      return node.text;
    case 'break':
      return ' ';
    case 'mention':
      return `@${node.userId}`;
    case 'shortcode':
      return `:${node.name}:`;
    default:
      return labelOf(node.children);
  }
}

function seen(children: readonly Inline[]): Inline[] {
  return children.map((child) => (child.kind === 'text' ? { kind: 'text', text: visibleText(child.text) } : child));
}

/** The end of each link by the place of its bracket. Links hold no links, so each end belongs to the last bracket before it. */
function linkEnds(tokens: readonly Token[]): Map<number, LinkEnd> {
  const ends = new Map<number, LinkEnd>();
  let begun = -1;
  tokens.forEach((token, index) => {
    if (token.kind === 'bracket' && token.isLink) begun = index;
    if (token.kind === 'link-end' && token.isLink) ends.set(begun, token);
  });
  return ends;
}
