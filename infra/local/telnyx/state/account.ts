import { createHash } from 'node:crypto';
import { refuse } from '../errors.ts';
import type { Application, Connection } from './application.ts';
import { createApplication, createSipConnection, TEXML } from './application.ts';
import type { Assistant, Conversation, EmbeddingTask, IntegrationSecret } from './ai.ts';
import type { Bucket } from '../s3/buckets.ts';
import type { CallEvent, CallLeg } from './call.ts';
import type { Message, OptOut } from './message.ts';
import type { MessagingProfile } from './messaging-profile.ts';
import { createProfile } from './messaging-profile.ts';
import type { Money } from './money.ts';
import { money } from './money.ts';
import type { HostedNumber, OwnedNumber } from './owned-number.ts';
import { ownNumber } from './owned-number.ts';
import type { OtherRecord } from './past-records.ts';
import { pastRecords } from './past-records.ts';
import type { References, VoiceProfile } from './references.ts';
import type { Registrations } from './registration.ts';
import { registerAll } from './registration.ts';
import type { Row } from './row.ts';
import type { Timeline } from './timeline.ts';
import { createTimeline } from './timeline.ts';
import type { WebhookDelivery, Webhooks } from './webhook-delivery.ts';
import { createWebhooks } from './webhook-delivery.ts';
import type { World } from './world.ts';

/** Everything one Telnyx account has, by id. Accounts share nothing but the numbers for sale. */
export interface Account {
  readonly organizationId: string;
  balance: Money;
  creditLimit: Money;
  readonly profiles: Map<string, MessagingProfile>;
  readonly numbers: Map<string, OwnedNumber>;
  readonly messages: Map<string, Message>;
  readonly orders: Map<string, Row>;
  readonly applications: Map<string, Application>;
  readonly sipConnections: Connection[];
  readonly calls: Map<string, CallLeg>;
  /** The calls that were asked for with a command_id, by that. */
  readonly dials: Map<string, CallLeg>;
  readonly deliveries: WebhookDelivery[];
  readonly webhooks: Webhooks;
  readonly callEvents: CallEvent[];
  /** What happens by itself: orders that succeed, calls that are answered and end, messages that arrive. */
  readonly timeline: Timeline;
  readonly buckets: Map<string, Bucket>;
  readonly assistants: Map<string, Assistant>;
  readonly conversations: Map<string, Conversation>;
  readonly tasks: Map<string, EmbeddingTask>;
  readonly secrets: Map<string, IntegrationSecret>;
  /** Detail records by type, of what no operation of the simulator does. */
  readonly pastRecords: ReadonlyMap<string, readonly OtherRecord[]>;
  /** One for each turn of a conversation that a model answered. */
  readonly inferences: OtherRecord[];
  readonly voiceProfiles: Map<string, VoiceProfile>;
  /** Who sent STOP to which messaging profile, by `<profile id> <number>`. */
  readonly optOuts: Map<string, OptOut>;
  /** Short codes, which Telnyx assigns. */
  readonly shortCodes: Map<string, Row>;
  /** Numbers of another provider whose texts are here, by number. */
  readonly hostedNumbers: Map<string, HostedNumber>;
  readonly registrations: Registrations;
  /** When each number for sale was last found by a search, in ms. */
  readonly searched: Map<string, number>;
  /** What operations refer to and none of the simulator makes. */
  readonly references: References;
  /** Outside numbers that do not answer by themselves, since somebody holds their phone. */
  readonly attended: ReadonlySet<string>;
  standing: Standing;
}

/** What Telnyx has decided about an account, or what a carrier asks of it. No operation changes it, a test control does. */
export interface Standing {
  /** A trial account reaches verified numbers alone. */
  level: 'trial' | 'paid';
  /** In +E.164. */
  verifiedNumbers: readonly string[];
  /** Whether it may look up Canadian numbers. */
  canadianLookups: boolean;
  /** Whether lists of numbers find no messaging profiles: something inside Telnyx is down. */
  profilesAreDown: boolean;
}

/** Area codes of the numbers an account starts with; the first account gets +13125550100, +12125550100 and +18005550100. */
const FIRST_NUMBERS = ['312', '212', '800'];

