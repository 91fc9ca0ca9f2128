import fc from 'fast-check';
import type { Block, Inline, InlineMark } from '../../../web/src/content/tree.ts';

/** Trees as the parser makes them, each with one way to write it. */
export interface Written {
  readonly block: Block;
  readonly source: string;
}

interface Piece {
  readonly node: Inline;
  readonly source: string;
}

/** Letters, signs that carry meaning, and letters of other planes and directions. */
const characters = [...'abcXYZ059 .,!?*_~`[]()<>@:#-+\\/éñßя中文אبनि🎉👍🏽'];
const escaped = /[!-/:-@[-`{-~]/g;

/** Text that begins and ends in a letter, so that marks beside it can open and close. */
const word = fc
  .tuple(fc.constantFrom('a', 'B', 'é', '中', 'я'), fc.array(fc.constantFrom(...characters), { maxLength: 12 }))
  .map(([letter, rest]) => `${letter}${rest.join('').replaceAll(/ +/g, ' ')}${letter}`);

const text: fc.Arbitrary<Piece> = word.map((text) => ({
  node: { kind: 'text', text },
  source: text.replaceAll(escaped, String.raw`\$&`),
}));

const code: fc.Arbitrary<Piece> = word.map((text) => {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const ticks = '`'.repeat(longest + 1);
  return { node: { kind: 'code', text }, source: ticks + text + ticks };
});

const mention: fc.Arbitrary<Piece> = fc
  .stringMatching(/^[A-Za-z0-9_.:@|-]{1,20}$/)
  .map((userId) => ({ node: { kind: 'mention', userId }, source: `<@${userId}>` }));

const shortcode: fc.Arbitrary<Piece> = fc
  .stringMatching(/^[a-z0-9_+-]{1,12}$/)
  .map((name) => ({ node: { kind: 'shortcode', name }, source: `:${name}:` }));

const address = fc
  .stringMatching(/^https:\/\/[a-z]{1,8}\.org\/[a-z0-9_*~()]{0,6}$/)
  .filter((each) => !/[()]/.test(each));

const bare: fc.Arbitrary<Piece> = address
  .filter((each) => !/[*_~]$/.test(each))
  .map((href) => ({
    node: { kind: 'link', href, truePlace: null, isBare: true, children: [{ kind: 'text', text: href }] },
    source: href,
  }));

const marks = { bold: '**', italic: '_', strike: '~~' } as const;

/** Pieces with one space between, which is what parts them when they are read. */
function inlines(
  depth: number,
  isInLink: boolean,
  kinds: readonly InlineMark[] = ['bold', 'italic', 'strike'],
): fc.Arbitrary<{ nodes: Inline[]; source: string }> {
  const leaves = [text, code, mention, shortcode, ...(isInLink ? [] : [bare])];
  const piece =
    depth === 0
      ? fc.oneof(...leaves)
      : fc.oneof(...leaves, marked(depth, isInLink, kinds), ...(isInLink ? [] : [link(depth, kinds)]));
  return fc.array(piece, { minLength: 1, maxLength: 5 }).map((pieces) => joined(pieces));
}

function marked(depth: number, isInLink: boolean, kinds: readonly InlineMark[]): fc.Arbitrary<Piece> {
  // A mark within its own kind would close it.
  return fc.constantFrom(...kinds).chain((kind) =>
    inlines(
      kinds.length > 1 ? depth - 1 : 0,
      isInLink,
      kinds.filter((each) => each !== kind),
    ).map(({ nodes, source }) => ({
      node: { kind, children: nodes },
      source: marks[kind] + source + marks[kind],
    })),
  );
}

function link(depth: number, kinds: readonly InlineMark[]): fc.Arbitrary<Piece> {
  return fc.tuple(address, inlines(depth - 1, true, kinds)).map(([href, { nodes, source }]) => ({
    node: { kind: 'link', href, truePlace: null, isBare: false, children: nodes },
    source: `[${source}](${href})`,
  }));
}

function joined(pieces: readonly Piece[]): { nodes: Inline[]; source: string } {
  const nodes: Inline[] = [];
  pieces.forEach(({ node }, index) => {
    if (index > 0) addText(nodes, ' ');
    if (node.kind === 'text') addText(nodes, node.text);
    else nodes.push(node);
  });
  return { nodes, source: pieces.map(({ source }) => source).join(' ') };
}

function addText(nodes: Inline[], text: string): void {
  const last = nodes.at(-1);
  if (last?.kind === 'text') nodes[nodes.length - 1] = { kind: 'text', text: last.text + text };
  else nodes.push({ kind: 'text', text });
}

const paragraph: fc.Arbitrary<Written> = fc.array(inlines(2, false), { minLength: 1, maxLength: 3 }).map((lines) => ({
  block: {
    kind: 'paragraph',
    children: lines.flatMap(({ nodes }, index) => (index ? [{ kind: 'break' }, ...nodes] : nodes)),
  },
  source: lines.map(({ source }) => source).join('\n'),
}));

const codeBlock: fc.Arbitrary<Written> = fc
  .tuple(
    fc.constantFrom(null, 'js', 'c++'),
    fc.array(
      word.filter((line) => !line.endsWith('`')),
      { maxLength: 4 },
    ),
  )
  .map(([language, lines]) => ({
    block: { kind: 'code-block', language, text: lines.join('\n') },
    source: ['`````' + (language ?? ''), ...lines, '`````'].join('\n'),
  }));

function quote(depth: number): fc.Arbitrary<Written> {
  return blocks(depth - 1).map(({ blocks, source }) => ({
    block: { kind: 'quote', blocks },
    source: source.replaceAll(/^/gm, '> '),
  }));
}

function list(depth: number): fc.Arbitrary<Written> {
  return fc
    .tuple(fc.constantFrom(null, 1, 7), fc.array(blocks(depth - 1, 2), { minLength: 1, maxLength: 3 }))
    .map(([start, items]) => ({
      block: { kind: 'list', start, items: items.map(({ blocks }) => blocks) },
      source: items
        .map(({ source }, index) => (start === null ? '- ' : `${start + index}. `) + source.replaceAll(/\n/g, '\n  '))
        .join('\n'),
    }));
}

/** Blocks of kinds that differ from their neighbours, so that no blank line is needed to part them. */
function blocks(depth: number, most = 4): fc.Arbitrary<{ blocks: Block[]; source: string }> {
  const kinds = depth === 0 ? [paragraph] : [paragraph, codeBlock, quote(depth), list(depth)];
  return fc.array(fc.oneof(...kinds), { minLength: 1, maxLength: most }).map((written) => {
    const apart = written.filter(({ block }, index) => written[index - 1]?.block.kind !== block.kind);
    // In an item, what opens its first line must be text.
    const kept =
      most === 2 && apart[0]?.block.kind !== 'paragraph'
        ? apart.slice(1, 2).filter(({ block }) => block.kind === 'paragraph')
        : apart;
    const some =
      kept.length > 0
        ? kept
        : [{ block: { kind: 'paragraph', children: [{ kind: 'text', text: 'x' }] } as const, source: 'x' }];
    return { blocks: some.map(({ block }) => block), source: some.map(({ source }) => source).join('\n') };
  });
}

export const writtenMessage = blocks(2);
