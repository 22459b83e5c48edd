import { describe, expect, test } from '@jest/globals';
import fc from '../../../support/fast-check.ts';
import { partiesOf } from '../../../../shared/guard/index.ts';
import { MessageRecipient, MessageSender, PhoneNumber } from '../../../../shared/mcp/tool/index.ts';

const read = (schema: typeof PhoneNumber, written: string) => {
  const { data, error } = schema.safeParse(written);
  return data ?? error.issues.map(({ message }) => message).join(' ');
};

const SERVICE = 'Emergency and service numbers, premium-rate ones such as +1 900 too, cannot be reached through this server.';

describe('PhoneNumber', () => {
  test.each([
    ['+13125550100', '+13125550100'],
    ['+1 (312) 555-0100', '+13125550100'],
    ['+1.312.555.0100', '+13125550100'],
    ['+49 30 1234–567', '+49301234567'],
    ['+491234567890123', '+491234567890123'],
    ['+1 312\u2212555\u20110111', '+13125550111'],
    ['\u202a+13125550100\u202c', '+13125550100'],
    ['\ufeff+1\u00a0312\u200b555\u20600100', '+13125550100'],
    ['＋１ （３１２） ５５５－０１００', '+13125550100'],
    ['tel:+1-312-555-0100', '+13125550100'],
    ['+15005550006', '+15005550006'],
    ['+1 800 976 0100', '+18009760100'],
  ])('U3: reads %j as it is written', (written, number) => {
    expect(read(PhoneNumber, written)).toBe(number);
  });

  test.each([
    ['+44 (0) 20 7946 0958', '+442079460958'],
    ['+44(0)20 7946 0958', '+442079460958'],
    ['(+44) (0) 20 7946 0958', '+442079460958'],
    ['+49\u00a0(0)30-901820', '+4930901820'],
    ['+353 (0)1 234 5678', '+35312345678'],
  ])('U3: leaves the 0 out of %j, which is dialled inside the country only', (written, number) => {
    expect(read(PhoneNumber, written)).toBe(number);
  });

  test.each([
    ['+39 06 1234567', '+39061234567'],
    ['+39 (06) 1234567', '+39061234567'],
    ['+225 07 12 34 56 78', '+2250712345678'],
    ['+38 (044) 123 4567', '+380441234567'],
  ])('U3: keeps the 0 of %j', (written, number) => {
    expect(read(PhoneNumber, written)).toBe(number);
  });

  test.each([
    [
      '(0) where the 0 of a landline belongs to it',
      '+39 (0)6 1234567',
      'It is not certain whether "(0)" belongs to this number',
      '+39061234567',
    ],
    ['(0) after other digits', '+44 20 (0) 7946 0958', 'It is not certain', '+442079460958'],
    ['(0) in a country without it', '+34 (0)91 1234567', 'It is not certain', '+34911234567'],
    ['a 0 that nobody dials from abroad', '+44 020 7946 0958', 'dialled inside the country only', '+442079460958'],
    ['the same in brackets', '+49 (030) 901820', 'dialled inside the country only', '+4930901820'],
    ['the prefix of Hungary', '+36 (06) 1 234 5678', 'dialled inside the country only', '+3612345678'],
    ['the prefix of Russia', '+7 8 495 123-45-67', 'dialled inside the country only', '+74951234567'],
    ['eleven digits', '+103125550111', 'ten digits behind +1, this one 11', '+13125550111'],
    ['an extension', '+13125550111 x12', 'no extension (12)', '+13125550111'],
    ['an extension in words', '+44 20 7946 0958 ext. 5', 'no extension (5)', '+442079460958'],
    ['an extension in brackets', '+13125550111 (Ext 12)', 'no extension (12)', '+13125550111'],
    ['an extension of a tel URI', 'tel:+1-312-555-0111;ext=12', 'no extension (12)', '+13125550111'],
    ['digits after a pause', '+13125550111p12', 'no extension (12)', '+13125550111'],
    ['letters', '+1-800-FLOWERS', 'no letters', '+18003569377'],
    ['letters without a plus', '1-800-FLOWERS', 'no letters', '+18003569377'],
    ['words around a number', 'Jane <+13125550111>', 'no letters', '+13125550111'],
    ['Arabic digits', '+١٣١٢٥٥٥٠١٠٠', 'no U+0661', '+13125550100'],
    ['mathematical digits', '+1312555010𝟗', 'no U+1D7D7', '+13125550109'],
    ['a NUL', '+1312555\u00000100', 'no U+0000', '+13125550100'],
    ['quotes', '"+13125550100"', `no """`, '+13125550100'],
    ['two pluses', '++13125550100', 'one plus', '+13125550100'],
    ['00', '00 44 20 7946 0958', 'a plus instead of 00', '+442079460958'],
    ['011', '011 44 20 7946 0958', 'a plus instead of 011', '+442079460958'],
    ['a plus and 00', '+0044 20 7946 0958', 'a plus instead of 00', '+442079460958'],
    ['00 and (0)', '0044 (0)20 7946 0958', 'not certain', '+442079460958'],
    ['no plus', '13125550100', 'plus is missing', '+13125550100'],
  ])('U3: refuses %s, and proposes a number', (_what, written, reason, proposal) => {
    const error = read(PhoneNumber, written);
    expect(error).toContain(reason);
    expect(error).toContain(` Did you mean ${proposal}?`);
  });

  test.each([
    ['(312) 555-0100', 'The country code is missing. Did you mean +13125550100, a number of the US or Canada?'],
    ['442079460958', 'The plus is missing. Did you mean +442079460958, which begins with its country code?'],
  ])('U3: refuses %j, and says under which condition it means another one', (written, error) => {
    expect(read(PhoneNumber, written)).toBe(error);
  });

  test.each([
    ['seven digits of America', '+13125550', 'ten digits behind +1, this one 7'],
    ['twelve digits of America', '+1 312 555 0111 12', 'this one 12'],
    ['an exchange that begins with 1', '+1 555 123 4567', 'begin with 2 to 9'],
    ['an area that begins with 0', '+1 012 555 0100', 'begin with 2 to 9'],
    ['(0) before what may be a landline or a mobile', '+39 (0)347 1234567', 'not certain'],
    ['(0) where some numbers have a 0', '+225 (0)7 12345678', 'not certain'],
    ['16 digits', '+4912345678901234', '7 to 15 digits, this one 16'],
    ['a leading zero', '+03125550100', 'No country code begins with 0'],
    ['a national number', '020 7946 0958', 'Write the country code instead of the 0'],
    ['a national number that begins like a call abroad', '0114 960 0777', 'Write the country code instead of the 0'],
    ['a local number', '555-0111', 'Plus and country code are missing'],
    ['two numbers', '+13125550100, +13125550101', 'Write one number, without ","'],
    ['a number and its neighbour', '+49 30 1234567/68', 'Write one number, without "/"'],
    ['an O for a 0', '+1312555O1OO', 'no letters'],
    ['several of them', '+1312555OOO1', 'no letters'],
    ['a name', 'Acme', 'no letters'],
    ['nothing', '', 'no digits'],
    ['nothing but separators', ' () - ', 'no digits'],
  ])('U3: refuses %s without a guess', (_what, written, reason) => {
    const error = read(PhoneNumber, written);
    expect(error).toContain(reason);
    expect(error).toContain('Expected +E.164, such as +13125550100.');
    expect(error).not.toContain('Did you mean');
  });

  test.each([
    '911',
    '112',
    '+911',
    '+1911',
    '+1 911',
    '+1 911 555 1234',
    '+44999',
    '+44 112',
    '+353999',
    '9-1-1',
    ' 999 ',
    '٩١١',
    '+1 (555)',
  ])('U3: says of %s that emergency numbers cannot be reached', (number) => {
    for (const schema of [PhoneNumber, MessageRecipient]) expect(read(schema, number)).toBe(SERVICE);
  });

  test.each(['+1 900 555 1234', '+1 312 976 0100', '+979 123 456 789', '+44 909 8790 123', '+49 900 1234567'])(
    'U3: says of %s that premium-rate numbers cannot be reached',
    (number) => {
      for (const schema of [PhoneNumber, MessageRecipient]) expect(read(schema, number)).toBe(SERVICE);
    },
  );

  test.each(['19005551234', '1-900-FLOWERS', '0019115551234', '+1 900 555 1234 x5', '+4 4 (0) 999'])(
    'U3: never proposes to reach %s',
    (number) => {
      expect(read(PhoneNumber, number)).not.toContain('Did you mean');
      expect(PhoneNumber.safeParse(number).success).toBe(false);
    },
  );

  test('refuses a number that is not a string, and coerces nothing', () => {
    expect(PhoneNumber.safeParse(13125550100).success).toBe(false);
    expect(PhoneNumber.safeParse(['+13125550100']).success).toBe(false);
  });

  test('U3: a text too long for a number is not read', () => {
    expect(read(PhoneNumber, `+1312555${' '.repeat(100)}0100`)).toBe('Expected +E.164, such as +13125550100.');
  });
});

