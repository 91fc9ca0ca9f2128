import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AnswerReader } from '../../../local/dynamodb/http-answer.ts';

const cut = (bytes: Buffer, sizes: readonly number[]): Buffer[] => {
  const pieces: Buffer[] = [];
  let at = 0;
  for (const size of [...sizes, bytes.length]) {
    if (at < bytes.length) pieces.push(bytes.subarray(at, (at = Math.min(bytes.length, at + size))));
  }
  return pieces;
};

describe('an answer', () => {
  const body = fc.string({ unit: 'grapheme', maxLength: 40 });
  const whole = (text: string) =>
    `HTTP/1.1 200 OK\r\nX-Amzn-RequestId: R1\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
  const chunked = (text: string) => {
    const chunks = cut(Buffer.from(text), [3, 5]).map((part) => [part.length.toString(16), part] as const);
    const parts = chunks.flatMap(([size, part]) => [Buffer.from(`${size};a=b\r\n`), part, Buffer.from('\r\n')]);
    const head = 'HTTP/1.1 200 OK\r\nx-amzn-requestid: R1\r\nTransfer-Encoding: chunked\r\n\r\n';
    return Buffer.concat([Buffer.from(head), ...parts, Buffer.from('0\r\nt: 1\r\n\r\n')]);
  };

  test('is whole with its last byte, however it is cut', () => {
    fc.assert(
      fc.property(body, fc.boolean(), fc.array(fc.integer({ min: 1, max: 30 })), (text, isChunked, sizes) => {
        const reader = new AnswerReader();
        const pieces = cut(isChunked ? chunked(text) : Buffer.from(whole(text)), sizes);
        const answers = pieces.map((piece) => reader.push(piece));
        expect(answers.slice(0, -1).every((answer) => answer === null)).toBe(true);
        expect(answers.at(-1)).toEqual({ statusCode: 200, requestId: 'R1', text });
        expect(reader.keepsAlive).toBe(true);
      }),
    );
  });

  test('is whole where its head came alone and its body in pieces', () => {
    const reader = new AnswerReader();
    const pieces = ['HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n', 'ab', 'cd', 'ef'];
    const answers = pieces.map((piece) => reader.push(Buffer.from(piece))?.text ?? null);
    expect(answers).toEqual([null, null, null, 'abcdef']);
  });

  test('without a length is whole when the connection closes', () => {
    const reader = new AnswerReader();
    expect(reader.push(Buffer.from('HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}'))).toBeNull();
    expect(reader.close()).toEqual({ statusCode: 200, requestId: '', text: '{}' });
    expect(reader.keepsAlive).toBe(false);
  });

  test('that is cut off is none', () => {
    const reader = new AnswerReader();
    expect(reader.push(Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n{}'))).toBeNull();
    expect(reader.close()).toBeNull();
  });

  test('follows what only says that it is still to come', () => {
    const reader = new AnswerReader();
    const bytes = Buffer.from(`HTTP/1.1 100 Continue\r\n\r\n${whole('{}')}`);
    expect(reader.push(bytes)).toMatchObject({ statusCode: 200, text: '{}' });
  });

  test.each([
    ['another protocol', 'SSH-2.0-x\r\n\r\n'],
    ['more than was announced', `${whole('{}')}x`],
    ['a length that is none', 'HTTP/1.1 200 OK\r\ncontent-length: 1e3\r\n\r\n'],
    ['a chunk without a size', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nx\r\n'],
    ['a coding that is not read here', 'HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n'],
  ])('is refused for %s', (_, text) => {
    expect(() => new AnswerReader().push(Buffer.from(text))).toThrow('it answered');
  });
});
