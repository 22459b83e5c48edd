import { refuse } from '../errors.ts';
import { stableUuid } from './ids.ts';
import type { Message } from './message.ts';
import type { MessagingProfile } from './messaging-profile.ts';
import { createProfile } from './messaging-profile.ts';
import type { Money } from './money.ts';
import { money } from './money.ts';
import type { NumberOrder } from './number-order.ts';
import type { OwnedNumber } from './owned-number.ts';
import { ownNumber } from './owned-number.ts';
import type { World } from './world.ts';

/** Everything one Telnyx account has. Accounts share nothing but the shop. */
export interface Account {
  readonly organizationId: string;
  balance: Money;
  creditLimit: Money;
  readonly profiles: Map<string, MessagingProfile>;
  readonly numbers: Map<string, OwnedNumber>;
  readonly messages: Map<string, Message>;
  readonly orders: Map<string, NumberOrder>;
}

/** Country and area code of the numbers an account starts with; the first account gets +13125550100, +12125550100 and +18005550100. */
const FIRST_NUMBERS = [
  ['US', '312'],
  ['US', '212'],
  ['US', '800'],
] as const;

/** A fresh account: 100.00 USD, one messaging profile for the USA and Canada, three active numbers on it. The same seed gives the same ids. */
export function createAccount(world: World, seed: string, now: number): Account {
  const organizationId = stableUuid(`organization ${seed}`);
  const profile = createProfile(
    {
      name: 'Main',
      whitelisted_destinations: ['US', 'CA'],
      number_pool_settings: { long_code_weight: 1, toll_free_weight: 10, skip_unhealthy: true },
    },
    { id: stableUuid(`profile ${seed}`), organizationId, now },
  );
  const account: Account = {
    organizationId,
    balance: money('100.00'),
    creditLimit: money('0.00'),
    profiles: new Map([[profile.id, profile]]),
    numbers: new Map(),
    messages: new Map(),
    orders: new Map(),
  };
  for (const [country, areaCode] of FIRST_NUMBERS) {
    const offer = world.stock.takeFirst(country, areaCode);
    if (!offer) continue;
    const number = ownNumber(offer, { id: world.nextNumericId(), boughtAt: now, activeAt: now, messagingProfileId: profile.id });
    account.numbers.set(number.id, number);
  }
  return account;
}

/** Takes money from the balance, or refuses with 402 (20100) and takes nothing. The credit limit may be used up. */
export function charge(account: Account, amount: Money): void {
  if (amount > account.balance + account.creditLimit) throw refuse(402, '20100');
  account.balance -= amount;
}

/** The account's own number by its +E.164 form. */
export function numberByPhone(account: Account, phoneNumber: string): OwnedNumber | undefined {
  for (const number of account.numbers.values()) if (number.phoneNumber === phoneNumber) return number;
  return undefined;
}
