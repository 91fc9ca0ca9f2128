import { parseMessage } from '../../../web/src/content/parse-message.ts';
import type { Block, Inline } from '../../../web/src/content/tree.ts';

/** A message's tree in few letters: what a test can say in one line. */
export function read(content: string): string {
  return parseMessage(content).blocks.map(sayBlock).join(' ');
}

function sayBlock(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return `p(${sayInlines(block.children)})`;
    case 'code-block':
      return `pre${block.language ? `:${block.language}` : ''}(${block.text})`;
    case 'quote':
      return `quote(${block.blocks.map(sayBlock).join(' ')})`;
    case 'list': {
      const items = block.items.map((item) => `li(${item.map(sayBlock).join(' ')})`);
      return `${block.start === null ? 'ul' : `ol${block.start}`}(${items.join(' ')})`;
    }
    default:
      return block satisfies never;
  }
}

function sayInlines(nodes: readonly Inline[]): string {
  return nodes.map(sayInline).join('');
}

function sayInline(node: Inline): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return '/';
    case 'bold':
      return `b{${sayInlines(node.children)}}`;
    case 'italic':
      return `i{${sayInlines(node.children)}}`;
    case 'strike':
      return `s{${sayInlines(node.children)}}`;
    case 'code':
      return `c{${node.text}}`;
    case 'link':
      return `a{${sayInlines(node.children)}|${node.href}${node.truePlace ? `|${node.truePlace}` : ''}}`;
    case 'mention':
      return `@{${node.userId}}`;
    case 'shortcode':
      return `:{${node.name}}`;
    default:
      return node satisfies never;
  }
}
