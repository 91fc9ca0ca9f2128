import { strings } from '../strings/index.ts';
import { parseMessage } from './parse-message.ts';
import type { Block, Inline } from './tree.ts';
import { visibleName } from './visible-text.ts';

/** What a message says without its marks, where there is room for a line alone: in a quote, or read out. */
export function plainText(content: string, nameOf: (userId: string) => string): string {
  return ofBlocks(parseMessage(content).blocks);

  function ofBlocks(blocks: readonly Block[]): string {
    return blocks.map(ofBlock).join('\n');
  }

  function ofBlock(block: Block): string {
    switch (block.kind) {
      case 'paragraph':
        return ofInlines(block.children);
      case 'code-block':
        return block.text;
      case 'quote':
        return ofBlocks(block.blocks);
      case 'list':
        return block.items.map(ofBlocks).join('\n');
      default:
        return block satisfies never;
    }
  }

  function ofInlines(nodes: readonly Inline[]): string {
    return nodes.map(ofInline).join('');
  }

  function ofInline(node: Inline): string {
    switch (node.kind) {
      case 'text':
      case 'code':
        return node.text;
      case 'break':
        return '\n';
      case 'bold':
      case 'italic':
      case 'strike':
      case 'link':
        return ofInlines(node.children);
      case 'mention':
        return strings.content.mention(visibleName(nameOf(node.userId)));
      case 'shortcode':
        return `:${node.name}:`;
      default:
        return node satisfies never;
    }
  }
}
