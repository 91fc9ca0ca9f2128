import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseMessage } from '../../../web/src/content/parse-message.ts';
import type { Block, Inline } from '../../../web/src/content/tree.ts';
import { writtenMessage } from './write.ts';

const numRuns = Number(process.env.RUNS ?? 1000);

test('a random tree, written down, is read back as itself', () => {
  fc.assert(
    fc.property(writtenMessage, ({ blocks, source }) => {
      expect(withoutPlaces(parseMessage(source).blocks)).toEqual(withoutPlaces(blocks));
    }),
    { numRuns },
  );
});

test('any text at all is read, loses no visible letter, and holds no address but of the three kinds', () => {
  const signs = fc.constantFrom(
    ...'*_~`[]()<>@:\\\n>- #1.aé🎉',
    'https://',
    'javascript:',
    '](',
    '```',
    '<@',
    'x.org',
    '\u202E',
    '\0',
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(signs, fc.string({ unit: 'binary', maxLength: 3 })), { maxLength: 60 }), (parts) => {
      const content = parts.join('');
      const leaves = parseMessage(content).blocks.flatMap(leavesOf);
      for (const leaf of leaves) if (leaf.kind === 'link') expect(leaf.href).toMatch(/^(https?:\/\/|mailto:)/);
      const shown = leaves
        .map((leaf) => ('text' in leaf ? leaf.text : 'name' in leaf ? leaf.name : JSON.stringify(leaf)))
        .join('');
      for (const letter of content.match(/[a-zé]/g) ?? [])
        expect(shown.includes(letter) || shown.includes('://')).toBe(true);
    }),
    { numRuns },
  );
});

/** Whether a label misleads is link.test.ts's matter: random labels do now and then. */
function withoutPlaces(blocks: readonly Block[]): unknown {
  return JSON.parse(JSON.stringify(blocks, (key, value: unknown) => (key === 'truePlace' ? undefined : value)));
}

function leavesOf(block: Block): Inline[] {
  switch (block.kind) {
    case 'paragraph':
      return block.children.flatMap(inlinesOf);
    case 'code-block':
      return [{ kind: 'code', text: `${block.language ?? ''}${block.text}` }];
    case 'quote':
      return block.blocks.flatMap(leavesOf);
    case 'list':
      return block.items.flat().flatMap(leavesOf);
    default:
      return block satisfies never;
  }
}

function inlinesOf(node: Inline): Inline[] {
  return 'children' in node ? [node, ...node.children.flatMap(inlinesOf)] : [node];
}
