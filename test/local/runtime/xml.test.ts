import { describe, expect, test } from 'vitest';
import { evaluate } from './run-code.ts';

const toMap = (xml: string): unknown => evaluate('util.xml.toMap(ctx.args.xml)', { arguments: { xml } });

describe('util.xml', () => {
  test.each([
    // The guide's own two examples.
    [
      '<?xml version="1.0" encoding="UTF-8"?>\n<posts>\n<post>\n  <id>1</id>\n  <title>Getting started</title>\n</post>\n</posts>',
      { posts: { post: { id: 1, title: 'Getting started' } } },
    ],
    ['<posts><post><id>1</id></post><post><id>2</id></post></posts>', { posts: { post: [{ id: 1 }, { id: 2 }] } }],
    ['<a/>', { a: '' }],
    ['<a b="1" c="x">text</a>', { a: { b: 1, c: 'x', content: 'text' } }],
    ['<a>007</a>', { a: '007' }],
    ['<a>-1.50</a>', { a: -1.5 }],
    ['<a>0x1f</a>', { a: '0x1f' }],
    ['<a>true</a>', { a: true }],
    ['<a>&lt;b&gt; &amp;</a>', { a: '<b> &' }],
    ['<a><![CDATA[<b>]]></a>', { a: '<b>' }],
    ['<a><!-- no --><b>1</b></a>', { a: { b: 1 } }],
  ])('reads %s', (xml, map) => {
    expect(toMap(xml)).toEqual(map);
  });

  test.each(['', 'text', '<a>', '<a></b>', '<a/><b', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'])(
    'refuses %s',
    (xml) => {
      expect(() => toMap(xml)).toThrow(/^Code: code\.js:2:\d+: TypeError: the text is no XML/);
    },
  );

  test('an element named like a part of every object is refused', () => {
    expect(() => toMap('<a><constructor>1</constructor></a>')).toThrow('no XML');
    expect(() => toMap('<__proto__><x>1</x></__proto__>')).toThrow('no XML');
  });

  test('writes JSON text, and that as a JSON string where it is asked', () => {
    expect(evaluate('util.xml.toJsonString("<a>1</a>")')).toBe('{"a":1}');
    expect(evaluate('util.xml.toJsonString("<a>1</a>", true)')).toBe('"{\\"a\\":1}"');
  });

  test('null is null, and anything but text an error', () => {
    expect(evaluate('[util.xml.toMap(null), util.xml.toJsonString(undefined)]')).toEqual([null, null]);
    expect(() => evaluate('util.xml.toMap({})')).toThrow('takes a string');
  });

  test('what it makes belongs to the sandbox', () => {
    expect(() => evaluate('util.xml.toMap("<a/>").constructor.constructor("return process")()')).toThrow(
      'not a function',
    );
  });
});
