import type { Shown } from '../../guard/index.ts';

const DOLLARS = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** @param cents US cents */
export const dollars = (cents: number): string => DOLLARS.format(cents / 100);

/** @returns `2 texts`, `1 text` */
export const counted = (count: number, one: string, more = `${one}s`): string => `${count} ${count === 1 ? one : more}`;

/** What an order costs, in US cents, with the first month. Undefined: not known in advance. */
export function firstCost({ price }: Pick<Shown, 'price'>): number | undefined {
  return price?.upfront === undefined || price.monthly === undefined ? undefined : price.upfront + price.monthly;
}

const MINUTE = 60_000;

/** @param ms milliseconds */
export const minutesLeft = (ms: number): string => (ms < MINUTE ? 'under a minute left' : `${Math.floor(ms / MINUTE)} min left`);

/** @param ms milliseconds */
export const ago = (ms: number): string => (ms < MINUTE ? 'just now' : `${Math.floor(ms / MINUTE)} min ago`);
