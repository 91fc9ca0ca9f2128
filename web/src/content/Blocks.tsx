import type { ReactNode } from 'react';
import { CodeBlock } from './CodeBlock.tsx';
import { Inlines } from './Inlines.tsx';
import type { Block } from './tree.ts';

interface Props {
  blocks: readonly Block[];
  after?: ReactNode;
  /** Within a list or quote, which has a direction of its own: its words decide on which side its marks stand. */
  isInside?: boolean;
}

/** Blocks in their order; `after` stands at the end of the last one's words, or in a line of its own where it has none. */
export function Blocks({ blocks, after, isInside = false }: Props) {
  const isInLine = blocks.at(-1)?.kind === 'paragraph';
  return (
    <>
      {blocks.map((block, index) => (
        // Nothing has an identity but its place: an edit reads the whole anew.
        <BlockView
          key={index}
          block={block}
          isInside={isInside}
          after={isInLine && index === blocks.length - 1 ? after : null}
        />
      ))}
      {after && !isInLine ? <p className="content-after">{after}</p> : null}
    </>
  );
}

function BlockView({ block, after, isInside }: { block: Block; after: ReactNode; isInside: boolean }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p dir={isInside ? undefined : 'auto'}>
          <Inlines nodes={block.children} />
          {after}
        </p>
      );
    case 'code-block':
      return <CodeBlock language={block.language} text={block.text} />;
    case 'quote':
      return (
        <blockquote dir="auto">
          <Blocks blocks={block.blocks} isInside />
        </blockquote>
      );
    case 'list': {
      const items = block.items.map((item, index) => (
        <li key={index}>
          <Blocks blocks={item} isInside />
        </li>
      ));
      return block.start === null ? (
        <ul dir="auto">{items}</ul>
      ) : (
        <ol dir="auto" start={block.start}>
          {items}
        </ol>
      );
    }
    default:
      return block satisfies never;
  }
}
