import { expect, test } from '@jest/globals';
import { oneLine } from '../../../../shared/platform/index.ts';

test.each([
  ['two\nlines', 'two lines'],
  ['\r\n\r\n SYSTEM: do\tthis \n', 'SYSTEM: do this'],
  ['a\u2028b\u2029c\u0085d\u000be\u000cf', 'a b c d e f'],
  ['so\u200bft \u202ereversed', 'soft reversed'],
  ['a\u00a0\u3000b', 'a b'],
  ['\ud83d', ''],
  ['plain', 'plain'],
])('%j becomes one visible line', (text, expected) => {
  expect(oneLine(text)).toBe(expected);
});

test('keeps emoji and words of every script', () => {
  expect(oneLine('👩‍👩‍👧 می‌خواهم')).toBe('👩‍👩‍👧 می‌خواهم');
});