describe('every text', () => {
  const FRONTS = ['+1312555', '+1 (312) 555-', '+44 20 794', '+44 (0)', '+39 06 123', '+49 30 12', '+7 495 1', '312555', '0044 20 79', ''];
  const PIECES = [
    ...Array.from('01234567890123456789'),
    ...['+', '(0)', '(0', '00', '011', '312', '555', '(', ')', ' ', '-', '.', '\u00a0', '\u200b', '\u2212', '\u202c'],
    ...['x', 'ext', ';ext=', ',', '/', '#', 'A', 'tel:', '١', '３', '＋', '\u0000', '²'],
  ];
  const digit = fc.constantFrom(...Array.from('0123456789'));
  const pieces = fc.oneof(
    { weight: 3, arbitrary: fc.array(digit, { maxLength: 9 }) },
    fc.array(fc.constantFrom(...PIECES), { maxLength: 10 }),
  );
  const written = fc.tuple(fc.constantFrom(...FRONTS), pieces).map(([front, rest]) => `${front}${rest.join('')}`);
  const anything = fc.oneof({ weight: 9, arbitrary: written }, fc.string({ unit: 'binary', maxLength: 110 }));
  const RUNS = { numRuns: 3_000 };
  const digitsOf = (text: string) => text.normalize('NFKC').replaceAll(/\D/g, '');

  test('U3: keeps all of its digits, in their order, if it is a number; only a (0) after the country code goes', () => {
    let taken = 0;
    const keepsDigits = (text: string) => {
      const { data } = PhoneNumber.safeParse(text);
      if (data === undefined) return;
      taken += 1;
      const digits = digitsOf(text);
      const inside = /\(0\)/.test(text.normalize('NFKC').replaceAll(/[^\d()]/g, '')) ? digits.replace(/^(\d\d\d??)0/, '$1') : digits;
      expect([digits, inside]).toContain(digitsOf(data));
      expect(data).toMatch(/^\+(?:1[2-9]\d{2}[2-9]\d{6}|[2-9]\d{6,14})$/);
    };
    fc.assert(fc.property(anything, keepsDigits), RUNS);
    expect(taken).toBeGreaterThan(100);
  });

  test('U3: is told what to do if it is none: every proposal is a number, and stays one', () => {
    let proposed = 0;
    const saysMore = (text: string) => {
      const { error } = PhoneNumber.safeParse(text);
      if (error === undefined) return;
      expect(error.issues[0]?.message).toMatch(/Did you mean \+\d+|Expected \+E\.164|cannot be reached/);
      const [proposal] = /Did you mean (\+\d+)/.exec(error.issues[0]?.message ?? '')?.slice(1) ?? [];
      if (proposal === undefined) return;
      proposed += 1;
      expect(read(PhoneNumber, proposal)).toBe(proposal);
    };
    fc.assert(fc.property(anything, saysMore), RUNS);
    expect(proposed).toBeGreaterThan(100);
  });

  test('U3: stands in the audit trail as the number that is sent', () => {
    const isRecorded = (text: string) => {
      const { data } = MessageSender.safeParse(text);
      if (data !== undefined) expect(partiesOf({ from: 'from' }, { from: text }).from).toEqual([data]);
    };
    fc.assert(fc.property(anything, isRecorded), RUNS);
  });
});

describe('MessageRecipient', () => {
  test.each([
    ['12345', '12345'],
    ['+1 (312) 555-0100', '+13125550100'],
    ['+44 (0)20 7946 0958', '+442079460958'],
  ])('takes %s', (written, number) => {
    expect(MessageRecipient.parse(written)).toBe(number);
  });

  test.each(['012345', '123456789', 'Acme', '12 34a'])('refuses %s', (recipient) => {
    expect(read(MessageRecipient, recipient)).toContain('Short codes have 4 to 8 digits.');
  });
});

describe('MessageSender', () => {
  test.each([
    ['Acme 24', 'Acme 24'],
    [' Acme ', 'Acme'],
    ['1800FLOWERS', '1800FLOWERS'],
    ['12345', '12345'],
    ['+1 (312) 555-0100', '+13125550100'],
    ['tel:+1-312-555-0100', '+13125550100'],
  ])('takes %s', (written, sender) => {
    expect(MessageSender.parse(written)).toBe(sender);
  });

  test.each(['Twelve chars', 'Acme!', '+1312CALL', 'Ａcme', '', '+1-800-FLOWERS', '+13125550111 x12'])('refuses %s', (sender) => {
    expect(MessageSender.safeParse(sender).success).toBe(false);
  });
});
