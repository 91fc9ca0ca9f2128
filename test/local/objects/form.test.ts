import { describe, expect, test } from 'vitest';
import { parseForm } from '../../../local/objects/form.ts';

const type = 'multipart/form-data; boundary=b';
const part = (head: string, content: string) => `--b\r\nContent-Disposition: form-data; ${head}\r\n\r\n${content}\r\n`;
const parse = (text: string, contentType = type) => parseForm(contentType, Buffer.from(text));

describe('a form', () => {
  test('is read as a browser writes it', async () => {
    const sent = new FormData();
    sent.set('Key', 'a/ü "x"');
    sent.set('empty', '');
    sent.set('file', new Blob([Buffer.from([0, 13, 10, 45, 45, 255])]), 'map.png');
    const written = new Response(sent);
    const form = parseForm(written.headers.get('content-type') ?? '', Buffer.from(await written.arrayBuffer()));
    expect([...(form?.fields ?? [])]).toEqual([
      ['key', 'a/ü "x"'],
      ['empty', ''],
    ]);
    expect(form?.file).toEqual({ name: 'map.png', body: Buffer.from([0, 13, 10, 45, 45, 255]) });
  });

  test('is over with its file: what comes after it is not looked at', () => {
    const form = parse(`${part('name="file"; filename="a"', 'x')}${part('name="key"', 'late')}--b--`);
    expect([form?.fields.size, form?.file?.body.toString()]).toEqual([0, 'x']);
  });

  test('without a file has none', () => {
    expect(parse(`${part('name="key"', 'a')}--b--\r\n`)).toEqual({ fields: new Map([['key', 'a']]), file: null });
  });

  test('has lines in it that only begin as its delimiter does', () => {
    const content = 'one\r\n--bee\r\ntwo\r\n--b: three';
    expect(parse(`${part('name="file"', content)}--b--`)?.file?.body.toString()).toBe(content);
  });

  test.each([
    ['another type', part('name="key"', 'a'), 'application/json'],
    ['no boundary', part('name="key"', 'a'), 'multipart/form-data'],
    ['another boundary', part('name="key"', 'a'), 'multipart/form-data; boundary=c'],
    ['nothing', '', type],
    ['no end', '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\na', type],
    ['no end of its headers', '--b\r\nContent-Disposition: form-data; name="key"\r\n', type],
    ['a part without a name', `--b\r\nContent-Type: text/plain\r\n\r\na\r\n--b--`, type],
    ['a part with a file’s name alone', part('filename="key"', 'a'), type],
  ])('with %s is none', (_, text, contentType) => expect(parse(text, contentType)).toBeNull());
});
