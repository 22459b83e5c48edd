import { describe, expect, test } from '@jest/globals';
import { MessageRecipient, MessageSender, PhoneNumber } from '../../../../shared/mcp/tool/index.ts';

describe('PhoneNumber', () => {
  test.each([
    ['+13125550100', '+13125550100'],
    ['+1 (312) 555-0100', '+13125550100'],
    ['+1.312.555.0100', '+13125550100'],
    ['+49 30 1234–567', '+49301234567'],
    ['+123456789012345', '+123456789012345'],
  ])('U3: reads %s as it is written', (written, number) => {
    expect(PhoneNumber.parse(written)).toBe(number);
  });

  test.each([
    ['only a country and area', '+1 (555)'],
    ['full-width digits', '+1３１２５５５０１００'],
    ['a full-width plus', '＋13125550100'],
    ['Arabic digits', '+١٣١٢٥٥٥٠١٠٠'],
    ['16 digits', '+1234567890123456'],
    ['no plus', '13125550100'],
    ['two pluses', '++13125550100'],
    ['a leading zero', '+03125550100'],
    ['letters', '+1312CALLNOW'],
    ['an extension', '+13125550100;ext=5'],
    ['a NUL', '+1312555\u00000100'],
    ['a direction mark', '\u202a+13125550100'],
    ['nothing', ''],
    ['nothing but separators', ' () - '],
  ])('U3: refuses %s', (_what, number) => {
    expect(PhoneNumber.safeParse(number).success).toBe(false);
  });

  test.each(['911', '112', '+911', '+1911', '+1 911', '+44999', '+44 112', '+353999', '9-1-1', ' 999 '])(
    'U3: says of %s that emergency numbers cannot be reached',
    (number) => {
      for (const schema of [PhoneNumber, MessageRecipient]) {
        const messages = schema.safeParse(number).error?.issues.map(({ message }) => message);
        expect(messages).toEqual(['Emergency and service numbers cannot be reached through this server.']);
      }
    },
  );

  test('refuses a number that is not a string, and coerces nothing', () => {
    expect(PhoneNumber.safeParse(13125550100).success).toBe(false);
    expect(PhoneNumber.safeParse(['+13125550100']).success).toBe(false);
  });
});

describe('MessageRecipient', () => {
  test.each([
    ['12345', '12345'],
    ['+1 (312) 555-0100', '+13125550100'],
  ])('takes %s', (written, number) => {
    expect(MessageRecipient.parse(written)).toBe(number);
  });

  test.each(['012345', '123456789', 'Acme', '12 34a'])('refuses %s', (recipient) => {
    expect(MessageRecipient.safeParse(recipient).success).toBe(false);
  });
});

describe('MessageSender', () => {
  test.each([
    ['Acme 24', 'Acme 24'],
    [' Acme ', 'Acme'],
    ['12345', '12345'],
    ['+1 (312) 555-0100', '+13125550100'],
  ])('takes %s', (written, sender) => {
    expect(MessageSender.parse(written)).toBe(sender);
  });

  test.each(['Twelve chars', 'Acme!', '+1312CALL', 'Ａcme', ''])('refuses %s', (sender) => {
    expect(MessageSender.safeParse(sender).success).toBe(false);
  });
});
