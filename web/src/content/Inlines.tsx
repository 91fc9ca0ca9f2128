import { use } from 'react';
import { useEmojiNamed } from '../emoji/use-emoji-named.ts';
import { strings } from '../strings/index.ts';
import { Name } from './Name.tsx';
import { ReaderContext } from './reader-context.ts';
import type { Inline, LinkNode } from './tree.ts';

export function Inlines({ nodes }: { nodes: readonly Inline[] }) {
  return nodes.map((node, index) => <InlineView key={index} node={node} />);
}

function InlineView({ node }: { node: Inline }) {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return <br />;
    case 'bold':
      return (
        <strong>
          <Inlines nodes={node.children} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Inlines nodes={node.children} />
        </em>
      );
    case 'strike':
      return (
        <del>
          <Inlines nodes={node.children} />
        </del>
      );
    case 'code':
      return <code dir="ltr">{node.text}</code>;
    case 'link':
      return <Link node={node} />;
    case 'mention':
      return <Mention userId={node.userId} />;
    case 'shortcode':
      return <Shortcode name={node.name} />;
    default:
      return node satisfies never;
  }
}

function Link({ node: { href, truePlace, isBare, children } }: { node: LinkNode }) {
  return (
    <>
      <a
        href={href}
        target="_blank"
        rel="noopener noreferrer nofollow"
        // An address reads from left to right in any language, whatever letters its path holds.
        dir={isBare ? 'ltr' : 'auto'}
        title={isBare ? undefined : href}
      >
        <Inlines nodes={children} />
      </a>
      {truePlace === null ? null : (
        <>
          {' '}
          <bdi className="true-place" dir="ltr">
            {strings.content.truePlace(truePlace)}
          </bdi>
        </>
      )}
    </>
  );
}

function Mention({ userId }: { userId: string }) {
  const { nameOf, me } = use(ReaderContext);
  return (
    <span className={userId === me ? 'mention is-own' : 'mention'}>
      <Name text={strings.content.mention(nameOf(userId) ?? userId)} />
    </span>
  );
}

/** The emoji of that name, once the names are loaded; else what was written. */
function Shortcode({ name }: { name: string }) {
  const emoji = useEmojiNamed(name);
  const written = `:${name}:`;
  return emoji === null ? written : <span title={written}>{emoji}</span>;
}
