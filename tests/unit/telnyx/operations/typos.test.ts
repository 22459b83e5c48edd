import { expect, test } from '@jest/globals';
import { isTypoOf } from '../../../../shared/telnyx/operations/search/typos.ts';

test.each([
  ['recrodings', 'recordings'],
  ['invioce', 'invoice'],
  ['ballance', 'balance'],
  ['verifcation', 'verification'],
  ['adress', 'address'],
  ['messege', 'message'],
  ['portin', 'porting'],
  ['crad', 'card'],
])('%s is %s', (given, word) => {
  expect(isTypoOf(given, word)).toBe(true);
});

test.each([
  ['another first letter', 'mabel', 'label'],
  ['two letters', 'tamplete', 'template'],
  ['a short word', 'side', 'size'],
  ['letters swapped that are no neighbours', 'ceshk', 'check'],
  ['a part of a word', 'port', 'portability'],
  ['nothing', '', 'fax'],
])('%s: %s is not "%s"', (_what, given, word) => {
  expect(isTypoOf(given, word)).toBe(false);
});
