/** US dollars in whole units of 1/10,000 dollar: sums of money are never floats. */
export type Money = number;

const DECIMAL = /^(-?)(\d{1,9})(?:\.(\d{1,4}))?$/;

/** Reads a decimal string such as "0.0051"; at most four decimals. Throws a RangeError for anything else. */
export function money(text: string): Money {
  const match = DECIMAL.exec(text);
  if (!match) throw new RangeError('not a decimal amount with at most four decimals');
  const units = Number(match[2]) * 10_000 + Number((match[3] ?? '').padEnd(4, '0'));
  return match[1] === '-' ? -units : units;
}

/** Writes a decimal string with at least `decimals` (0 to 4) decimals; further ones appear only where they are not zero. */
export function decimal(amount: Money, decimals = 2): string {
  const digits = String(Math.abs(amount)).padStart(5, '0');
  let fraction = digits.slice(-4);
  while (fraction.length > decimals && fraction.endsWith('0')) fraction = fraction.slice(0, -1);
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -4)}${fraction === '' ? '' : `.${fraction}`}`;
}
