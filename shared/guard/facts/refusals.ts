import { countryName, type Cost, type GuardSettings } from '../../platform/index.ts';
import type { Kind } from '../call.ts';
import type { Refusal } from './facts.ts';
import { costOf, type Reached } from './reached.ts';

/** What did not happen. */
export const NOTHING: Readonly<Record<Kind, string>> = {
  messages: 'Nothing was sent',
  calls: 'Nobody was called',
  numbers: 'Nothing was bought',
  changes: 'Nothing was changed',
  lookups: 'Nothing was looked up',
};

const COSTS: Readonly<Record<Cost, string>> = {
  premium: 'a premium number',
  shared_cost: 'a shared-cost number',
  personal: 'a personal number, which forwards at a high price',
  satellite: 'a satellite number',
  shared_code: 'a number of an international service',
};

/** Why a recipient is never reached, whoever agrees: its price, or a setting. */
export function refusalOf(kind: Kind, reached: Reached, { neverNumbers, countries }: GuardSettings): Refusal | undefined {
  const { number, recipient } = reached;
  if (number === undefined) return undefined;
  const costly = costOf(reached);
  if (costly) {
    const text = `${costly.range} … is ${COSTS[costly.cost]}; this server does not reach it. ${NOTHING[kind]}.`;
    return { code: `${costly.cost}_number`, text };
  }
  if (neverNumbers.some((prefix) => number.startsWith(prefix))) {
    return { code: 'never_number', text: `The operator of this server excludes ${number} (NEVER_NUMBERS). ${NOTHING[kind]}.` };
  }
  if (typeof countries === 'string' || reached.countries.some((country) => countries.includes(country))) return undefined;
  const of = placeOf(reached);
  const text = `${recipient.address} is a number of ${of}, and the operator of this server allows other countries only (COUNTRIES). ${NOTHING[kind]}.`;
  return { code: 'country_not_allowed', text };
}

/** @returns the name of the country, or of the likeliest one */
export const placeOf = ({ countries: [country] }: Reached): string => (country === undefined ? 'no known country' : countryName(country));

/** For a host that gets events or audio, and that neither the operator nor the account has allowed. */
export const hostRefusal = (kind: Kind, host: string): Refusal => ({
  code: 'host_not_allowed',
  text: `${host} is a host that this server sends nothing to: its operator can add it to WEBHOOK_HOSTS. ${NOTHING[kind]}.`,
});

/** For a sender of somebody else. */
export const senderRefusal = (kind: Kind, sender: string): Refusal => ({
  code: 'sender_not_owned',
  text: `${sender} is not a number of this account: list_phone_numbers has those to send and call from. ${NOTHING[kind]}.`,
});
