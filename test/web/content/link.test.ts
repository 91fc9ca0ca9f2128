import { describe, expect, test } from 'vitest';
import { readLink } from '../../../web/src/content/safe-link.ts';
import { read } from './read.ts';

const facts = (cases: readonly (readonly [written: string, becomes: string])[]) =>
  test.each(cases)('%j becomes %s', (written, becomes) => expect(read(written)).toBe(`p(${becomes})`));
const stays = (cases: readonly string[]) =>
  test.each(cases)('%j is no link', (written) => expect(read(written)).toBe(`p(${written})`));

describe('a labelled link', () => {
  facts([
    ['[a](https://x.org)', 'a{a|https://x.org/}'],
    ['[a](HTTP://X.ORG/P)', 'a{a|http://x.org/P}'],
    ['[a](mailto:b@x.org)', 'a{a|mailto:b@x.org}'],
    ['[a **b**](https://x.org/(c))', 'a{a b{b}|https://x.org/(c)}'],
    ['[](https://x.org)', 'a{x.org|https://x.org/}'],
    ['[[a]](https://x.org)', 'a{[a]|https://x.org/}'],
    ['[a] b](https://x.org)', '[a] b](a{https://x.org|https://x.org/})'],
    ['[a [b](https://x.org) c](https://y.org)', '[a a{b|https://x.org/} c](a{https://y.org|https://y.org/})'],
    ['![a](https://x.org/p.png)', '!a{a|https://x.org/p.png}'],
    ['[see https://x.org](https://x.org)', 'a{see https://x.org|https://x.org/}'],
  ]);
  stays(['[a]', '[a]()', '[a](/relative)', '[a](//x.org)', '[a](x.org)', '[a](https://)', '[a](ftp://x.org)']);
});

describe('a bare address', () => {
  facts([
    ['https://x.org', 'a{https://x.org|https://x.org/}'],
    ['see https://x.org/a_b_c, then', 'see a{https://x.org/a_b_c|https://x.org/a_b_c}, then'],
    ['(https://x.org/a)', '(a{https://x.org/a|https://x.org/a})'],
    ['https://x.org/A_(b).', 'a{https://x.org/A_(b)|https://x.org/A_(b)}.'],
    ['**https://x.org**', 'b{a{https://x.org|https://x.org/}}'],
    ['<https://x.org/a,>', 'a{https://x.org/a,|https://x.org/a,}'],
    ['mailto:a@x.org', 'a{mailto:a@x.org|mailto:a@x.org}'],
    ['mailto:a@x.org?bcc=b@y.org', 'a{mailto:a@x.org?bcc=b@y.org|mailto:a@x.org}'],
    ['https://x.org。', 'a{https://x.org|https://x.org/}。'],
  ]);
  stays([
    'xhttps://x.org',
    'https://',
    'https:// x',
    'http:x.org',
    'javascript:alert(1)',
    'data:text/html,x',
    'mailto:',
    'mailto:a',
    'www.x.org',
    'ftp://x.org',
  ]);
});

describe('the real host is shown', () => {
  facts([
    ['[google.com](https://evil.org)', 'a{google.com|https://evil.org/|evil.org}'],
    ['[https://google.com/login](https://evil.org)', 'a{https://google.com/login|https://evil.org/|evil.org}'],
    ['[goo**gle.com**](https://evil.org)', 'a{goob{gle.com}|https://evil.org/|evil.org}'],
    ['[gооgle.com](https://google.com)', 'a{gооgle.com|https://google.com/|google.com}'],
    ['[google。com](https://evil.org)', 'a{google。com|https://evil.org/|evil.org}'],
    ['[ｇoogle.com](https://evil.org)', 'a{ｇoogle.com|https://evil.org/|evil.org}'],
    ['[go\u200Bogle.com](https://evil.org)', 'a{go\u200Bogle.com|https://evil.org/|evil.org}'],
    ['[bank@x.org](mailto:eve@evil.org)', 'a{bank@x.org|mailto:eve@evil.org|eve@evil.org}'],
    ['[Node.js](https://nodejs.org)', 'a{Node.js|https://nodejs.org/|nodejs.org}'],
    ['[x.org:8080](https://x.org)', 'a{x.org:8080|https://x.org/|x.org}'],
    ['https://аррӏе.com/a', 'a{https://xn--80ak6aa92e.com/a|https://xn--80ak6aa92e.com/a}'],
    ['http://2130706433/', 'a{http://127.0.0.1/|http://127.0.0.1/}'],
    ['https://ex%61mple.org', 'a{https://example.org|https://example.org/}'],
  ]);
});

describe('the real host is not shown beside a label that names it, or none', () => {
  facts([
    ['[x.org](https://x.org/a)', 'a{x.org|https://x.org/a}'],
    ['[www.x.org](https://x.org)', 'a{www.x.org|https://x.org/}'],
    ['[X.ORG/a?b](https://x.org)', 'a{X.ORG/a?b|https://x.org/}'],
    ['[here, e.g. 3.5](https://x.org)', 'a{here, e.g. 3.5|https://x.org/}'],
    ['[a@x.org](mailto:a@x.org)', 'a{a@x.org|mailto:a@x.org}'],
    ['[bücher.de](https://bücher.de)', 'a{bücher.de|https://xn--bcher-kva.de/}'],
  ]);
});

describe('readLink', () => {
  test.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'java\tscript:alert(1)',
    '\u0001javascript:alert(1)',
    'javascript&#58;alert(1)',
    'vbscript:x',
    'data:text/html;base64,PHN2Zz4=',
    'file:///etc/passwd',
    'blob:https://x.org/1',
    'https:x.org',
    'https:/x.org',
    'https:\\\\x.org',
    'https://google.com@evil.org',
    'https://a:b@x.org',
    'https://x.org/\u202Etxt',
    'https://x.org/a b',
    'https://x.org/"onclick="x',
    'https://x.org/<b>',
    'http://[::1',
    'http://x y',
    'https://\u00ADx.org',
    ' https://x.org',
    'view-source:https://x.org',
    `https://x.org/${'a'.repeat(2048)}`,
    'mailto:a@b@c.org',
    'mailto:a%0Ab@c.org',
  ])('refuses %j', (text) => expect(readLink(text)).toBeNull());

  test.each([
    ['https://x.org', 'https://x.org/', 'x.org'],
    ["https://x.org/it's", "https://x.org/it's", 'x.org'],
    ['http://localhost:4000/a?b#c', 'http://localhost:4000/a?b#c', 'localhost:4000'],
    ['http://[::1]/', 'http://[::1]/', '[::1]'],
    ['mailto:a.b+c@x.org?subject=d', 'mailto:a.b+c@x.org', 'a.b+c@x.org'],
  ])('reads %j', (text, href, place) => expect(readLink(text)).toEqual({ href, place }));
});
