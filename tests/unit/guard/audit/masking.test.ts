import { expect, test } from '@jest/globals';
import { masked, maskedFile } from '../../../../shared/guard/audit/masking.ts';

test.each([
  ['+13125550142', '+131***42'],
  ['+4930123456', '+493***56'],
  ['sip:desk@example.com', 'sip:***'],
  ['12345', 'short code'],
  ['004930123456', 'number'],
  ['Acme', 'sender name'],
])('D53: of %s the trail shows %s', (address, shown) => {
  expect(masked(address)).toBe(shown);
});

test('D53: of a file the trail shows a well-known ending alone', () => {
  expect(maskedFile('file:docs/letter-to-jane.pdf')).toBe('***.pdf');
  expect(maskedFile('file:docs/jane.doe')).toBe('***');
});
