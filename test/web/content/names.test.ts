import { describe, expect, test } from 'vitest';
import { fileNameParts } from '../../../web/src/content/file-name.ts';
import { visibleName } from '../../../web/src/content/visible-text.ts';

describe('a name', () => {
  test.each([
    ['Alice Moreau', 'Alice Moreau'],
    ['  Alice\n\tMoreau ', 'Alice Moreau'],
    ['al\u202Eice\u2066', 'alice'],
    ['a\u3164\u2800\u00A0\u200Bb', 'a b'],
    ['a\u0000b', 'a␀b'],
    ['علی\u200Cرضا', 'علی\u200Cرضا'],
    ['👩‍💻', '👩‍💻'],
    ['a'.repeat(255), 'a'.repeat(255)],
    ['a'.repeat(256), `${'a'.repeat(254)}…`],
    ['', ''],
  ])('%j is shown as %j', (name, shown) => expect(visibleName(name)).toBe(shown));
});

describe('a file’s name', () => {
  test.each([
    ['tide.pdf', '', 'tide.pdf'],
    [`${'a'.repeat(24)}.pdf`, '', `${'a'.repeat(24)}.pdf`],
    [`${'a'.repeat(30)}-final.pdf`, 'a'.repeat(30), '-final.pdf'],
    ['photo.jpg' + ' '.repeat(90) + '.exe', '', 'photo.jpg .exe'],
    ['photo\u202Egpj.exe', '', 'photogpj.exe'],
    ['.htaccess', '', '.htaccess'],
    [`${'a'.repeat(30)}.${'b'.repeat(13)}`, `${'a'.repeat(30)}.${'b'.repeat(7)}`, 'bbbbbb'],
    ['', '', ''],
  ])('%j gives way before %j and keeps %j', (name, head, tail) => expect(fileNameParts(name)).toEqual({ head, tail }));

  test('is never cut within a character, and loses nothing', () => {
    const { head, tail } = fileNameParts(`${'é👩‍💻'.repeat(20)}.gz`);
    expect([head, tail]).toEqual(['é👩‍💻'.repeat(17), `${'é👩‍💻'.repeat(3)}.gz`]);
  });
});
