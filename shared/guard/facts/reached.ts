import { costlyRange, type Cost, type PlannedNumber } from '../../platform/index.ts';
import type { Recipient } from './facts.ts';

/** Somebody whom a call reaches, and what of the address the rules look at. */
export interface Reached {
  readonly recipient: Recipient;
  /** +E.164: the address itself, or the user of a SIP URI. Undefined for short codes and other SIP URIs. */
  readonly number: string | undefined;
  /** Every country that the number may belong to. */
  readonly countries: readonly string[];
  /** Undefined: it fits no plan. */
  readonly planned: PlannedNumber['type'];
  /** Of a SIP URI. */
  readonly host: string | undefined;
}

const E164 = /^\+\d+$/;
const SIP = /^sips?:(?:([^@]*)@)?([^:;?]*)/;
/** What a telephone number may have between its digits (RFC 3966), and what may follow it in the user of a SIP URI. */
const VISUAL_SEPARATORS = /[-.()]/g;
const BEHIND_NUMBER = /[;,:?&=/]/;
/** With a country code, whose plus is often left out. */
const WHOLE_NUMBER = /^\d{11,15}$/;

/** @returns the number that a telephone system takes the user of a SIP URI for; else the user */
function numberIn(user: string): string {
  const [written = ''] = user.split(BEHIND_NUMBER);
  const digits = written.replaceAll(VISUAL_SEPARATORS, '');
  return WHOLE_NUMBER.test(digits) ? `+${digits}` : digits;
}

/** @returns the number that an address is, or that the user of a SIP URI is taken for; undefined where there is none */
export function numberOf(address: string): string | undefined {
  const [, user] = SIP.exec(address) ?? [];
  return [address, user && numberIn(user)].find((text) => text !== undefined && E164.test(text));
}

export const isSip = (address: string): boolean => SIP.test(address);

/** @param address in its canonical form, as `partiesOf` returns it */
export function reach(address: string, planOf: (number: string) => PlannedNumber): Reached {
  const [, , host] = SIP.exec(address) ?? [];
  const number = numberOf(address);
  const plan = number === undefined ? undefined : planOf(number);
  const type = host !== undefined ? 'sip' : number === undefined ? 'short_code' : (plan?.type ?? 'unknown');
  return {
    recipient: { address, country: plan?.country, type, zones: plan?.zones ?? [] },
    number,
    countries: plan?.countries ?? [],
    planned: plan?.type,
    host,
  };
}

/** Digits behind the plus that name country and range, where the table of ranges does not. */
const RANGE_DIGITS = 5;

/** @returns the range that nobody should be made to call, as people write it; undefined for all other numbers */
export function costOf({ number, planned }: Reached): { readonly range: string; readonly cost: Cost } | undefined {
  if (number === undefined) return undefined;
  const known = costlyRange(number);
  if (known) return known;
  const costs = planned === 'premium' || planned === 'shared_cost' || planned === 'personal';
  return costs ? { range: number.slice(0, 1 + RANGE_DIGITS), cost: planned } : undefined;
}
