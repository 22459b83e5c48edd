import { expect, test } from '@jest/globals';
import { asListed } from '../../../../shared/platform/index.ts';

test.each([
  ['mms', 'mms'],
  ['MMS', 'mms'],
  [' Mms ', 'mms'],
  ['toll free', 'toll-free'],
  ['TOLL_FREE', 'toll-free'],
])('%j means what is listed', (given, meant) => {
  expect(asListed(['sms', 'mms', 'toll-free'], given)).toBe(meant);
});

test.each(['rcs', '', 'tollfree', 'a_b', '1'])('%j means nothing that is listed, or several things', (given) => {
  expect(asListed(['mms', 'toll-free', 'a-B', 'A_b', 1], given)).toBe(given);
});