/** A UUID that is always the same for the same seed: what an account starts with has stable ids. */
function stableUuid(seed: string): string {
  const hex = createHash('sha256').update(seed).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * A fresh account: 100.00 USD, one messaging profile for the USA and Canada, three active numbers on it that are routed to one call control
 * application with an outbound voice profile for the same countries, two SIP connections, and a TeXML application with that profile. Its long
 * codes belong to a 10DLC campaign, its toll-free number is verified. The same seed gives the same ids.
 */
export function createAccount(world: World, seed: string, now: number): Account {
  const timeline = createTimeline(world.courier.now, world.alarmFor);
  const account: Account = {
    organizationId: stableUuid(`organization ${seed}`),
    balance: money('100.00'),
    creditLimit: money('0.00'),
    profiles: new Map(),
    numbers: new Map(),
    messages: new Map(),
    orders: new Map(),
    applications: new Map(),
    sipConnections: [],
    calls: new Map(),
    dials: new Map(),
    deliveries: [],
    webhooks: createWebhooks(world.courier, timeline),
    callEvents: [],
    timeline,
    buckets: new Map(),
    assistants: new Map(),
    conversations: new Map(),
    tasks: new Map(),
    secrets: new Map(),
    pastRecords: pastRecords((what) => stableUuid(`${what} ${seed}`), now),
    inferences: [],
    voiceProfiles: new Map(),
    optOuts: new Map(),
    shortCodes: new Map(),
    hostedNumbers: new Map(),
    registrations: { assignments: new Map(), verifications: new Map() },
    searched: new Map(),
    references: {
      media: new Set(['hold-music']),
      billingGroups: new Set([stableUuid(`billing group ${seed}`)]),
      addresses: new Set(['1101']),
      requirementGroups: new Set(),
      tools: new Set(),
    },
    attended: world.attended,
    standing: { level: 'paid', verifiedNumbers: [], canadianLookups: false, profilesAreDown: false },
  };
  const settings = {
    name: 'Main',
    whitelisted_destinations: ['US', 'CA'],
    number_pool_settings: { long_code_weight: 1, toll_free_weight: 10, skip_unhealthy: true },
  };
  const profile = createProfile(account, settings, now, stableUuid(`profile ${seed}`));
  const numbers = FIRST_NUMBERS.flatMap((areaCode) => {
    const offer = world.stock.takeFirst(areaCode);
    return offer
      ? [ownNumber(account, offer, { id: world.nextNumericId(), boughtAt: now, activeAt: now, messaging_profile_id: profile.id })]
      : [];
  });
  registerAll(
    account.registrations,
    numbers.map(({ offer }) => offer),
    (what) => stableUuid(`${what} ${seed}`),
    now,
  );
  const voiceProfile = { id: world.nextNumericId(), destinations: ['US', 'CA'] };
  account.voiceProfiles.set(voiceProfile.id, voiceProfile);
  const outbound = { outbound_voice_profile_id: voiceProfile.id };
  const webhook = { webhook_event_url: 'https://example.com/telnyx/calls', webhook_api_version: '2' };
  const application = createApplication(account, { application_name: 'Main calls', ...webhook, outbound }, world.nextNumericId(), now);
  for (const { row } of numbers) row.connection_id = application.id;
  account.sipConnections.push(
    createSipConnection('credential_connection', 'Desk phones', world.nextNumericId(), now),
    createSipConnection('fqdn_connection', 'Office trunk', world.nextNumericId(), now, 'pbx.example.com'),
  );
  const texml = createSipConnection(TEXML, 'Main assistants', world.nextNumericId(), now);
  account.sipConnections.push({ ...texml, row: { ...texml.row, ...outbound } });
  return account;
}

/** Takes money from the balance, or refuses with 402 (20100) and takes nothing. The credit limit may be used up. */
export function charge(account: Account, amount: Money): void {
  if (amount > account.balance + account.creditLimit) throw refuse(402, '20100');
  account.balance -= amount;
}

/** The account's own number by its +E.164 form. */
export function numberByPhone({ numbers }: Account, phoneNumber: string): OwnedNumber | undefined {
  for (const number of numbers.values()) if (number.row.phone_number === phoneNumber) return number;
  return undefined;
}

/** The same, where it works already. */
export function activeNumber(account: Account, phoneNumber: string): OwnedNumber | undefined {
  const number = numberByPhone(account, phoneNumber);
  return number?.row.status === 'active' ? number : undefined;
}

/** Adds to a list, and forgets the oldest beyond the limit, in blocks: shifting one by one would cost more than adding. */
export function append<Value>(values: Value[], value: Value, limit: number): void {
  values.push(value);
  if (values.length >= 2 * limit) values.splice(0, values.length - limit);
}

/** Keeps a value, and forgets the oldest beyond the limit, so that a long load does not fill the memory. */
export function remember<V extends { readonly id: string }>(values: Map<string, V>, value: V, limit: number): void {
  values.set(value.id, value);
  const oldest = values.size > limit ? values.keys().next().value : undefined;
  if (oldest !== undefined) values.delete(oldest);
}
