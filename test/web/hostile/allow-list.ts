/** Every element that messages and names may become, with every attribute that it may have and the form of its value. */
export const allowed: Record<string, Record<string, string>> = {
  p: { dir: '^auto$', class: '^(problem|composer-mode)$', role: '^alert$' },
  br: {},
  strong: {},
  em: {},
  del: {},
  blockquote: { dir: '^auto$' },
  ul: { dir: '^auto$' },
  ol: { dir: '^auto$', start: '^\\d{1,9}$' },
  li: {},
  code: { dir: '^ltr$' },
  pre: { tabindex: '^0$', role: '^region$', 'aria-label': '^Code' },
  a: {
    href: '^(https?://[^@\\s]*|https?://[^/@\\s]+/\\S*|mailto:[^@?\\s]+@[^@?\\s]+)$',
    target: '^_blank$',
    rel: '^noopener noreferrer nofollow$',
    dir: '^(ltr|auto)$',
    title: '^(https?://|mailto:)',
  },
  bdi: { class: '^(true-place|code-language|file-name|reply-excerpt)$', dir: '^ltr$', title: '' },
  span: {
    class: '^(mention|mention is-own|visually-hidden|file-head|file-tail|reply-name|avatar)$',
    title: '^:[a-z0-9_+-]+:$',
    dir: '^auto$',
    role: '^status$',
    'aria-hidden': '^true$',
    style: '^--hue: \\d+;$',
  },
  div: { dir: '^ltr$', class: '^(content message-content( is-jumbo)?|code-block|code-head|reply-chip)$' },
  section: { 'data-case': '^$' },
  button: {
    class: '^(code-copy|button|icon-button)$',
    type: '^button$',
    'aria-label': '^Do not reply$',
    title: '^Do not reply$',
  },
  svg: { viewBox: '^0 0 20 20$', 'aria-hidden': '^true$' },
  path: { d: '^m5.5 5.5 9 9m0-9-9 9$' },
};

/** What under `root` is not allowed, in words. Runs in the page. */
export function foreignParts(root: Element, list: Record<string, Record<string, string>>): string[] {
  const found: string[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ALL);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.nodeType === Node.TEXT_NODE) continue;
    if (!(node instanceof Element)) {
      found.push(`a node of type ${node.nodeType}`);
      continue;
    }
    const attributes = list[node.localName];
    if (!attributes) {
      found.push(`<${node.localName}>`);
      continue;
    }
    for (const { name, value } of node.attributes) {
      const form = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
      if (form === undefined || !new RegExp(form, 'u').test(value))
        found.push(`<${node.localName} ${name}="${value.slice(0, 80)}">`);
    }
  }
  return found;
}
