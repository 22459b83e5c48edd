import { refuse } from '../errors.ts';
import type { AiState } from './ai.ts';
import { createAiState } from './ai.ts';
import type { Bucket } from './bucket.ts';
import type { CallLeg } from './call.ts';
import type { CallControlApplication } from './call-control-application.ts';
import { createApplication } from './call-control-application.ts';
import type { Connection } from './connection.ts';
import { createSipConnection } from './connection.ts';
import { stableUuid } from './ids.ts';
import type { Message } from './message.ts';
import type { MessagingProfile } from './messaging-profile.ts';
import { createProfile } from './messaging-profile.ts';
import type { Money } from './money.ts';
import { money } from './money.ts';
import type { NumberOrder } from './number-order.ts';
import type { OwnedNumber } from './owned-number.ts';
import { ownNumber } from './owned-number.ts';
import type { Timeline } from './timeline.ts';
import { createTimeline } from './timeline.ts';
import type { WebhookDelivery } from './webhook-delivery.ts';
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
  readonly applications: Map<string, CallControlApplication>;
  readonly sipConnections: Connection[];
  readonly calls: Map<string, CallLeg>;
  /** The calls that were asked for with a command_id, by that. */
  readonly dials: Map<string, CallLeg>;
  readonly deliveries: WebhookDelivery[];
  /** What happens by itself: calls that are answered and end, events of messages. */
  readonly timeline: Timeline;
  readonly buckets: Map<string, Bucket>;
  readonly ai: AiState;
}

/** Country and area code of the numbers an account starts with; the first account gets +13125550100, +12125550100 and +18005550100. */
const FIRST_NUMBERS = [
  ['US', '312'],
  ['US', '212'],
  ['US', '800'],
] as const;

/**
 * A fresh account: 100.00 USD, one messaging profile for the USA and Canada, three active numbers on it that are routed to one call control
 * application with an outbound voice profile, and two SIP connections. The same seed gives the same ids.
 */
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
    applications: new Map(),
    sipConnections: [],
    calls: new Map(),
    dials: new Map(),
    deliveries: [],
    timeline: createTimeline(),
    buckets: new Map(),
    ai: createAiState(),
  };
  for (const [country, areaCode] of FIRST_NUMBERS) {
    const offer = world.stock.takeFirst(country, areaCode);
    if (!offer) continue;
    const number = ownNumber(offer, { id: world.nextNumericId(), boughtAt: now, activeAt: now, messagingProfileId: profile.id });
    account.numbers.set(number.id, number);
  }
  const application = createApplication(
    {
      application_name: 'Main calls',
      webhook_event_url: 'https://example.com/telnyx/calls',
      webhook_api_version: '2',
      outbound: { outbound_voice_profile_id: world.nextNumericId() },
    },
    world.nextNumericId(),
    now,
  );
  account.applications.set(application.id, application);
  for (const number of account.numbers.values()) number.connectionId = application.id;
  account.sipConnections.push(
    createSipConnection('credential_connection', 'Desk phones', world.nextNumericId(), undefined, now),
    createSipConnection('fqdn_connection', 'Office trunk', world.nextNumericId(), 'pbx.example.com', now),
  );
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
