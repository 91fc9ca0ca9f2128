import { expect, test } from 'vitest';
import { ownPlace } from '../../../web/src/channel/place-of-link.ts';
import { targetOf } from '../../../web/src/channel/use-target.ts';

test.each([
  ['https://parley.example/channel/harbor_general?at=7', '/channel/harbor_general?at=7'],
  ['https://parley.example/dm/harbor_dm-1', '/dm/harbor_dm-1'],
  ['https://parley.example.evil/channel/harbor_general', null],
  ['http://parley.example/channel/harbor_general', null],
  ['https://parley.example/console', null],
  ['https://parley.example/channel/a/b', null],
  ['mailto:a@parley.example', null],
  ['nonsense', null],
])('the link %j leads to %j within the page', (href, place) => {
  expect(ownPlace(href, 'https://parley.example')).toBe(place);
});

test.each([
  ['7', 7],
  ['99999999999', 2 ** 31 - 1],
  ['0', null],
  ['-1', null],
  ['1e3', null],
  ['', null],
  [null, null],
])('?at=%s names the position %j', (at, seq) => expect(targetOf(at)?.seq ?? null).toBe(seq));
