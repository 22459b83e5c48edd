import { describe, expect, test } from '@jest/globals';
import { CallDestination } from '../../../../shared/mcp/tool/call-destination.ts';

describe('where a call goes', () => {
  test.each([
    ['+44 (0)20 7946 0958', '+442079460958'],
    ['tel:+1-312-555-0100', '+13125550100'],
    ['\u202a+1 312 555 0100\u202c', '+13125550100'],
    ['+1 312 555 0100,12#', '+13125550100,12#'],
    ['sip:desk@example.com', 'sip:desk@example.com'],
  ])('reads %j', (written, number) => {
    expect(CallDestination.parse(written)).toBe(number);
  });

  test.each([
    ['an emergency number', '112', 'Emergency and service numbers'],
    ['an emergency number with pauses', ' 9-1-1 ', 'Emergency and service numbers'],
    ['a premium-rate number', '+1 900 555 1234', 'Emergency and service numbers'],
    ['a premium-rate number by an exchange', 'sip:19005551234@pbx.example.com', 'Emergency and service numbers'],
    ['a number without plus', '(312) 555-0100', 'Did you mean +13125550100'],
    ['an extension', '+1 312 555 0100 ext. 12', 'Did you mean +13125550100? To dial 12 after the answer: +13125550100,12'],
    ['an extension of a number without plus', '312-555-0100 x12', 'To dial 12 after the answer: +13125550100,12'],
    ['a name', 'desk', 'Or a SIP URI, such as sip:desk@example.com.'],
    ['an address', 'desk@example.com', 'Or a SIP URI, such as sip:desk@example.com.'],
    ['a SIP URI with spaces', 'sip:desk@example .com', 'Expected a SIP URI'],
  ])('refuses %s, and says what to do', (_what, written, expected) => {
    expect(CallDestination.safeParse(written).error?.issues.map(({ message }) => message)).toEqual([expect.stringContaining(expected)]);
  });
});
