import { type SafeLink, bareLabel, misleads } from './safe-link.ts';
import type { LinkNode } from './tree.ts';

/** An address that stands for itself. Its label can mislead by nothing but how it is written, and that is mended. */
export function bareLink(source: string, link: SafeLink): LinkNode {
  const label = bareLabel(source, link);
  return {
    kind: 'link',
    href: link.href,
    truePlace: misleads(label, link) ? link.place : null,
    isBare: true,
    children: [{ kind: 'text', text: label }],
  };
}
