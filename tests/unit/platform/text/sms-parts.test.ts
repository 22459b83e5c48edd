import { expect, test } from '@jest/globals';
import { smsParts } from '../../../../shared/platform/text/index.ts';

test.each([
  ['nothing', '', 1],
  ['160 plain characters', 'a'.repeat(160), 1],
  ['161', 'a'.repeat(161), 2],
  ['306, the most of two parts', 'a'.repeat(306), 2],
  ['307', 'a'.repeat(307), 3],
  ['80 that take two places', '€'.repeat(80), 1],
  ['one more', '€'.repeat(81), 2],
  ['70 outside the alphabet of GSM', 'ж'.repeat(70), 1],
  ['71', 'ж'.repeat(71), 2],
  ['35 pictures of two places', '👍'.repeat(35), 1],
  // 33 fit into one of several parts: none is split.
  ['67 pictures', '👍'.repeat(67), 3],
])('counts the parts of a text: %s', (_what, text, parts) => {
  expect(smsParts(text).parts).toBe(parts);
});
