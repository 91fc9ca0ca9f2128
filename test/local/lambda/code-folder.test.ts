import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { unzip } from '../../../local/lambda/archive.ts';
import { openCodeFolder } from '../../../local/lambda/code-folder.ts';
import { createLambda } from '../../../local/lambda/index.ts';
import type { LambdaCode } from '../../../local/assembly/model.ts';

/** As `zip` writes them: `index.js` deflated, the folder `lib`, and in it `two.js` stored. */
const archive = Buffer.from(
  'UEsDBBQAAAAIAAAAIVyZO6D6OgAAADoAAAAIAAAAaW5kZXguanNLrSjILyop1stIzEvJSS1SsFVILK7MS1bQ0FSwtVMoSi0szSxK' +
    '1VDX08/JTNIvKc/XyypW19QDMqwBUEsDBBQAAAAAAAAAIVwAAAAAAAAAAAAAAAAEAAAAbGliL1BLAwQUAAAAAAAAACFc/NCcKxAA' +
    'AAAQAAAACgAAAGxpYi90d28uanNleHBvcnRzLnR3byA9IDI7UEsBAhQDFAAAAAgAAAAhXJk7oPo6AAAAOgAAAAgAAAAAAAAAAAAA' +
    'AIABAAAAAGluZGV4LmpzUEsBAhQDFAAAAAAAAAAhXAAAAAAAAAAAAAAAAAQAAAAAAAAAAAAAAIABYAAAAGxpYi9QSwECFAMUAAAA' +
    'AAAAACFc/NCcKxAAAAAQAAAACgAAAAAAAAAAAAAAgAGCAAAAbGliL3R3by5qc1BLBQYAAAAAAwADAKAAAAC6AAAAAAA=',
  'base64',
);
const escaping = Buffer.from(
  'UEsDBBQAAAAAAAAAIVyDFtyMAQAAAAEAAAAJAAAALi4vb3V0LmpzeFBLAQIUAxQAAAAAAAAAIVyDFtyMAQAAAAEAAAAJAAAAAAAA' +
    'AAAAAACAAQAAAAAuLi9vdXQuanNQSwUGAAAAAAEAAQA3AAAAKAAAAAAA',
  'base64',
);

function archiveFile(): LambdaCode {
  const directory = mkdtempSync(join(tmpdir(), 'archive-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const path = join(directory, 'code.zip');
  writeFileSync(path, archive);
  return { kind: 'archive', path };
}

test('an archive gives its files, folders left out', () => {
  const files = unzip(archive);
  expect([...files.keys()]).toEqual(['index.js', 'lib/two.js']);
  expect(String(Buffer.from(files.get('lib/two.js') ?? []))).toBe('exports.two = 2;');
});

test.each([
  ['no archive', Buffer.from('not a zip archive at all, only text'), /no zip archive/],
  ['nothing', Buffer.alloc(0), /no zip archive/],
  ['a file that would land outside', escaping, /outside its folder: \.\.\/out\.js/],
  ['an archive without its directory', Buffer.concat([Buffer.alloc(40, 1), archive.subarray(-22)]), /./],
])('%s is refused', (_name, bytes, message) => {
  expect(() => unzip(bytes)).toThrow(message);
});

test.each<[string, () => LambdaCode]>([
  ['in the template', () => ({ kind: 'inline', text: 'exports.handler = async () => 2;' })],
  ['in a zip archive', archiveFile],
])('a handler %s runs', async (_name, code) => {
  const lambda = createLambda(
    {
      logicalId: 'Handler',
      name: 'handler',
      arn: 'arn:aws:lambda:eu-west-1:123456789012:function:handler',
      code: code(),
      handler: 'index.handler',
      environment: {},
      timeoutSeconds: 3,
      role: null,
    },
    { environment: {}, log: () => undefined },
  );
  onTestFinished(() => lambda.close());
  expect(await lambda.invoke({})).toEqual({ kind: 'returned', value: 2 });
});

test('what was unpacked is gone in the end', () => {
  const folder = openCodeFolder({ kind: 'inline', text: 'exports.handler = null;' });
  expect(readFileSync(join(folder.path, 'index.js'), 'utf8')).toBe('exports.handler = null;');
  folder.remove();
  expect(existsSync(folder.path)).toBe(false);
});
