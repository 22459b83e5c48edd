/** Ten decimals: Telnyx writes costs of parts of a cent, such as "1.666E-4". */
const DECIMALS = 10;

/** The sum of amounts, without errors of binary fractions. What is no number counts as nothing. */
export function sumOf(amounts: readonly (string | number | undefined)[]): bigint {
  return amounts.reduce<bigint>((sum, amount) => {
    const units = Number(amount) * 10 ** DECIMALS;
    return Number.isFinite(units) ? sum + BigInt(Math.round(units)) : sum;
  }, 0n);
}

/** @returns a decimal amount with at least two decimals */
export function decimal(units: bigint): string {
  const digits = String(units < 0n ? -units : units).padStart(DECIMALS + 1, '0');
  let decimals = digits.slice(-DECIMALS);
  while (decimals.length > 2 && decimals.endsWith('0')) decimals = decimals.slice(0, -1);
  return `${units < 0n ? '-' : ''}${digits.slice(0, -DECIMALS)}.${decimals}`;
}
