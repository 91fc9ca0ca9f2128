import { describe, expect, test } from 'vitest';
import type { Uploads } from '../../../client/src/attachments/index.ts';
import { fitFiles } from '../../../web/src/files/fit-files.ts';
import { createOpenUploads } from '../../../web/src/files/open-uploads-of.ts';

/** A file of that size, of which nothing is read. */
const file = (name: string, size: number) => Object.defineProperty(new File([], name), 'size', { value: size });

describe('files that are given', () => {
  test('are taken but for those that are empty or too large, of which each is named', () => {
    const [map, empty, film] = [file('map.png', 104_857_600), file('empty.txt', 0), file('film.mov', 104_857_601)];
    expect(fitFiles([map, empty, film])).toEqual({
      fit: [map],
      problem: 'empty.txt is empty. film.mov is larger than 100 MB.',
    });
    expect(fitFiles([map])).toEqual({ fit: [map], problem: null });
  });
});

describe('the files of messages that are being written', () => {
  /** Uploads that are told apart by their name alone: nothing of them is called here. */
  const named = (name: string) => ({ name }) as unknown as Uploads;
  function opened() {
    const made: string[] = [];
    return createOpenUploads((channelId) => {
      made.push(channelId);
      return named(`${channelId} ${made.length}`);
    });
  }

  test('stay with their channel until they go with a message', () => {
    const open = opened();
    let changes = 0;
    open.onChange(() => (changes += 1));
    const general = open.begin('general');
    const design = open.begin('design');
    expect([open.of('general'), open.of('design'), open.of('quiet')]).toEqual([general, design, null]);
    expect(open.begin('general')).toBe(general);
    open.take('general', general);
    expect([open.of('general'), open.of('design')]).toEqual([null, design]);
    expect(changes).toBe(3);
  });

  test('come back before those that were given since, which lose nothing', () => {
    const open = opened();
    const first = open.begin('general');
    open.take('general', first);
    const second = open.begin('general');
    open.giveBack('general', first);
    expect(open.of('general')).toBe(first);
    open.take('general', first);
    expect(open.of('general')).toBe(second);
  });
});
