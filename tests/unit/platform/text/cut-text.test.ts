import { expect, test } from '@jest/globals';
import { cutText } from '../../../../shared/platform/index.ts';

test.each([
  ['short', 10, 'short'],
  ['exactly', 7, 'exactly'],
  ['longer', 4, 'long'],
  ['a😀b', 1, 'a'],
  ['a😀b', 2, 'a'],
  ['a😀b', 3, 'a😀'],
  ['😀', 1, ''],
  ['half \ud83d end', 20, 'half \ufffd end'],
  ['\ude00 end', 20, '\ufffd end'],
  ['ends with \ud83d', 11, 'ends with \ufffd'],
])('P6: %j cut to %i units is %j', (text, most, expected) => {
  expect(cutText(text, most)).toBe(expected);
});
