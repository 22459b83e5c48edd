import type { Cost } from '../event/index.ts';

/** @returns the sum of costs of one currency, exactly; of several currencies the first alone, since nothing can be added to it */
export function sumOf([first, ...more]: readonly Cost[]): Cost | undefined {
  if (first === undefined) return undefined;
  const costs = [first, ...more].filter(({ currency }) => currency === first.currency);
  if (costs.length === 1) return first;
  const places = Math.max(...costs.map(({ amount }) => amount.split('.')[1]?.length ?? 0));
  const sum = costs.reduce((total, { amount }) => total + scaled(amount, places), 0n);
  return { amount: written(sum, places), currency: first.currency };
}

const scaled = (amount: string, places: number): bigint => {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(places, '0'));
};

function written(sum: bigint, places: number): string {
  const digits = String(sum < 0n ? -sum : sum).padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places);
  return `${sum < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
