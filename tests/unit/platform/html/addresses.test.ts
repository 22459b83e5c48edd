import { expect, test } from '@jest/globals';
import { aroundHost, groupedNumber } from '../../../../shared/platform/html/addresses.ts';

test.each([
  ['+13125550142', '+1 312 555 0142'],
  ['+442079460958', '+44 207 946 0958'],
  ['+79161234567', '+7 916 123 4567'],
  ['+254712345678', '+254 712 345 678'],
  ['+4312345678901', '+43 123 456 789 01'],
  ['12345', '12345'],
  ['sip:a@b.example', 'sip:a@b.example'],
  ['Acme', 'Acme'],
  ['+1', '+1'],
])('%s is written as %s', (address, written) => {
  expect(groupedNumber(address)).toBe(written);
});

test.each([
  ['https://a.example/x?y', ['https://', 'a.example', '/x?y']],
  ['https://a.example:8443', ['https://', 'a.example:8443', '/']],
  ['https://cl\u0430ude.ai/', ['https://', 'xn--clude-5ve.ai', '/']],
  ['https://user:secret@a.example/', undefined],
  ['mailto:a@b.example', undefined],
  ['nothing', undefined],
])('the host of %s', (address, parts) => {
  expect(aroundHost(address)).toEqual(parts);
});
