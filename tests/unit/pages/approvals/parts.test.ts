import { describe, expect, test } from '@jest/globals';
import { aroundHost, groupedNumber } from '../../../../shared/pages/approvals/addresses.ts';
import { smsParts } from '../../../../shared/pages/approvals/sms-parts.ts';

describe('the parts of a text message', () => {
  test.each([
    ['nothing', '', 0, 1],
    ['160 characters of GSM-7', 'a'.repeat(160), 160, 1],
    ['161', 'a'.repeat(161), 161, 2],
    ['two full parts', 'a'.repeat(306), 306, 2],
    ['one more', 'a'.repeat(307), 307, 3],
    ['80 euro signs, which take two places', '€'.repeat(80), 80, 1],
    ['81 of them', '€'.repeat(81), 81, 2],
    // 152 places, and no euro sign fits into the last one of the part.
    ['euro signs that do not fit at the end of a part', `${'a'.repeat(152)}${'€'.repeat(77)}`, 229, 3],
    ['letters of GSM-7 with marks', 'àèéìòùÄÖÑÜß'.repeat(10), 110, 1],
    ['70 characters of UCS-2', 'я'.repeat(70), 70, 1],
    ['71', 'я'.repeat(71), 71, 2],
    ['two full parts of UCS-2', 'я'.repeat(134), 134, 2],
    ['one more of UCS-2', 'я'.repeat(135), 135, 3],
    ['35 emoji', '😀'.repeat(35), 35, 1],
    ['36 emoji, none of them split', '😀'.repeat(36), 36, 2],
    ['67 emoji', '😀'.repeat(67), 67, 3],
    ['one curly quotation mark makes it UCS-2', `${'a'.repeat(100)}’`, 101, 2],
  ])('of %s', (_what, text, characters, parts) => {
    expect(smsParts(text)).toEqual({ characters, parts });
  });
});

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
